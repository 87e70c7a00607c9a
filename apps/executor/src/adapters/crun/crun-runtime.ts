import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { KnockemError } from '#domain';
import {
  type Collected,
  type ContainerRuntime,
  ImageUnavailable,
  type ListedRun,
  type PreparedImage,
  type Pruned,
  type Pruning,
  type RunEnd,
  type RunSpecification,
  type RuntimeFacts,
  type ServedContainer,
} from '../../application/container-runtime';
import { namingFullDisk } from '../disk/disk-room';
import { MAX_BLOB_RESULT_BYTES, MAX_JSON_RESULT_BYTES } from '../images/collection-limits';
import { ImageArchives } from '../images/image-archives';
import { type ContainerUser, resolveUser } from '../images/container-user';
import { goArch } from '../images/image-configuration';
import { type HostPlatform, thisPlatform } from '../images/platforms';
import { RegistryAccess } from '../images/registry-access';
import { wholeCharacters } from '../images/whole-characters';
import { findStaticBusybox } from '../images/static-busybox';
import { type CrunHost, inspectHost, limitsNotHeldOn, missingPrograms } from './crun-host';
import { ExecutorDirectory, type RunDirectory, type RunOrder } from './executor-directory';
import { ImageStore, type UnpackedImage } from './image-store';
import { InputDirectories } from './input-directories';
import { ociConfiguration } from './oci-configuration';
import { readImageFile } from './read-image-file';
import { isRunning, readEnd, readExit, readFrom, readIfThere, readOrder, tailOf } from './run-files';
import { BUILT_RUNNER, RunnerClient } from './runner-client';
import { ServePipes } from './serve-pipes';
import { compileProfile, readStrictProfile, type SeccompProfile } from './seccomp-profile';

export interface CrunOptions {
  /** This executor's own; no other executor may use it. */
  readonly directory: string;
  readonly imagesDirectory: string;
  /** Credentials for private registries, as skopeo reads them; absent: registries are asked without any. */
  readonly registryAuthFile?: string;
  /** Absent: this machine's own. */
  readonly platform?: HostPlatform;
  /** Take work although memory, pid and CPU limits cannot be held (an ordinary user). */
  readonly allowUnlimited?: boolean;
  /** A static busybox of this host; otherwise looked for. */
  readonly busybox?: string;
  readonly runnerCommand?: readonly string[];
}

/** An ordinary user's runner is 0 in its own user namespace; the container's user is mapped to it. */
const RUNNER_ITSELF: ContainerUser = { uid: 0, gid: 0 };
/** One answer of readOutput. */
const MAX_READ_BYTES = 1 << 20;

/**
 * Containers by crun, an OCI runtime, on images unpacked once: no daemon. A detached runner process
 * (runner/runner.ts) starts them, so that they and their deadlines outlive this process; files in the executor's
 * directory are the only memory. `list` shows this directory's runs: other executors have their own, and their
 * runners end their containers.
 */
export class CrunRuntime implements ContainerRuntime {
  readonly name = 'crun';
  private readonly directory: ExecutorDirectory;
  private readonly host: CrunHost = inspectHost();
  private readonly images: ImageStore;
  private readonly inputs: InputDirectories;
  private readonly runner: RunnerClient;
  private readonly starting = new Map<string, Promise<void>>();
  private opened?: Promise<void>;
  private seccomp!: { profile: SeccompProfile; compiled?: string };

  constructor(private readonly options: CrunOptions) {
    this.directory = new ExecutorDirectory(resolve(options.directory));
    this.images = new ImageStore(
      this.directory.images,
      new ImageArchives(resolve(options.imagesDirectory)),
      !this.host.isRoot,
      new RegistryAccess(options.registryAuthFile),
      options.platform ?? thisPlatform(),
    );
    this.inputs = new InputDirectories(this.directory.inputs);
    this.runner = new RunnerClient(this.directory, this.host, options.runnerCommand ?? BUILT_RUNNER);
  }

  async check(): Promise<RuntimeFacts> {
    refuseMissingPrograms(this.options.busybox);
    const limitsNotHeld = limitsNotHeldOn(this.host);
    if (limitsNotHeld.length > 0 && !this.options.allowUnlimited)
      throw unlimitedRefused(this.host, limitsNotHeld);
    await this.open();
    await this.runner.hello();
    const capacity = { cpus: availableParallelism(), memoryMb: Math.floor(totalmem() / 2 ** 20) };
    return { name: this.name, arch: goArch(), capacity, limitsNotHeld };
  }

  async prepare(imageRef: string): Promise<PreparedImage> {
    await this.open();
    const image = await this.images.prepare(imageRef);
    await this.userOf(image);
    return image.prepared;
  }

  async start(run: RunSpecification): Promise<void> {
    await this.open();
    const underWay = this.starting.get(run.attemptId);
    if (underWay) return underWay;
    const started = namingFullDisk(this.directory.path, this.startOnce(run)).finally(() =>
      this.starting.delete(run.attemptId),
    );
    this.starting.set(run.attemptId, started);
    return started;
  }

