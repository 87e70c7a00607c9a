/** Resolves when Ctrl-C, a polite end, or the closing of the terminal asks this process to stop. */
export const untilAskedToStop = (): Promise<'stop'> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('stop'));
  });
