import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import Docker from 'dockerode';
import { KnockemError } from '#domain';
import type {
  Collected,
  ContainerRuntime,
  ListedRun,
  PreparedImage,
  Pruned,
  Pruning,
  RunEnd,
  RunSpecification,
  RuntimeFacts,
  ServedContainer,
} from '../../application/container-runtime';
import { MAX_TAIL_BYTES } from '../images/collection-limits';
import { findStaticBusybox } from '../images/static-busybox';
import { ImageArchives } from '../images/image-archives';
import { goArch } from '../images/image-configuration';
import { type HostPlatform, platformOfDaemon } from '../images/platforms';
import { RegistryAccess } from '../images/registry-access';
import { SharedWork } from '../images/shared-work';
import {
  ATTEMPT_LABEL,
  containerName,
  containerOptions,
  readLabels,
  servingOptions,
} from './container-options';
import { type DockerImage, DockerImages, sentence } from './docker-images';
import { InputVolumes } from './input-volumes';
import { type ContainerState, NEVER_STARTED, notHere, stateFrom } from './container-state';
import { collectedWithoutShell, type ContainerOutput, textFrom } from './container-output';
import { readFrames } from './log-frames';
import { msLeft, readRunAge } from './run-age';
import { readMarks, type RunMarks } from './run-marks';
import { ServedAttachment } from './served-attachment';
import { explainStartError } from './start-error';

export interface DockerOptions {
  readonly imagesDirectory: string;
  /** Credentials for private registries; absent: they are asked without any. The daemon's own are never used. */
  readonly registryAuthFile?: string;
  /** Absent: this machine's own, where the daemon is here. */
  readonly platform?: HostPlatform;
  /** A static busybox of this host; otherwise looked for. */
  readonly busybox?: string;
  /** A socket's path; otherwise DOCKER_HOST, otherwise the default socket. */
  readonly socketPath?: string;
  /** The daemon is asked over the network. */
  readonly isRemote?: boolean;
}

/** Whether a daemon answers there (or at DOCKER_HOST, or the default socket), within two seconds. */
export async function dockerAnswers(socketPath?: string): Promise<boolean> {
  const docker = new Docker({ ...(socketPath ? { socketPath } : {}), timeout: 2000 });
  return docker.ping().then(
    () => true,
    () => false,
  );
}

/** The deadline is kept inside the container; this one is for a container whose PID 1 was tampered with. */
const DEADLINE_GRACE_MS = 5000;
const ASK_AGAIN_MS = 500;
/** The daemon notes a start later than PID 1 begins to count. */
const CLOCK_SLACK_MS = 1000;

/**
 * Containers by a Docker daemon (or another that speaks its API). Inputs come in one read-only volume per template,
 * results on stdout from our own PID 1 (supervise.sh.ts), which also keeps the deadline: nothing of a run depends on
 * this process. Where our busybox cannot run (another architecture) the image's verb is PID 1, its last line of
 * stdout the result, and the deadline is kept by whoever waits.
 */
export class DockerRuntime implements ContainerRuntime {
  readonly name = 'docker';
  private readonly docker: Docker;
  private readonly images: DockerImages;
  private readonly busybox?: string;
  private readonly inputs: InputVolumes;
  private readonly starting = new SharedWork<void>();
  private readonly timedOutHere = new Set<string>();
  private readonly stoppedHere = new Set<string>();
  /** When this process started them, by its own monotonic clock. */
  private readonly startedHere = new Map<string, number>();
  /** Containers that serve this process: what they say is kept nowhere else. */
  private readonly attached = new Map<string, ServedAttachment>();
  /** Those that were seen to have ended, until they are removed: nothing of them changes any more. */
  private readonly ended = new Map<string, ContainerState>();
  /** What they left, from the look at their end to its collection. */
  private readonly left = new Map<string, ContainerOutput>();
  private closed = false;

  constructor(options: DockerOptions) {
    this.busybox = findStaticBusybox(options.busybox);
    this.docker = new Docker(options.socketPath ? { socketPath: options.socketPath } : undefined);
    this.images = new DockerImages(
      this.docker,
      new ImageArchives(options.imagesDirectory),
      new RegistryAccess(options.registryAuthFile),
      options.platform ?? platformOfDaemon(options.isRemote !== true),
    );
    this.inputs = new InputVolumes(this.docker, this.busybox ?? '');
  }

