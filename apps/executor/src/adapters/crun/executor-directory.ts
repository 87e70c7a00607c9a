import { join } from 'node:path';

/**
 * Where things stand in one executor's crun directory. It belongs to one executor alone; the runner is the only other
 * reader and writer.
 *
 *     images/     layouts on their way, unpacked roots (read-only, shared by all runs) by chain id
 *     inputs/     files of templates, by digest of the list
 *     runs/ID/    run.json       what to run           written by the executor, whole, by rename of the directory
 *                 started        began                 runner, before the container is made
 *                 output         what the image said   runner, capped
 *                 stdin, stdout  pipes               of a container that serves: ours, opened by both
 *                 result, blob   collected bytes       runner, before exit.json
 *                 exit.json      how it ended          runner, by rename: the run is over
 *     state/      crun's own state of live containers
 *     slots/      sized work directories; only the runner sees what is mounted there
 *     runner.sock, runner.log, boot-id
 */
export class ExecutorDirectory {
  constructor(readonly path: string) {}

  readonly images = this.below('images');
  readonly inputs = this.below('inputs');
  readonly runs = this.below('runs');
  readonly state = this.below('state');
  readonly slots = this.below('slots');
  readonly bin = this.below('bin');
  readonly runnerLog = this.below('runner.log');
  readonly bootId = this.below('boot-id');

  run(attemptId: string): RunDirectory {
    return new RunDirectory(join(this.runs, attemptId));
  }

  private below(name: string): string {
    return join(this.path, name);
  }
}

export class RunDirectory {
  constructor(readonly path: string) {}

  readonly run = join(this.path, 'run.json');
  readonly started = join(this.path, 'started');
  readonly output = join(this.path, 'output');
  readonly stdin = join(this.path, 'stdin');
  readonly stdout = join(this.path, 'stdout');
  readonly result = join(this.path, 'result');
  readonly blob = join(this.path, 'blob');
  readonly exit = join(this.path, 'exit.json');
  readonly configuration = join(this.path, 'config.json');
  readonly crunLog = join(this.path, 'crun.log');
}

/** run.json: all the runner must know, so that it needs nobody's memory. */
export interface RunOrder {
  readonly note: string;
  readonly executorId: string;
  readonly stackId: string;
  readonly timeoutMs: number;
  readonly outputCapBytes: number;
  /** Owner of the work directory: the container's user. */
  readonly uid: number;
  readonly gid: number;
  readonly inputsKey: string;
  /** Its stdin and stdout are pipes, and it ends with the executor's line to the runner. */
  readonly serves?: boolean;
  readonly collect: {
    readonly resultFile: string;
    readonly reasonFile?: string;
    readonly maxResultBytes: number;
    readonly blobFile?: string;
    readonly maxBlobBytes: number;
  };
  /** OCI runtime configuration; the mount on /knockem/work gets its source from the runner. */
  readonly configuration: OciConfiguration;
}

export interface OciMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

/** The part of the OCI runtime configuration that the runner touches. */
export interface OciConfiguration {
  readonly mounts: readonly OciMount[];
  readonly [field: string]: unknown;
}

/** exit.json: how a run ended, and what was collected beside the result's bytes. */
export interface RunExit {
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly startFailure?: string;
  readonly imageFailure?: string;
  readonly reason?: string;
  readonly warnings: readonly string[];
}

/** Version of the talk between executor and runner: part of the socket's name, so that an upgrade starts its own. */
export const RUNNER_PROTOCOL = 3;

export type RunnerRequest =
  | { readonly seq: number; readonly op: 'start' | 'serve' | 'stop'; readonly attemptId: string }
  | { readonly seq: number; readonly op: 'hello' | 'leave' };

export type RunnerMessage = { readonly seq: number; readonly error?: string } | { readonly ended: string };
