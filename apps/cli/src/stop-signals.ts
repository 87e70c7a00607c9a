/**
 * Resolves when Ctrl-C, a polite end, or the closing of the terminal asks this process to stop. Further signals change
 * nothing: what has begun to stop ends in order, each process within its own bound.
 */
export const untilAskedToStop = (): Promise<'stop'> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stop'));
  });
