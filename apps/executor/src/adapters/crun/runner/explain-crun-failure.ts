import { existsSync, readFileSync } from 'node:fs';

/** crun's words for "this program cannot be started", which is the image's fault; anything else is ours. */
const IMAGE_FAULT = /executable|exec container|exec format|chdir|open executable/i;

/** A container that never ran exits with 1 like a program's own 1: only crun's log tells them apart. */
export function explainCrunFailure(
  logFile: string,
  exitCode: number | undefined,
): { startFailure?: string; imageFailure?: string } {
  const text = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  const errors = text.split('\n').flatMap(messageOfError);
  if (exitCode === 0 || errors.length === 0) {
    return exitCode === undefined ? { startFailure: 'crun was ended before the container was.' } : {};
  }
  const sentence = errors.join('; ');
  return IMAGE_FAULT.test(sentence)
    ? { imageFailure: `The container's program could not be started: ${sentence}` }
    : { startFailure: `crun could not start the container: ${sentence}` };
}

function messageOfError(line: string): string[] {
  try {
    const { msg, level } = JSON.parse(line) as { msg?: string; level?: string };
    return level === 'error' && msg ? [msg] : [];
  } catch {
    return [];
  }
}