  async serve(run: RunSpecification): Promise<ServedContainer> {
    await this.open();
    const directory = this.directory.run(run.attemptId);
    await namingFullDisk(this.directory.path, this.writeOrder(run, directory, true));
    let pipes: ServePipes | undefined;
    try {
      pipes = new ServePipes(directory);
      await this.runner.serve(run.attemptId);
    } catch (error) {
      pipes?.close();
      await this.remove(run.attemptId).catch(() => undefined);
      throw error;
    }
    return pipes.opened();
  }

  async wait(attemptId: string): Promise<RunEnd> {
    await this.open();
    await this.starting.get(attemptId)?.catch(() => undefined);
    const directory = this.directory.run(attemptId);
    for (;;) {
      const changed = this.nextChange(attemptId);
      try {
        const end = readEnd(directory);
        if (end) return end;
        if (!this.runner.isConnected) {
          // Reaching the runner also starts a new one where it died, which first writes down the lost ones.
          await this.runner.hello().catch((error: Error) => refuseIfMisconfigured(error));
          const sure = readEnd(directory);
          if (sure) return sure;
        }
        await changed.promise;
      } finally {
        changed.cancel();
      }
    }
  }

  async stop(attemptId: string): Promise<void> {
    await this.open();
    await this.starting.get(attemptId)?.catch(() => undefined);
    if (isRunning(this.directory.run(attemptId))) await this.runner.stop(attemptId);
  }

  async collect(attemptId: string): Promise<Collected> {
    const directory = this.directory.run(attemptId);
    const exit = readExit(directory);
    if (!exit) throw new Error(`The run ${attemptId} has not ended: nothing to collect yet.`);
    const result = readIfThere(directory.result);
    const blob = readIfThere(directory.blob);
    const output = tailOf(directory.output);
    return { result, blob, reason: exit.reason, output, warnings: exit.warnings };
  }

  async readOutput(attemptId: string, offset: number): Promise<{ text: string; offset: number }> {
    const bytes = wholeCharacters(readFrom(this.directory.run(attemptId).output, offset, MAX_READ_BYTES));
    return { text: bytes.toString('utf8'), offset: offset + bytes.length };
  }

