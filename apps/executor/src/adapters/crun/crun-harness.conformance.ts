import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPrograms } from './crun-host';

/** Why containers cannot be run by crun as root here; undefined = they can. */
export function whyNoCrun(): string | undefined {
  const missing = missingPrograms().map(({ program }) => program);
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  return process.getuid?.() === 0 ? undefined : 'not root';
}

/** What the machine still holds of a crun run: processes, cgroups, mounts, files. */
export function leftoversOf(directory: string, attemptId: string): string[] {
  const cgroups = readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name));
  return [
    ...new Set([...processesWith(attemptId), ...processesIn(attemptId)].map(nameOfProcess)),
    ...[...cgroups, '/sys/fs/cgroup'].flatMap((path) => entriesWith(path, attemptId)),
    ...entriesWith(join(directory, 'runs'), attemptId),
    ...entriesWith(join(directory, 'state'), attemptId),
    ...readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(directory)),
  ];
}

function entriesWith(directory: string, text: string): string[] {
  try {
    const names = readdirSync(directory).filter((name) => name.includes(text));
    return names.map((name) => join(directory, name));
  } catch (error) {
    if (['ENOTDIR', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

const pids = (): string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));

/** By command line: crun's own, and the runner by its directory. */
export const processesWith = (text: string): string[] =>
  pids().filter((pid) => readProc(pid, 'cmdline').includes(text));

/** The runner that keeps this directory's containers, and none while there is none. */
export const runnersOf = (directory: string): string[] =>
  processesWith(directory).filter((pid) => readProc(pid, 'cmdline').includes(join('runner', 'main.ts')));

/** By cgroup, or where there is none by the environment that the suite gives each run. */
const processesIn = (attemptId: string): string[] =>
  pids().filter((pid) => ['cgroup', 'environ'].some((file) => readProc(pid, file).includes(attemptId)));

const nameOfProcess = (pid: string): string =>
  `process ${pid}: ${readProc(pid, 'cmdline').replaceAll('\0', ' ').trim()}`;

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
