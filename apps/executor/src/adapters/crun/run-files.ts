import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { RunEnd } from '../../application/container-runtime';
import { MAX_TAIL_BYTES } from '../images/collection-limits';
import type { RunDirectory, RunExit, RunOrder } from './executor-directory';

// What the files of a run's directory tell: they are the only memory that executor and runner share. They are small and
// read at once: a wait for another thread costs several times the work itself, and a run is asked about a dozen times.

/** Undefined while it goes on. A directory without a start is what a crash before the start left. */
export function readEnd(directory: RunDirectory): RunEnd | undefined {
  const exit = readExit(directory);
  if (exit) {
    const { reason: _reason, warnings: _warnings, ...end } = exit;
    return end;
  }
  if (existsSync(directory.started)) return undefined;
  return notStarted(existsSync(directory.run) ? 'It was never started.' : 'There is no such run here.');
}

const notStarted = (startFailure: string): RunEnd => ({
  timedOut: false,
  outOfMemory: false,
  startedAt: new Date().toISOString(),
  durationMs: 0,
  startFailure,
});

export const isRunning = (directory: RunDirectory): boolean =>
  existsSync(directory.started) && !existsSync(directory.exit);

export const readExit = (directory: RunDirectory): RunExit | undefined => readJson<RunExit>(directory.exit);
export const readOrder = (directory: RunDirectory): RunOrder | undefined => readJson<RunOrder>(directory.run);

function readJson<T>(file: string): T | undefined {
  const bytes = readIfThere(file);
  return bytes && (JSON.parse(bytes.toString('utf8')) as T);
}

/** Throws where it is there and cannot be read: what it says would be taken for not said. */
export function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

export function tailOf(file: string): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return readFrom(file, Math.max(0, size - MAX_TAIL_BYTES), MAX_TAIL_BYTES).toString('utf8');
}

/** Nothing where there is no such file. */
export function readFrom(file: string, offset: number, length: number): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const fd = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(length, Math.max(0, fstatSync(fd).size - offset)));
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, offset));
  } finally {
    closeSync(fd);
  }
}