  async remove(attemptId: string): Promise<void> {
    await this.open();
    await this.starting.get(attemptId)?.catch(() => undefined);
    const directory = this.directory.run(attemptId);
    if (isRunning(directory)) {
      await this.stop(attemptId);
      await this.wait(attemptId);
    }
    const aside = join(this.directory.runs, `.${attemptId}.${randomUUID()}`);
    try {
      renameSync(directory.path, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    rmSync(aside, { recursive: true, force: true });
  }

  async list(): Promise<ListedRun[]> {
    await this.open();
    const names = (await readdir(this.directory.runs)).filter((name) => !name.startsWith('.'));
    const listed = await Promise.all(names.map((attemptId) => this.listOne(attemptId)));
    return listed.filter((run) => run !== undefined);
  }

  /** Images alone: input files are swept at each start, and their cache has a bound. */
  async prune({ stocks, keepChainIds, ...rest }: Pruning): Promise<Pruned> {
    if (!stocks.includes('images')) return {};
    const asOfMs = Date.now();
    await this.open();
    const roots = await this.rootsInUse();
    return { images: await this.images.prune({ ...rest, asOfMs, keepChainIds, roots }) };
  }

  async close(): Promise<void> {
    await this.opened?.catch(() => undefined);
    await this.runner.close();
  }

  private open(): Promise<void> {
    this.opened ??= this.openOnce().catch((error) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  private async openOnce(): Promise<void> {
    for (const path of [
      this.directory.path,
      this.directory.runs,
      this.directory.inputs,
      this.directory.bin,
    ]) {
      await mkdir(path, { recursive: true });
    }
    for (const name of await readdir(this.directory.runs)) {
      if (name.startsWith('.')) await rm(join(this.directory.runs, name), { recursive: true, force: true });
    }
    await this.images.open();
    await this.inputs.sweep(await this.inputsInUse());
    await placeBusybox(this.directory.bin, this.options.busybox);
    const profile = await readStrictProfile();
    this.seccomp = { profile, compiled: await compileProfile(profile) };
  }

  private async startOnce(run: RunSpecification): Promise<void> {
    const directory = this.directory.run(run.attemptId);
    if (!existsSync(directory.run)) await this.writeOrder(run, directory);
    await this.runner.start(run.attemptId);
  }

  private async writeOrder(run: RunSpecification, directory: RunDirectory, serves = false): Promise<void> {
    const order = { ...(await this.orderFor(run)), ...(serves ? { serves } : {}) };
    const aside = join(this.directory.runs, `.${run.attemptId}.${randomUUID()}`);
    try {
      mkdirSync(aside, { mode: 0o700 });
      writeFileSync(join(aside, 'run.json'), JSON.stringify(order));
      if (serves) await ServePipes.make(join(aside, 'stdin'), join(aside, 'stdout'));
      renameSync(aside, directory.path);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      throw error;
    }
  }

  private async orderFor(run: RunSpecification): Promise<RunOrder> {
    const image = await this.images.get(run.image);
    const user = await this.userOf(image);
    const { key, path } = await this.inputs.provide(run.inputs);
    const { collect, stdoutCapBytes, workingDirectory } = run.template;
    const configuration = ociConfiguration(run, {
      root: image.root,
      user,
      imageEnv: image.configuration.env,
      workingDirectory: workingDirectory ?? image.configuration.workingDirectory,
      inputs: path,
      bin: this.directory.bin,
      seccomp: this.seccomp,
      host: this.host,
    });
    const maxResultBytes = collect.kind === 'blob' ? MAX_BLOB_RESULT_BYTES : MAX_JSON_RESULT_BYTES;
    return {
      note: run.note,
      executorId: run.executorId,
      stackId: run.stackId,
      timeoutMs: run.timeoutSeconds * 1000,
      outputCapBytes: stdoutCapBytes,
      ...(this.host.isRoot ? user : RUNNER_ITSELF),
      inputsKey: key,
      collect: {
        resultFile: collect.resultFile,
        reasonFile: collect.reasonFile,
        maxResultBytes,
        blobFile: collect.blobFile,
        maxBlobBytes: MAX_BLOB_RESULT_BYTES,
      },
      configuration,
    };
  }

  private async userOf({ configuration, root, prepared }: UnpackedImage): Promise<ContainerUser> {
    try {
      return await resolveUser(configuration.user, (path) => readImageFile(root, path));
    } catch (error) {
      throw new ImageUnavailable(
        `The image ${prepared.imageRef} cannot be run: ${(error as Error).message}.`,
      );
    }
  }

  private async listOne(attemptId: string): Promise<ListedRun | undefined> {
    const directory = this.directory.run(attemptId);
    const order = readOrder(directory);
    if (!order) return undefined;
    const state = existsSync(directory.exit)
      ? 'exited'
      : (await this.hasStarted(attemptId))
        ? 'running'
        : 'created';
    const { executorId, stackId, note, serves } = order;
    return { attemptId, executorId, stackId, state, note, ...(serves ? { serving: true } : {}) };
  }

  /** A start that its asker did not live to see may be on its way: the runner's answer comes after all of those. */
  private async hasStarted(attemptId: string): Promise<boolean> {
    const { started } = this.directory.run(attemptId);
    if (existsSync(started)) return true;
    if (this.starting.has(attemptId)) return false;
    await this.runner.hello();
    return existsSync(started);
  }

  private async inputsInUse(): Promise<Set<string>> {
    return new Set((await this.orders()).map(({ inputsKey }) => inputsKey));
  }

  /** Of runs that are here, whatever has become of them. */
  private async rootsInUse(): Promise<Set<string>> {
    return new Set((await this.orders()).map(({ configuration }) => rootOf(configuration)));
  }

  private async orders(): Promise<RunOrder[]> {
    const names = await readdir(this.directory.runs);
    const orders = names.map((name) => readOrder(this.directory.run(name)));
    return orders.filter((order) => order !== undefined);
  }

  private nextChange(attemptId: string): { promise: Promise<void>; cancel: () => void } {
    let listener: (ended?: string) => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      listener = (ended) => {
        if (ended === undefined || ended === attemptId) resolve();
      };
      this.runner.on('changed', listener);
    });
    return { promise, cancel: () => this.runner.off('changed', listener) };
  }
}

const rootOf = (configuration: RunOrder['configuration']): string =>
  (configuration.root as { path: string }).path;

function refuseMissingPrograms(busybox?: string): void {
  const missing = missingPrograms(busybox);
  if (missing.length === 0) return;
  throw new KnockemError(
    'misconfigured',
    `The crun runtime needs ${missing.map(({ program }) => program).join(', ')}, not found on this machine.`,
    { hint: `apt-get install -y ${missing.map((each) => each.package).join(' ')}` },
  );
}

function unlimitedRefused(host: CrunHost, limits: readonly string[]): KnockemError {
  const who = host.isRoot ? 'Here /sys/fs/cgroup cannot be written' : 'An ordinary user has no cgroups';
  return new KnockemError(
    'misconfigured',
    `${who}: crun cannot hold these limits of containers: ${limits.join(', ')}.`,
    {
      hint: 'Run the executor as root or with Docker, or set KNOCKEM_EXECUTOR_ALLOW_UNLIMITED=true to go without limits.',
    },
  );
}

function refuseIfMisconfigured(error: Error): void {
  if (error instanceof KnockemError) throw error;
}

async function placeBusybox(directory: string, configured?: string): Promise<void> {
  const busybox = findStaticBusybox(configured);
  const target = join(directory, 'busybox');
  if (!busybox || existsSync(target)) return;
  const aside = `${target}.${randomUUID()}`;
  await copyFile(busybox, aside);
  await chmod(aside, 0o755);
  await rename(aside, target);
}
