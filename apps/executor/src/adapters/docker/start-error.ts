/** The daemon's words for a program that cannot be started; ours, when it is our own PID 1 that is missing. */
export function explainStartError(error: string): { startFailure?: string; imageFailure?: string } {
  const text = error.replace(/\s+/g, ' ').trim();
  const imageFault =
    /executable|no such file|exec format|permission denied|chdir/i.test(text) &&
    !text.includes('/knockem/bin');
  return imageFault
    ? { imageFailure: `The container's program could not be started: ${text}` }
    : { startFailure: `Docker could not start the container: ${text}` };
}
