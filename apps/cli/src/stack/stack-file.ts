import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  /** Of the kernel, in clock ticks since boot: tells a process from a later one with the same pid. Empty: not alive. */
  readonly startTime: string;
  /** How often the supervisor has started it again, and how it ended last. */
  readonly restarts?: number;
  /** It has answered since the stack started. */
  readonly answered?: boolean;
  readonly lastEnd?: string;
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
  renameSync(writeAside(stack), pathIn(stack.dataDir));
}

/** Writes the first file of a stack; false when there is one already. Of two that start at once, one wins. */
export function claimStackFile(stack: StackFile): boolean {
  const aside = writeAside(stack);
  try {
    linkSync(aside, pathIn(stack.dataDir));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function writeAside(stack: StackFile): string {
  const aside = `${pathIn(stack.dataDir)}.${process.pid}`;
  mkdirSync(dirname(aside), { recursive: true });
  writeFileSync(aside, `${JSON.stringify(stack, null, 2)}\n`);
  return aside;
}

export function readStackFile(dataDir: string): StackFile | undefined {
  try {
    return JSON.parse(readFileSync(pathIn(dataDir), 'utf8')) as StackFile;
  } catch {
    return undefined;
  }
}

export const removeStackFile = (dataDir: string): void => rmSync(pathIn(dataDir), { force: true });

/** Field 22 of /proc/<pid>/stat; undefined when there is no such process, or only its unread end. */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
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