  async check(): Promise<RuntimeFacts> {
    if (!this.busybox) {
      throw new KnockemError(
        'misconfigured',
        'The docker runtime needs a static busybox to put into containers.',
        {
          hint: 'apt-get install -y busybox-static',
        },
      );
    }
    const facts = (await this.askDaemon(() => this.docker.info())) as {
      NCPU: number;
      MemTotal: number;
      Architecture: string;
    };
    await this.inputs.sweep(Date.now());
    const arch = { x86_64: 'amd64', aarch64: 'arm64' }[facts.Architecture] ?? goArch();
    const capacity = { cpus: facts.NCPU, memoryMb: Math.floor(facts.MemTotal / 2 ** 20) };
    return { name: this.name, arch, capacity, limitsNotHeld: [] };
  }

  async prepare(imageRef: string): Promise<PreparedImage> {
    return (await this.images.prepare(imageRef)).prepared;
  }

  start(run: RunSpecification): Promise<void> {
    return this.starting.do(run.attemptId, () => this.startOnce(run));
  }

  async serve(run: RunSpecification): Promise<ServedContainer> {
    const { volume, made: attachment } = await this.withImage(run, (image, volume) =>
      this.attach(run, servingOptions(run, image, volume, newNonce())),
    );
    const container = this.container(run.attemptId);
    try {
      await container.start();
      this.startedHere.set(run.attemptId, performance.now());
    } catch {
      // The daemon keeps its reason beside the container, for wait to tell.
      this.inputs.forget(volume);
      attachment.close();
    }
    return attachment;
  }

  async wait(attemptId: string): Promise<RunEnd> {
    for (;;) {
      const state = await this.stateOf(attemptId);
      if (!state) return notHere();
      if (!state.running) return this.endOf(attemptId, state);
      await this.waitUntilDeadline(attemptId, state);
      if (this.closed) throw new Error('The docker runtime is closed.');
    }
  }

  async stop(attemptId: string): Promise<void> {
    if (this.ended.has(attemptId)) return;
    this.stoppedHere.add(attemptId);
    await this.end(attemptId);
  }

  async collect(attemptId: string): Promise<Collected> {
    const state = this.ended.get(attemptId) ?? (await this.stateOf(attemptId));
    if (!state) throw new Error(`The run ${attemptId} is not here.`);
    if (state.run.order.serving) return this.collectServed(attemptId);
    const { stdout, stderr } = this.left.get(attemptId) ?? (await this.logs(attemptId));
    this.left.delete(attemptId);
    if (!state.run.order.hasShell) return collectedWithoutShell(stdout, stderr);
    const { result, blob, reason, warnings } = readMarks(stdout.toString('utf8'), state.run.order.nonce);
    const capped = stderr.subarray(0, state.run.order.outputCapBytes);
    return { result, blob, reason, warnings, output: capped.subarray(-MAX_TAIL_BYTES).toString('utf8') };
  }

  async readOutput(attemptId: string, offset: number): Promise<{ text: string; offset: number }> {
    const attached = this.attached.get(attemptId);
    if (attached) return textFrom(attached.output, offset);
    const state = await this.stateOf(attemptId);
    if (!state) return { text: '', offset };
    const { stdout, stderr } = await this.logs(attemptId);
    const output = state.run.order.hasShell ? stderr : Buffer.concat([stdout, stderr]);
    return textFrom(output.subarray(0, state.run.order.outputCapBytes), offset);
  }

  async remove(attemptId: string): Promise<void> {
    try {
      await this.container(attemptId).remove({ force: true, v: true });
    } catch (error) {
      // 409: somebody else is removing it; it counts when it has gone.
      if (statusOf(error) === 409) return this.goneAfterRemoval(attemptId);
      if (statusOf(error) !== 404) throw error;
    } finally {
      this.attached.delete(attemptId);
      this.ended.delete(attemptId);
      this.left.delete(attemptId);
      this.timedOutHere.delete(attemptId);
      this.stoppedHere.delete(attemptId);
      this.startedHere.delete(attemptId);
    }
  }

