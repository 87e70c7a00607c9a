import type { RunSpecification } from '../../application/container-runtime';
import {
  MAX_OPEN_FILES,
  MAX_PIDS,
  MAX_SHM_BYTES,
  MAX_WORK_FILES,
  MAX_WRITABLE_BYTES,
} from '../images/collection-limits';
import type { CrunHost } from './crun-host';
import type { OciConfiguration, OciMount } from './executor-directory';
import type { ContainerUser } from '../images/container-user';
import type { SeccompProfile } from './seccomp-profile';

export interface SandboxParts {
  readonly root: string;
  readonly user: ContainerUser;
  readonly imageEnv: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Directory shown at /knockem/in. */
  readonly inputs: string;
  /** Directory shown at /knockem/bin. */
  readonly bin: string;
  readonly seccomp: { readonly profile: SeccompProfile; readonly compiled?: string };
  readonly host: CrunHost;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const CPU_PERIOD_US = 100_000;

/** The OCI runtime configuration of one run: the whole sandbox. */
export function ociConfiguration(run: RunSpecification, parts: SandboxParts): OciConfiguration {
  const { profile, compiled } = parts.seccomp;
  const hasCgroups = parts.host.cgroups !== 'none';
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: parts.user,
      args: programOf(run.argv),
      env: environment(run, parts),
      cwd: parts.workingDirectory,
      capabilities: { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] },
      rlimits: rlimits(run, parts.host),
      noNewPrivileges: true,
      oomScoreAdj: 500,
    },
    root: { path: parts.root, readonly: true },
    hostname: 'knockem',
    mounts: mounts(parts),
    ...(compiled ? { annotations: { 'run.oci.seccomp_bpf_data': compiled } } : {}),
    linux: {
      ...namespaces(parts),
      maskedPaths: MASKED,
      readonlyPaths: READ_ONLY,
      ...(hasCgroups ? { cgroupsPath: `/knockem-${run.attemptId}`, resources: resources(run) } : {}),
      ...(compiled ? {} : { seccomp: profile }),
    },
  };
}

/** `sh` as the first word is the injected busybox's. */
function programOf(argv: readonly string[]): string[] {
  return argv[0] === 'sh' ? ['/knockem/bin/busybox', ...argv] : [...argv];
}

function environment(run: RunSpecification, parts: SandboxParts): string[] {
  const env = {
    PATH: DEFAULT_PATH,
    ...parts.imageEnv,
    HOME: '/knockem/work',
    KNOCKEM_BUSYBOX: '/knockem/bin/busybox',
    ...run.env,
  };
  return Object.entries(env).map(([key, value]) => `${key}=${value}`);
}

/**
 * An ordinary user has one id; in a user namespace of the container's own it is shown as the image's user, and
 * nothing else exists there.
 */
function namespaces({ host, user }: SandboxParts): object {
  const types = ['pid', 'ipc', 'uts', 'mount', 'network'].map((type) => ({ type }));
  if (host.isRoot) return { namespaces: types };
  return {
    namespaces: [...types, { type: 'user' }],
    uidMappings: [{ containerID: user.uid, hostID: 0, size: 1 }],
    gidMappings: [{ containerID: user.gid, hostID: 0, size: 1 }],
  };
}

/** Without cgroups rlimits are the best there is: memory holds for each process alone. */
function rlimits(run: RunSpecification, host: CrunHost): object[] {
  const limit = (type: string, value: number) => ({ type, hard: value, soft: value });
  const always = [
    limit('RLIMIT_NOFILE', MAX_OPEN_FILES),
    limit('RLIMIT_CORE', 0),
    limit('RLIMIT_FSIZE', MAX_WRITABLE_BYTES),
  ];
  if (host.cgroups !== 'none') return always;
  const memory = limit('RLIMIT_DATA', run.template.resources.memoryMb * 2 ** 20);
  const ownCount = !host.isRoot && host.countsPerNamespace;
  return [...always, memory, ...(ownCount ? [limit('RLIMIT_NPROC', MAX_PIDS)] : [])];
}

function resources(run: RunSpecification): object {
  const { cpus, memoryMb } = run.template.resources;
  const bytes = memoryMb * 2 ** 20;
  return {
    devices: [{ allow: false, access: 'rwm' }],
    memory: { limit: bytes, swap: bytes },
    pids: { limit: MAX_PIDS },
    cpu: { quota: Math.max(1000, Math.round(cpus * CPU_PERIOD_US)), period: CPU_PERIOD_US },
  };
}

function mounts(parts: SandboxParts): OciMount[] {
  const tmpfs = (destination: string, ...options: string[]) => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'nodev', ...options],
  });
  const bind = (destination: string, source: string, ...options: string[]) => ({
    destination,
    type: 'bind',
    source,
    options: ['bind', 'nosuid', 'nodev', ...options],
  });
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=64k'],
    },
    tmpfs('/tmp', 'mode=1777', `size=${MAX_WRITABLE_BYTES}`, `nr_inodes=${MAX_WORK_FILES}`),
    tmpfs('/dev/shm', 'noexec', 'mode=1777', `size=${MAX_SHM_BYTES}`),
    bind('/knockem/in', parts.inputs, 'ro'),
    bind('/knockem/bin', parts.bin, 'ro'),
    bind('/knockem/work', '', 'rw'),
  ];
}

const MASKED = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
