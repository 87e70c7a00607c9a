import { accessSync, constants, existsSync } from 'node:fs';
import { release } from 'node:os';
import { findProgram } from '../images/find-program';
import { findStaticBusybox } from '../images/static-busybox';

/** How this machine lets us hold limits. */
export interface CrunHost {
  readonly isRoot: boolean;
  /** v1 includes the hybrid layout. `none`: an ordinary user, or a read-only cgroup tree. */
  readonly cgroups: 'v1' | 'v2' | 'none';
  /** From Linux 5.14 on RLIMIT_NPROC counts within a user namespace; before, all of the user's processes everywhere. */
  readonly countsPerNamespace: boolean;
}

export function inspectHost(): CrunHost {
  const isRoot = process.getuid?.() === 0;
  const v2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const writable = isRoot && isWritable(v2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory');
  return {
    isRoot,
    cgroups: writable ? (v2 ? 'v2' : 'v1') : 'none',
    countsPerNamespace: isAtLeast(release(), 5, 14),
  };
}

/** In words: what a container here can exceed. */
export function limitsNotHeldOn(host: CrunHost): ('memory' | 'pids' | 'cpus')[] {
  if (host.cgroups !== 'none') return [];
  return !host.isRoot && host.countsPerNamespace ? ['memory', 'cpus'] : ['memory', 'pids', 'cpus'];
}

function isAtLeast(kernel: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = kernel.split('.').map(Number);
  return first > major || (first === major && second >= minor);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Programs the crun adapter calls, and the Debian packages that bring them. */
const PROGRAMS: Record<string, string> = {
  crun: 'crun',
  skopeo: 'skopeo',
  umoci: 'umoci',
  unshare: 'util-linux',
  mount: 'mount',
};

export interface MissingProgram {
  readonly program: string;
  readonly package: string;
}

/** `busybox`: where the configuration says the static one is. */
export function missingPrograms(busybox?: string): MissingProgram[] {
  const missing = Object.entries(PROGRAMS)
    .filter(([program]) => findProgram(program) === undefined)
    .map(([program, name]) => ({ program, package: name }));
  if (findStaticBusybox(busybox)) return missing;
  return [...missing, { program: 'a static busybox', package: 'busybox-static' }];
}

/**
 * The shell script in which the runner starts, in its own mount namespace.
 *
 * v1: crun refuses a hybrid layout (a non-empty `unified` beside the v1 hierarchies), so the runner gets a
 * /sys/fs/cgroup that shows only those. Nothing changes for the rest of the machine. none: an empty /sys/fs/cgroup,
 * and crun is told to leave cgroups alone.
 */
export function namespaceScript(host: CrunHost): string {
  const begin = 'set -e; umask 022; ';
  const onlyV1 =
    'd=$(mktemp -d); mount -t tmpfs -o mode=755,size=1m knockem-cgroup "$d"; ' +
    'for c in /sys/fs/cgroup/*/; do n=$(basename "$c"); [ "$n" = unified ] && continue; ' +
    'mkdir "$d/$n"; mount --rbind "$c" "$d/$n"; done; ' +
    'for l in /sys/fs/cgroup/*; do if [ -L "$l" ]; then cp -P "$l" "$d/"; fi; done; ' +
    'mount --move "$d" /sys/fs/cgroup; rmdir "$d"; ';
  const empty = 'mount -t tmpfs -o size=64k knockem-cgroup /sys/fs/cgroup; ';
  const middle = { v1: onlyV1, v2: '', none: empty }[host.cgroups];
  return `${begin}${middle}exec "$@"`;
}

/** A user namespace gives an ordinary user the right to mount, and nothing on the host. */
export const unshareArguments = (host: CrunHost): string[] =>
  host.isRoot ? ['--mount', '--propagation', 'slave'] : ['--user', '--map-root-user', '--mount'];
