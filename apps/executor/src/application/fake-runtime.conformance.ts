import { PassThrough } from 'node:stream';
import type {
  Collected,
  ContainerRuntime,
  ListedRun,
  PreparedImage,
  RunEnd,
  RunSpecification,
  RuntimeFacts,
  ServedContainer,
} from './container-runtime';
import { ImageForOtherPlatform, ImageUnavailable } from './container-runtime';

/** What a fake container will be found to have done. */
export interface FakeEnd extends Partial<Collected>, Partial<Omit<RunEnd, 'startedAt' | 'durationMs'>> {
  /** JSON that it leaves as its result. */
  readonly value?: unknown;
}

interface FakeContainer {
  readonly specification: RunSpecification;
  output: string;
  end?: RunEnd;
  collected?: Collected;
  readonly ended: Promise<void>;
  readonly tellEnded: () => void;
  served?: ServedContainer;
}

/** What a fake container that serves does with a line that it is asked: `say` writes on its stdout. */
export type FakeServer = (
  line: Record<string, unknown>,
  container: {
    say: (text: string) => void;
    end: (how?: FakeEnd) => void;
    /** The connection breaks; the container goes on. */
    lose: (message: string) => void;
    attemptId: string;
  },
) => void;

/**
 * A host on which nothing runs but a spec's word: containers stay until the spec ends them. It outlives the executors
 * that are started on it, so a spec can drop one and start the next, as a kill -9 would.
 */
export class FakeHost {
  readonly containers = new Map<string, FakeContainer>();
  readonly images = new Map<string, string>();
  /** Built for another platform. */
  readonly foreignImages = new Set<string>();
  /** Every attempt that was ever started, in order, with repetitions. */
  readonly starts: string[] = [];
  readonly removed: string[] = [];
  /** Names of images that were looked up, in order, with repetitions. */
  readonly looks: string[] = [];
  mostAtOnce = 0;
  serves: FakeServer = () => undefined;
  /** A container that serves is there before this resolves, and its ends after it. */
  opening: Promise<void> = Promise.resolve();
  /** Each next call of this operation fails with the message. */
  readonly failures = new Map<'prepare' | 'start' | 'wait' | 'collect' | 'remove' | 'list', string[]>();

  image(imageRef: string, chainId = `sha256:${'a'.repeat(64)}`): this {
    this.images.set(imageRef, chainId);
    return this;
  }

  running(): string[] {
    return [...this.containers].filter(([, container]) => !container.end).map(([attemptId]) => attemptId);
  }

  write(attemptId: string, text: string): void {
    this.get(attemptId).output += text;
  }

  /** The container ends by itself; without an exit code it is 0. */
  end(attemptId: string, how: FakeEnd = {}): void {
    const container = this.get(attemptId);
    if (container.end) return;
    const { value, result, blob, reason, warnings, output, ...end } = how;
    const lost = 'exitCode' in how && how.exitCode === undefined;
    container.end = {
      exitCode: lost ? undefined : 0,
      timedOut: false,
      outOfMemory: false,
      startedAt: '2030-01-01T00:00:00.000Z',
      durationMs: 12,
      ...end,
    };
    container.collected = {
      result: result ?? (value === undefined ? undefined : Buffer.from(JSON.stringify(value))),
      blob,
      reason,
      output: output ?? container.output,
      warnings: warnings ?? [],
    };
    container.served?.stdout.destroy();
    container.tellEnded();
  }

  get(attemptId: string): FakeContainer {
    const container = this.containers.get(attemptId);
    if (!container) throw new Error(`no such container: ${attemptId}`);
    return container;
  }

