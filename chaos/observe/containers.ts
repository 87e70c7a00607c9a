/**
 * The observer, a process of its own: every 20 ms it writes down which containers run on this machine, by what the kernel
 * says of their cgroups. It asks no service and reads no file of theirs.
 *
 *   node … containers.ts OUTPUT        one JSON line for every change, until SIGTERM
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from './places';

export const PERIOD_MS = 20;
const PREFIX = 'knockem-';

/** Where a container's cgroup is to be found: of the version 1 hierarchies any would do. */
export const cgroupRoot = (): string =>
  existsSync('/sys/fs/cgroup/cgroup.controllers') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';

/** Attempts whose cgroup has a process in it. */
export function runningContainers(root = cgroupRoot()): string[] {
  return readdirSync(root)
    .filter((name) => name.startsWith(PREFIX) && hasProcesses(join(root, name)))
    .map((name) => name.slice(PREFIX.length))
    .sort();
}

function hasProcesses(cgroup: string): boolean {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8') !== '';
  } catch {
    return false;
  }
}

function observe(output: string): void {
  let before = '';
  let last = Date.now();
  setInterval(() => {
    const ms = Date.now();
    const running = runningContainers();
    const lateMs = Math.max(0, ms - last - PERIOD_MS);
    last = ms;
    if (running.join() === before && lateMs < PERIOD_MS) return;
    before = running.join();
    appendFileSync(output, `${JSON.stringify({ ms, lateMs, running } satisfies Sample)}\n`);
  }, PERIOD_MS);
}

if (require.main === module) observe(process.argv[2]);
