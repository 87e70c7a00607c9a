import type Docker from 'dockerode';
import type { RunSpecification } from '../../application/container-runtime';
import {
  MAX_BLOB_RESULT_BYTES,
  MAX_JSON_RESULT_BYTES,
  MAX_OPEN_FILES,
  MAX_PIDS,
  MAX_SHM_BYTES,
  MAX_WORK_FILES,
  MAX_WRITABLE_BYTES,
} from '../images/collection-limits';
import type { DockerImage } from './docker-images';

export const STACK_LABEL = 'io.knockem.stack';
export const ATTEMPT_LABEL = 'io.knockem.attempt';
export const EXECUTOR_LABEL = 'io.knockem.executor';
const NOTE_LABEL = 'io.knockem.note';
const ORDER_LABEL = 'io.knockem.order';

/** What an adapter of a later process must know of the run; kept in a label. */
export interface RunOrder {
  readonly nonce: string;
  readonly timeoutSeconds: number;
  readonly hasShell: boolean;
  readonly outputCapBytes: number;
  /** Its output is its executor's alone: there is no log. */
  readonly serving?: boolean;
}

/** PID 1, its output's keeper, who waits for the program; and room for the two that hand over a result. */
const SUPERVISOR_PIDS = 5;

export const containerName = (attemptId: string): string => `knockem-${attemptId}`;

/** What the daemon is asked to make of a run: the whole sandbox. */
export function containerOptions(
  run: RunSpecification,
  image: DockerImage,
  inputVolume: string,
  nonce: string,
): Docker.ContainerCreateOptions {
  const { hasShell } = image.prepared;
  const { timeoutSeconds } = run;
  const order = {
    nonce,
    timeoutSeconds,
    hasShell,
    outputCapBytes: run.template.stdoutCapBytes,
  } satisfies RunOrder;
  const env = { HOME: '/knockem/work', KNOCKEM_BUSYBOX: '/knockem/bin/busybox', ...run.env };
  return {
    name: containerName(run.attemptId),
    Image: image.imageId,
    Entrypoint: [],
    Cmd: hasShell ? supervised(run, nonce) : [...run.argv],
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    User: `${image.user.uid}:${image.user.gid}`,
    WorkingDir: run.template.workingDirectory ?? image.workingDirectory,
    NetworkDisabled: true,
    Tty: false,
    Labels: {
      [STACK_LABEL]: run.stackId,
      [ATTEMPT_LABEL]: run.attemptId,
      [EXECUTOR_LABEL]: run.executorId,
      [NOTE_LABEL]: run.note,
      [ORDER_LABEL]: JSON.stringify(order),
    },
    HostConfig: hostConfig(run, image, inputVolume),
  };
}

/** A container that is spoken with: the same sandbox, another PID 1, and ends of its own. */
export function servingOptions(
  run: RunSpecification,
  image: DockerImage,
  inputVolume: string,
  nonce: string,
): Docker.ContainerCreateOptions {
  const options = containerOptions(run, image, inputVolume, nonce);
  const order = JSON.parse(options.Labels![ORDER_LABEL]) as RunOrder;
  const program = run.argv[0] === 'sh' ? ['/knockem/bin/busybox', ...run.argv] : run.argv;
  const supervise = ['/knockem/bin/busybox', 'sh', '/knockem/bin/supervise-serving'];
  return {
    ...options,
    Cmd: [...supervise, nonce, String(run.timeoutSeconds), ...program],
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Labels: { ...options.Labels, [ORDER_LABEL]: JSON.stringify({ ...order, serving: true }) },
    HostConfig: { ...options.HostConfig, LogConfig: { Type: 'none', Config: {} } },
  };
}

function supervised(run: RunSpecification, nonce: string): string[] {
  const { collect, stdoutCapBytes } = run.template;
  const most = collect.kind === 'blob' ? MAX_BLOB_RESULT_BYTES : MAX_JSON_RESULT_BYTES;
  const program = run.argv[0] === 'sh' ? ['/knockem/bin/busybox', ...run.argv] : run.argv;
  const limits = [String(run.timeoutSeconds), String(stdoutCapBytes)];
  const blob = [collect.blobFile ?? '', String(MAX_BLOB_RESULT_BYTES)];
  const files = [collect.resultFile, String(most), collect.reasonFile ?? '', ...blob];
  return ['/knockem/bin/busybox', 'sh', '/knockem/bin/supervise', nonce, ...limits, ...files, ...program];
}

function hostConfig(run: RunSpecification, image: DockerImage, inputVolume: string): Docker.HostConfig {
  const { cpus, memoryMb } = run.template.resources;
  const owner = `uid=${image.user.uid},gid=${image.user.gid}`;
  const tmpfs = `rw,exec,nosuid,nodev,size=${MAX_WRITABLE_BYTES},nr_inodes=${MAX_WORK_FILES},${owner}`;
  const limit = (Name: string, value: number) => ({ Name, Soft: value, Hard: value });
  return {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    Memory: memoryMb * 2 ** 20,
    MemorySwap: memoryMb * 2 ** 20,
    NanoCpus: Math.round(cpus * 1e9),
    PidsLimit: MAX_PIDS + SUPERVISOR_PIDS,
    OomScoreAdj: 500,
    ShmSize: MAX_SHM_BYTES,
    IpcMode: 'private',
    Ulimits: [limit('nofile', MAX_OPEN_FILES), limit('core', 0), limit('fsize', MAX_WRITABLE_BYTES)],
    Tmpfs: { '/knockem/work': `${tmpfs},mode=0700`, '/tmp': `${tmpfs},mode=1777` },
    Mounts: [
      {
        Type: 'volume',
        Source: inputVolume,
        Target: '/knockem',
        ReadOnly: true,
        VolumeOptions: { NoCopy: true } as never,
      },
    ],
    LogConfig: {
      Type: 'local',
      Config: { 'max-size': `${logBytes(run)}`, 'max-file': '1', compress: 'false' },
    },
    AutoRemove: false,
    RestartPolicy: { Name: 'no' },
  };
}

/**
 * The log holds the capped output, about 60 bytes more for each of its lines, and result and blob in base64. PID 1 keeps
 * the cap, so this bound is only met by an image that writes past it on purpose; it then loses its own beginning.
 */
function logBytes(run: RunSpecification): number {
  const { kind, blobFile } = run.template.collect;
  const result =
    kind === 'blob' || blobFile ? MAX_BLOB_RESULT_BYTES + MAX_JSON_RESULT_BYTES : MAX_JSON_RESULT_BYTES;
  return run.template.stdoutCapBytes * 8 + result * 2 + (1 << 20);
}

export interface LabelledRun {
  readonly attemptId: string;
  readonly executorId: string;
  readonly stackId: string;
  readonly note: string;
  readonly order: RunOrder;
}

export function readLabels(labels: Readonly<Record<string, string>>): LabelledRun {
  return {
    attemptId: labels[ATTEMPT_LABEL] ?? '',
    executorId: labels[EXECUTOR_LABEL] ?? '',
    stackId: labels[STACK_LABEL] ?? '',
    note: labels[NOTE_LABEL] ?? '',
    order: JSON.parse(labels[ORDER_LABEL] ?? '{}') as RunOrder,
  };
}