  async list(): Promise<ListedRun[]> {
    const containers = await this.docker.listContainers({ all: true, filters: { label: [ATTEMPT_LABEL] } });
    return containers.map(({ Labels, State }) => {
      const { attemptId, executorId, stackId, note, order } = readLabels(Labels);
      const state = State === 'running' || State === 'created' ? State : 'exited';
      return { attemptId, executorId, stackId, note, state, ...(order.serving ? { serving: true } : {}) };
    });
  }

  /** Images are the daemon's, and other programs' too: they are left to `docker image prune`. */
  async prune({ stocks, olderThanMs, remove }: Pruning): Promise<Pruned> {
    if (!stocks.includes('volumes')) return {};
    return { volumes: await this.inputs.prune(Date.now(), olderThanMs, remove) };
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Nothing stays that could not be attached to: nobody would ever speak with it. */
  private async attach(
    run: RunSpecification,
    options: Docker.ContainerCreateOptions,
  ): Promise<ServedAttachment> {
    try {
      const container = await this.docker.createContainer(options);
      const { nonce, outputCapBytes } = readLabels(options.Labels!).order;
      const attachment = await ServedAttachment.to(container, nonce, outputCapBytes);
      this.attached.set(run.attemptId, attachment);
      return attachment;
    } catch (error) {
      await this.remove(run.attemptId).catch(() => undefined);
      throw error;
    }
  }

  private collectServed(attemptId: string): Collected {
    const output = this.attached.get(attemptId)?.output.subarray(-MAX_TAIL_BYTES).toString('utf8') ?? '';
    return { output, warnings: [], reason: /^knockem: (.*)$/m.exec(output)?.[1] };
  }

  private async startOnce(run: RunSpecification): Promise<void> {
    const { volume, made } = await this.withImage(run, (image, volume) => this.create(run, image, volume));
    if (!made) return;
    try {
      await this.container(run.attemptId).start();
      this.startedHere.set(run.attemptId, performance.now());
    } catch (error) {
      // The daemon keeps its reason beside the container, for wait to tell. 304: it runs already.
      if (statusOf(error) !== 304) this.inputs.forget(volume);
    }
  }

  /** Somebody else may prune the daemon's images at any time: one that has gone is loaded or pulled again, once. */
  private async withImage<T>(
    run: RunSpecification,
    make: (image: DockerImage, volume: string) => Promise<T>,
  ): Promise<{ readonly volume: string; readonly made: T }> {
    const tryOnce = async (): Promise<{ readonly volume: string; readonly made: T }> => {
      const image = await this.images.get(run.image);
      const volume = await this.inputs.provide(run.inputs, image.imageId);
      return { volume, made: await make(image, volume) };
    };
    return tryOnce().catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
      this.images.forget(run.image);
      return tryOnce();
    });
  }

  /** False when the attempt has been started before: starting an ended container would run it again. */
  private async create(run: RunSpecification, image: DockerImage, volume: string): Promise<boolean> {
    try {
      await this.docker.createContainer(containerOptions(run, image, volume, newNonce()));
      return true;
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      return (await this.stateOf(run.attemptId))?.startError === NEVER_STARTED;
    }
  }

  private container(attemptId: string): Docker.Container {
    return this.docker.getContainer(containerName(attemptId));
  }

  private async askDaemon<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new KnockemError('misconfigured', `No Docker daemon answers: ${sentence(error)}.`, {
        hint: 'Start Docker, set DOCKER_HOST, or use KNOCKEM_EXECUTOR_RUNTIME=crun.',
      });
    }
  }

  /** Returns when the container ended or its deadline (kept here as a second line) has made us end it. */
  private async waitUntilDeadline(attemptId: string, state: ContainerState): Promise<void> {
    const { timeoutSeconds, hasShell } = state.run.order;
    const grace = hasShell ? DEADLINE_GRACE_MS : 0;
    const left = msLeft(timeoutSeconds * 1000 + grace, await this.ageOf(attemptId, state));
    const abort = new AbortController();
    const late = pause(left, 'late' as const, { signal: abort.signal }).catch(() => 'aborted' as const);
    const ended = this.container(attemptId)
      .wait({ abortSignal: abort.signal })
      .then(() => 'ended' as const)
      .catch(async (error: unknown) => {
        if (!abort.signal.aborted && statusOf(error) !== 404) await pause(ASK_AGAIN_MS);
        return 'unknown' as const;
      });
    const first = await Promise.race([ended, late]);
    abort.abort();
    if (first !== 'late') return;
    this.timedOutHere.add(attemptId);
    await this.end(attemptId);
  }

  /** By wall time only where nothing better is told: a clock that was set would end a run early, or let it go on. */
  private async ageOf(attemptId: string, { pid, startedAt }: ContainerState): Promise<number> {
    const started = this.startedHere.get(attemptId);
    if (started !== undefined) return performance.now() - started;
    return (await readRunAge(this.container(attemptId), pid)) ?? Date.now() - Date.parse(startedAt);
  }

  /** SIGKILL to PID 1 takes all with it. Silent when it has ended or gone. */
  private async end(attemptId: string): Promise<void> {
    try {
      await this.container(attemptId).kill({ signal: 'KILL' });
    } catch (error) {
      if (![404, 409].includes(statusOf(error) ?? 0)) throw error;
    }
  }

  private async endOf(attemptId: string, state: ContainerState): Promise<RunEnd> {
    this.ended.set(attemptId, state);
    const { startedAt, durationMs, exitCode } = state;
    const base = {
      startedAt,
      durationMs,
      timedOut: this.timedOutHere.has(attemptId),
      outOfMemory: state.outOfMemory,
    };
    if (state.startError !== undefined) return { ...base, ...explainStartError(state.startError) };
    if (state.run.order.serving) {
      const said = { exitCode: await this.attached.get(attemptId)?.lastWord(), timedOut: false };
      return { ...base, ...this.judge(attemptId, base, { ...said, outOfMemory: false }, exitCode) };
    }
    if (!state.run.order.hasShell) return { ...base, exitCode };
    const output = await this.logs(attemptId);
    this.left.set(attemptId, output);
    const marks = readMarks(output.stdout.toString('utf8'), state.run.order.nonce);
    const timeoutMs = state.run.order.timeoutSeconds * 1000;
    // A flood can lose the last lines; whatever lasted its whole time was ended by its deadline.
    const silentToTheEnd = marks.exitCode === undefined && durationMs >= timeoutMs - CLOCK_SLACK_MS;
    const seen = { ...base, timedOut: base.timedOut || silentToTheEnd };
    return { ...base, ...this.judge(attemptId, seen, marks, exitCode) };
  }

  /** PID 1's word comes first. Without its last line it was ended from outside: by us, by the kernel, or by a stranger. */
  private judge(
    attemptId: string,
    base: { timedOut: boolean; outOfMemory: boolean },
    marks: Omit<RunMarks, 'warnings'>,
    exitCode: number,
  ): Partial<RunEnd> {
    const timedOut = base.timedOut || marks.timedOut;
    const outOfMemory = !timedOut && (base.outOfMemory || marks.outOfMemory);
    const explained = timedOut || outOfMemory || this.stoppedHere.has(attemptId);
    const code = marks.exitCode ?? (explained ? exitCode : undefined);
    return { timedOut, outOfMemory, exitCode: code, imageFailure: marks.imageFailure };
  }

  private async logs(attemptId: string): Promise<ContainerOutput> {
    return readFrames(await this.container(attemptId).logs({ stdout: true, stderr: true, follow: false }));
  }

  private async stateOf(attemptId: string): Promise<ContainerState | undefined> {
    try {
      return stateFrom(await this.container(attemptId).inspect());
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  private async goneAfterRemoval(attemptId: string): Promise<void> {
    while (await this.stateOf(attemptId)) await pause(20);
  }
}

const newNonce = (): string => randomBytes(16).toString('hex');
const statusOf = (error: unknown): number | undefined => (error as { statusCode?: number }).statusCode;
