import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupRoot } from '../observe/containers';

/** What still runs, or lies about, after the stack was stopped politely; in words. Empty: nothing. */
export function leftovers(
  dataDir: string,
  executors: readonly string[],
  attempts: ReadonlySet<string>,
): string[] {
  return [
    ...processesOf(dataDir).map((line) => `process ${line}`),
    ...cgroupsOf(attempts).map((path) => `cgroup ${path}`),
    ...mountsIn(dataDir).map((line) => `mount ${line}`),
    ...executors.flatMap((directory) => filesLeft(directory)),
    ...socketsBelow(dataDir).map((path) => `socket ${path}`),
  ];
}

/** Command lines of live processes that name the directory, this one left out. */
export function processesOf(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return line.includes(directory) ? [`${pid} ${line}`] : [];
      } catch {
        return [];
      }
    });
}

/** In every hierarchy: crun makes one in each. */
function cgroupsOf(attempts: ReadonlySet<string>): string[] {
  const root = cgroupRoot();
  const hierarchies =
    root === '/sys/fs/cgroup'
      ? [root]
      : readdirSync('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name));
  return hierarchies.flatMap((hierarchy) =>
    readdirSync(hierarchy)
      .filter((name) => attempts.has(name.replace(/^knockem-/, '')))
      .map((name) => join(hierarchy, name)),
  );
}

const mountsIn = (directory: string): string[] =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(directory));

/** Runs, their state, their work directories and reports; images and inputs are caches and stay. */
function filesLeft(executor: string): string[] {
  return ['reports', 'runtime/runs', 'runtime/state', 'runtime/slots'].flatMap((name) => {
    const directory = join(executor, name);
    return existsSync(directory) ? readdirSync(directory).map((file) => `file ${join(directory, file)}`) : [];
  });
}

function socketsBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSocket())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).isSocket());
}
