import type { Readable, Writable } from 'node:stream';
import type { ExecutorStock, Freed, RunTemplate } from '#contracts';

/** An image that is here and unpacked or loaded, with the facts its runs need. */
export interface PreparedImage {
  readonly imageRef: string;
  /** `sha256:…` over the layers' diff ids (OCI image spec, "Layer ChainID"): the same in Docker and OCI layouts. */
  readonly chainId: string;
  /** Of its manifest where it came from a registry; else of its configuration, what Docker calls its id. */
  readonly imageDigest?: string;
  readonly arch: string;
  /** False where the injected static busybox cannot run in this image (another architecture). */
  readonly hasShell: boolean;
}

/** One file of the run, already in the executor's disk cache. */
export interface InputFile {
  /** Absolute path in the container, below /knockem/in. */
  readonly path: string;
  readonly hostFile: string;
  readonly digest: string;
  readonly mode: number;
}

/** Everything a runtime needs to start one container. The attempt id is the container's name for all later calls. */
export interface RunSpecification {
  readonly attemptId: string;
  readonly competitionId: string;
  readonly submissionId: string;
  readonly stackId: string;
  readonly executorId: string;
  readonly template: RunTemplate;
  readonly image: PreparedImage;
  /** argv and environment of this run: the template's with the competition's difference applied. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: readonly InputFile[];
  readonly timeoutSeconds: number;
  /** Opaque to the runtime; kept beside the container and given back by `list`, so that an adopter knows what runs. */
  readonly note: string;
}

/** How a container ended. Exactly what was seen: whose fault it was is decided elsewhere. */
export interface RunEnd {
  /** Undefined when the runtime lost track (keeper died, daemon restarted): a system error. */
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  /** The container could not be started for a reason that lies with us, in a sentence. */
  readonly startFailure?: string;
  /** The image's own fault at start (no such command, not executable), in a sentence. */
  readonly imageFailure?: string;
}

export interface Collected {
  /** Bytes of `collect.resultFile`; undefined when there is none (or not a regular file, or over its cap). */
  readonly result?: Buffer;
  /** Bytes of `collect.blobFile`, likewise. */
  readonly blob?: Buffer;
  /** First line of `collect.reasonFile`. */
  readonly reason?: string;
  /** Last ≤ 64 kB of the container's output, stdout and stderr together. */
  readonly output: string;
  readonly warnings: readonly string[];
}

export interface ListedRun {
  readonly attemptId: string;
  readonly executorId: string;
  readonly stackId: string;
  /** `created`: an executor died between making the run and starting it; nothing of it has run, and nothing will. */
  readonly state: 'created' | 'running' | 'exited';
  readonly note: string;
  /** Started by `serve`: tied to its executor's process, and no attempt's own. */
  readonly serving?: boolean;
}

/** A container that is spoken with; its stderr is its output. */
export interface ServedContainer {
  readonly stdin: Writable;
  /** Closes when the container has ended (or let go of it): `wait` then tells how. Its error: our connection broke. */
  readonly stdout: Readable;
}

export interface RuntimeFacts {
  readonly name: string;
  readonly arch: string;
  /** What one container can be given at most. */
  readonly capacity: { readonly cpus: number; readonly memoryMb: number };
  /** Limits that cannot be held here (an ordinary user without cgroups), in words: `memory`, `pids`, `cpus`. */
  readonly limitsNotHeld: readonly string[];
}

/** What a runtime keeps for runs to come, and may give up. */
export interface Pruning {
  readonly stocks: readonly ExecutorStock[];
  /** Nothing that was used later, and in no case what any run uses. */
  readonly olderThanMs: number;
  /** Images that stay. */
  readonly keepChainIds: ReadonlySet<string>;
  /** False: only tell. */
  readonly remove: boolean;
}

/** By stock; absent where the runtime keeps none of its own. */
export type Pruned = Readonly<Partial<Record<ExecutorStock, Freed>>>;

/**
 * Runs containers. One conformance suite (container-runtime.conformance.ts) tells what every adapter must do.
 *
 * Promises: a run outlives the executor process (kill -9 included) and its deadline holds meanwhile; `list` after a
 * restart shows it and `wait` still tells its true exit code; `stop` and `remove` are idempotent and silent about
 * what has gone; nothing of a run is left after `remove`. A container that serves is the exception: it is tied to this
 * process and ends with it, at the latest at its deadline, whatever it thinks of the end of its input; `list` shows what
 * is left of it, and the same `wait`, `stop`, `readOutput`, `collect` and `remove` hold for it. Sandbox of every run: no network, read-only root, no
 * capabilities, no-new-privileges, seccomp, the resource limits, a user other than root; writable are only
 * /knockem/work (HOME) and /tmp, both size-limited.
 *
 * Errors thrown are system errors, with a sentence for a person.
 */
export interface ContainerRuntime {
  readonly name: string;
  /** Can containers run here? Throws KnockemError `misconfigured` with what to do when they cannot. */
  check(): Promise<RuntimeFacts>;
  /**
   * Makes the image available and resolves it; throws ImageUnavailable when there is none, ImageForOtherPlatform when it
   * is not for this machine. Concurrent calls share the work.
   */
  prepare(imageRef: string): Promise<PreparedImage>;
  /** Resolves when the container was started (or when its failing to start is known; then `wait` tells). Idempotent by attempt. */
  start(run: RunSpecification): Promise<void>;
  /**
   * Starts a container and resolves with its ends; how it could not start, `wait` tells. The `attemptId` names it
   * alone. Nothing of it is left when this rejects.
   */
  serve(run: RunSpecification): Promise<ServedContainer>;
  /** Resolves when the container has ended; may be called again, also by another process after a restart. */
  wait(attemptId: string): Promise<RunEnd>;
  /** Ends the container at once (no grace); `wait` then resolves. */
  stop(attemptId: string): Promise<void>;
  collect(attemptId: string): Promise<Collected>;
  /** Output from byte `offset` on (capped); works while it runs and until it is removed. */
  readOutput(attemptId: string, offset: number): Promise<{ readonly text: string; readonly offset: number }>;
  remove(attemptId: string): Promise<void>;
  /** All runs on this host that can be seen from here, also those of other executors and stacks. */
  list(): Promise<ListedRun[]>;
  /** What is free of its stocks, or was. What comes to be used meanwhile stays, or is made anew before it is used. */
  prune(pruning: Pruning): Promise<Pruned>;
  /** Lets go of what this process holds; runs go on. */
  close(): Promise<void>;
}

/** There is no such image here, and none could be fetched. */
export class ImageUnavailable extends Error {
  override readonly name: string = 'ImageUnavailable';
}

/** There is one, and it cannot run here, today or tomorrow. */
export class ImageForOtherPlatform extends ImageUnavailable {
  override readonly name = 'ImageForOtherPlatform';
}