  start(specification: RunSpecification): void {
    if (this.containers.has(specification.attemptId)) return;
    let tellEnded = (): void => undefined;
    const ended = new Promise<void>((resolve) => (tellEnded = resolve));
    this.starts.push(specification.attemptId);
    this.containers.set(specification.attemptId, { specification, output: '', ended, tellEnded });
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running().length);
  }

  serve(specification: RunSpecification): ServedContainer {
    this.start(specification);
    const { attemptId } = specification;
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const container = this.get(attemptId);
    container.served = { stdin, stdout };
    const end = (how?: FakeEnd): void => this.end(attemptId, how);
    const lose = (message: string): void => void stdout.destroy(new Error(message));
    const say = (text: string): void => void stdout.write(text);
    const lines = (text: Buffer): string[] => text.toString().trim().split('\n');
    stdin.on('data', (text: Buffer) => {
      for (const line of lines(text))
        this.serves(JSON.parse(line) as Record<string, unknown>, { say, end, lose, attemptId });
    });
    stdin.once('end', () => this.containers.has(attemptId) && end());
    return container.served;
  }

  failNext(operation: 'prepare' | 'start' | 'wait' | 'collect' | 'remove' | 'list', message: string): void {
    this.failures.set(operation, [...(this.failures.get(operation) ?? []), message]);
  }

  maybeFail(operation: 'prepare' | 'start' | 'wait' | 'collect' | 'remove' | 'list'): void {
    const message = this.failures.get(operation)?.shift();
    if (message !== undefined) throw new Error(message);
  }
}

/** One executor's door to a FakeHost. After `close` (or a pretended kill -9) nothing of it resolves any more. */
export class FakeRuntime implements ContainerRuntime {
  readonly name = 'fake';
  private dead = false;

  constructor(
    readonly host: FakeHost,
    private readonly facts: Partial<RuntimeFacts> = {},
  ) {}

  async check(): Promise<RuntimeFacts> {
    return {
      name: this.name,
      arch: 'amd64',
      capacity: { cpus: 2, memoryMb: 4096 },
      limitsNotHeld: [],
      ...this.facts,
    };
  }

  async prepare(imageRef: string): Promise<PreparedImage> {
    await this.alive();
    this.host.maybeFail('prepare');
    this.host.looks.push(imageRef);
    if (this.host.foreignImages.has(imageRef))
      throw new ImageForOtherPlatform(`the image ${imageRef} is built for elsewhere`);
    const chainId = this.host.images.get(imageRef);
    if (!chainId) throw new ImageUnavailable(`there is no image ${imageRef} here`);
    return { imageRef, chainId, arch: 'amd64', hasShell: true };
  }

  async start(run: RunSpecification): Promise<void> {
    await this.alive();
    this.host.maybeFail('start');
    this.host.start(run);
  }

  async serve(run: RunSpecification): Promise<ServedContainer> {
    await this.alive();
    this.host.maybeFail('start');
    const served = this.host.serve(run);
    await this.host.opening;
    return served;
  }

  async wait(attemptId: string): Promise<RunEnd> {
    await this.alive();
    this.host.maybeFail('wait');
    const container = this.host.containers.get(attemptId);
    if (!container) return lostTrack;
    await container.ended;
    await this.alive();
    return container.end ?? lostTrack;
  }

  async stop(attemptId: string): Promise<void> {
    await this.alive();
    const container = this.host.containers.get(attemptId);
    if (container && !container.end) this.host.end(attemptId, { exitCode: 137 });
  }

  async collect(attemptId: string): Promise<Collected> {
    await this.alive();
    this.host.maybeFail('collect');
    const { collected } = this.host.get(attemptId);
    if (!collected) throw new Error('it has not ended');
    return collected;
  }

  async readOutput(attemptId: string, offset: number): Promise<{ text: string; offset: number }> {
    await this.alive();
    const bytes = Buffer.from(this.host.get(attemptId).output);
    return { text: bytes.subarray(offset).toString(), offset: Math.max(offset, bytes.length) };
  }

  async remove(attemptId: string): Promise<void> {
    await this.stop(attemptId);
    this.host.maybeFail('remove');
    if (this.host.containers.delete(attemptId)) this.host.removed.push(attemptId);
  }

  async list(): Promise<ListedRun[]> {
    await this.alive();
    this.host.maybeFail('list');
    return [...this.host.containers].map(([attemptId, { specification, end, served }]) => ({
      attemptId,
      executorId: specification.executorId,
      stackId: specification.stackId,
      state: end ? 'exited' : 'running',
      note: specification.note,
      ...(served ? { serving: true } : {}),
    }));
  }

  async prune(): Promise<object> {
    return {};
  }

  async close(): Promise<void> {
    this.dead = true;
  }

  /** A process that is no more neither resolves nor rejects. */
  private alive(): Promise<void> {
    return this.dead ? new Promise(() => undefined) : Promise.resolve();
  }
}

const lostTrack: RunEnd = {
  timedOut: false,
  outOfMemory: false,
  startedAt: '2030-01-01T00:00:00.000Z',
  durationMs: 0,
};
