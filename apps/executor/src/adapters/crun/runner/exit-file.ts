import { closeSync, constants, ftruncateSync, openSync, renameSync, writeFileSync } from 'node:fs';
import type { RunDirectory, RunExit } from '../executor-directory';

/** An exit file with a whole reason (4 KiB, escaped) and its warnings. */
const RESERVED_BYTES = 16_384;

const draftOf = (directory: RunDirectory): string => `${directory.exit}.new`;

/** Takes the room for the exit file, so that an end can be written down on a disk that has been filled meanwhile. */
export const reserveExitFile = (directory: RunDirectory): void =>
  writeFileSync(draftOf(directory), ' '.repeat(RESERVED_BYTES));

/** Over what was reserved, not anew; then renamed: the run is over. */
export function writeExitFile(directory: RunDirectory, exit: RunExit): void {
  const text = Buffer.from(JSON.stringify(exit));
  const draft = openSync(draftOf(directory), constants.O_WRONLY | constants.O_CREAT, 0o644);
  try {
    writeFileSync(draft, text);
    ftruncateSync(draft, text.length);
  } finally {
    closeSync(draft);
  }
  renameSync(draftOf(directory), directory.exit);
}

export const failedExit = (startedAt: string, startFailure: string): RunExit => ({
  timedOut: false,
  outOfMemory: false,
  startedAt,
  durationMs: 0,
  startFailure,
  warnings: [],
});
