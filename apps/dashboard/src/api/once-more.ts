/**
 * Does something whenever it is asked for, but never twice at a time: what is asked for meanwhile is done once more
 * afterwards, so that its last time began after the last asking. Failures are the deed's own to tell.
 */
export function onceMore(deed: () => Promise<unknown>): () => void {
  let state: 'idle' | 'busy' | 'asked again' = 'idle';
  const run = async (): Promise<void> => {
    do {
      state = 'busy';
      await deed().catch(() => undefined);
    } while ((state as string) === 'asked again');
    state = 'idle';
  };
  return () => {
    if (state === 'idle') void run();
    else state = 'asked again';
  };
}
