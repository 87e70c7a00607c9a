import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  /** Of the kernel, in clock ticks since boot: tells a process from a later one with the same pid. */
  readonly startTime: string;
}

/** What a running stack leaves on disk, so that other commands find it and a later start can tidy up after a crash. */
export interface StackFile {
  readonly supervisor: RecordedProcess;
  readonly gatewayUrl: string;
  readonly natsUrl: string;
  readonly dataDir: string;
  /** False while the services are still starting. */
  readonly ready: boolean;
  readonly processes: readonly RecordedProcess[];
}

const pathIn = (dataDir: string): string => join(dataDir, 'stack.json');

export function writeStackFile(stack: StackFile): void {
  const path = pathIn(stack.dataDir);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify(stack, null, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}

export function readStackFile(dataDir: string): StackFile | undefined {
  try {
    return JSON.parse(readFileSync(pathIn(dataDir), 'utf8')) as StackFile;
  } catch {
    return undefined;
  }
}

export const removeStackFile = (dataDir: string): void => rmSync(pathIn(dataDir), { force: true });

/** Field 22 of /proc/<pid>/stat; undefined when there is no such process. */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

export const isAlive = (recorded: RecordedProcess): boolean =>
  startTimeOf(recorded.pid) === recorded.startTime;

export const recordProcess = (name: string, pid: number): RecordedProcess => ({
  name,
  pid,
  startTime: startTimeOf(pid) ?? '',
});
