import { open, readFile, stat } from 'node:fs/promises';
import type { RunEnd } from '../../application/container-runtime';
import { MAX_TAIL_BYTES } from '../images/collection-limits';
import type { RunDirectory, RunExit, RunOrder } from './executor-directory';

// What the files of a run's directory tell: they are the only memory that executor and runner share.

/** Undefined while it goes on. A directory without a start is what a crash before the start left. */
export async function readEnd(directory: RunDirectory): Promise<RunEnd | undefined> {
  const exit = await readExit(directory);
  if (exit) {
    const { reason: _reason, warnings: _warnings, ...end } = exit;
    return end;
  }
  if (await exists(directory.started)) return undefined;
  return notStarted((await exists(directory.run)) ? 'It was never started.' : 'There is no such run here.');
}

const notStarted = (startFailure: string): RunEnd => ({
  timedOut: false,
  outOfMemory: false,
  startedAt: new Date().toISOString(),
  durationMs: 0,
  startFailure,
});

export const isRunning = async (directory: RunDirectory): Promise<boolean> =>
  (await exists(directory.started)) && !(await exists(directory.exit));

export const readExit = (directory: RunDirectory): Promise<RunExit | undefined> =>
  readJson<RunExit>(directory.exit);
export const readOrder = (directory: RunDirectory): Promise<RunOrder | undefined> =>
  readJson<RunOrder>(directory.run);

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

export async function tailOf(file: string): Promise<string> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  return (await readFrom(file, Math.max(0, size - MAX_TAIL_BYTES), MAX_TAIL_BYTES)).toString('utf8');
}

export async function readFrom(file: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return Buffer.alloc(0);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;
