import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the machine still holds of a crun run: processes, cgroups, mounts, files. */
export function leftoversOf(directory: string, attemptId: string): string[] {
  const cgroups = readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name));
  return [
    ...new Set([...processesWith(attemptId), ...processesIn(attemptId)].map((pid) => `process ${pid}`)),
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

/** By cgroup, or where there is none by the environment that the suite gives each run. */
const processesIn = (attemptId: string): string[] =>
  pids().filter((pid) => ['cgroup', 'environ'].some((file) => readProc(pid, file).includes(attemptId)));

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
