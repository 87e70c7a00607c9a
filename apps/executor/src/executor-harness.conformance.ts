import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerLogChunk, Grant, Report, RunTemplate, TurnReply, TurnRequest } from '#contracts';
import type { ImageAllowList } from '#domain';
import { connectMessaging, type Messaging, type Stoppable } from '#messaging';
import {
  expectNoLeaks,
  type NatsServer,
  startNatsServer,
  type TempDirectory,
  tempDirectory,
  waitFor,
} from '#testing';
import { BlobCache } from './adapters/disk/blob-cache';
import { DiskRoom } from './adapters/disk/disk-room';
import { openIdentity } from './adapters/disk/kept-identity';
import { openKeptReports } from './adapters/disk/kept-reports';
import { answerContainerLog } from './adapters/nats/container-log';
import { contentStore } from './adapters/nats/content-store';
import { schedulerDoor } from './adapters/nats/scheduler-door';
import type { ContainerRuntime } from './application/container-runtime';
import { Executor } from './application/executor';
import { FakeHost, FakeRuntime } from './application/fake-runtime.conformance';
import type { Log } from './application/ports';

/**
 * For specs: a scheduler that is a few lists (what to grant, what it heard), answering real turns on a real
 * nats-server; and the executor put together as its module does, on a runtime of the spec's choice.
 */
export class ScriptedScheduler {
  readonly turns: TurnRequest[] = [];
  readonly reports: Report[] = [];
  readonly stackId: string;
  settles = true;
  /** Answers that get lost on their way. */
  loseNext = 0;
  stop: string[] = [];
  adopt: Grant[] = [];
  remove: string[] = [];
  private queue: Grant[] = [];
  private readonly leased = new Map<string, { grant: Grant; executorId: string }>();
  private readonly sentTemplates = new Set<string>();
  private responder?: Stoppable;
  private waiting: (() => void)[] = [];
  private readonly newest = new Map<string, number>();

  constructor(
    private readonly messaging: Messaging,
    stackId: string = randomUUID(),
  ) {
    this.stackId = stackId;
    this.appear();
  }

  appear(): void {
    this.responder ??= this.messaging.respond('executor.turn', (body) =>
      this.answer(JSON.parse(Buffer.from(body).toString()) as TurnRequest),
    );
  }

  async vanish(): Promise<void> {
    const responder = this.responder;
    this.responder = undefined;
    this.poke();
    await responder?.stop();
  }

  grant(...grants: Grant[]): void {
    this.queue.push(...grants);
    this.poke();
  }

  stopNow(...attemptIds: string[]): void {
    this.stop.push(...attemptIds);
    this.poke();
  }

  poke(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  lastTurn(): TurnRequest {
    return this.turns[this.turns.length - 1];
  }

  reportsOf(attemptId: string): Report[] {
    return this.reports.filter((report) => report.attemptId === attemptId);
  }

  report(attemptId: string): Promise<Report> {
    return waitFor(() => this.reportsOf(attemptId)[0], {
      timeoutMs: 30_000,
      message: `a report of ${attemptId}`,
    });
  }

  private async answer(request: TurnRequest): Promise<TurnReply | undefined> {
    this.turns.push(request);
    this.reports.push(...request.reports);
    this.newest.set(request.executorId, request.turn);
    this.poke(); // what this turn supersedes is answered now
    const until = performance.now() + request.maxWaitMs;
    let reply = this.replyTo(request);
    while (isEmpty(reply) && performance.now() < until && this.responder && this.isNewest(request)) {
      await this.somethingOrAt(until);
      if (this.isNewest(request)) reply = this.replyTo(request);
    }
    if (this.loseNext > 0) {
      this.loseNext -= 1;
      return undefined;
    }
    return this.responder ? reply : undefined;
  }

  private isNewest = (request: TurnRequest): boolean => this.newest.get(request.executorId) === request.turn;

  private somethingOrAt(until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = globalThis.setTimeout(resolve, Math.max(1, until - performance.now()));
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private replyTo(request: TurnRequest): TurnReply {
    const settled = this.settles ? request.reports.map(({ attemptId }) => attemptId) : [];
    for (const attemptId of settled) this.leased.delete(attemptId);
    const named = new Set(request.held.map(({ attemptId }) => attemptId));
    const again = [...this.leased.values()]
      .filter(({ executorId, grant }) => executorId === request.executorId && !isNamed(grant, named))
      .map(({ grant }) => grant);
    const fresh = this.queue.splice(0, Math.max(0, request.free - again.length));
    for (const grant of fresh) this.leased.set(attemptOf(grant), { grant, executorId: request.executorId });
    return {
      stackId: this.stackId,
      epoch: 1,
      turn: request.turn,
      settled,
      stop: this.stop.splice(0),
      adopt: this.adopt.splice(0),
      remove: this.remove.splice(0),
      grants: [...again, ...fresh].map((grant) => this.withTemplate(grant, request, again.includes(grant))),
      nextMs: 0,
    };
  }

  private withTemplate(grant: Grant, request: TurnRequest, resent: boolean): Grant {
    const key = `${request.bootId} ${grant.templateId}`;
    if (this.sentTemplates.has(key) && !resent) return { ...grant, template: undefined };
    this.sentTemplates.add(key);
    return grant;
  }
}

export const attemptOf = (grant: Grant): string => grant.competitions[0].attemptId;
const isNamed = (grant: Grant, named: ReadonlySet<string>): boolean => named.has(attemptOf(grant));
const isEmpty = (reply: TurnReply): boolean =>
  [reply.settled, reply.stop, reply.adopt, reply.remove, reply.grants].every((list) => list.length === 0);

export const template = (over: Partial<RunTemplate> = {}): RunTemplate => ({
  imageRef: 'example/contest:1',
  entry: ['sh', '/knockem/in/entry.sh'],
  env: { FROM_TEMPLATE: '1' },
  inputs: [],
  resources: { cpus: 1, memoryMb: 256 },
  network: 'none',
  timeoutSeconds: 60,
  stdoutCapBytes: 1_000_000,
  collect: {
    kind: 'json',
    resultFile: '/knockem/work/result.json',
    reasonFile: '/knockem/work/reason.txt',
    schema: { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } },
  },
  ...over,
});

let token = 0;
export const aGrant = (
  over: Partial<RunTemplate> = {},
  competition: Partial<Grant['competitions'][0]> = {},
): Grant => {
  const body = template(over);
  return {
    runId: randomUUID(),
    submissionId: randomUUID(),
    templateId: JSON.stringify(over),
    template: body,
    competitions: [
      {
        competitionId: randomUUID(),
        attemptId: randomUUID(),
        token: ++token,
        attempt: 1,
        args: [],
        env: {},
        seed: 7,
        ...competition,
      },
    ],
    leaseMs: 15_000,
    timeoutSeconds: body.timeoutSeconds,
  };
};

export interface Harness {
  readonly executor: Executor;
  readonly messaging: Messaging;
  readonly refusals: Error[];
  readonly logged: { level: string; message: string; fields: object }[];
  /** As kill -9 does it to this process's part: nothing is told or tidied any more. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface HarnessOptions {
  readonly url: string;
  readonly directory: string;
  readonly runtime: ContainerRuntime;
  readonly slots?: number;
  readonly turnPeriodMs?: number;
  readonly cacheBytes?: number;
  readonly allowedImages?: ImageAllowList;
}

export async function startExecutor(options: HarnessOptions): Promise<Harness> {
  const { url, directory, runtime, slots = 2, turnPeriodMs = 1000, cacheBytes = 1e9 } = options;
  mkdirSync(directory, { recursive: true });
  const messaging = await connectMessaging({ servers: url, name: 'executor', runmode: 'testing' });
  const logged: Harness['logged'] = [];
  const logger = loggerInto(logged);
  const refusals: Error[] = [];
  const executor = new Executor({
    identity: await openIdentity({ directory, slots, version: '0.1.0' }),
    runtime,
    facts: await runtime.check(),
    scheduler: schedulerDoor(messaging),
    reports: await openKeptReports(join(directory, 'reports'), () => undefined),
    inputs: await openInputs(messaging, directory, cacheBytes),
    content: contentStore(messaging),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    log: logger,
    hasRoom: new DiskRoom(directory, logger).hasRoom,
    meter: { runEnded: () => undefined, turnTaken: () => undefined },
    turnPeriodMs,
    allowedImages: options.allowedImages,
    publishLog: logPublisher(messaging),
  });
  const logs = answerContainerLog(messaging, executor.followLog);
  messaging.onStatus((status) => status === 'connected' && executor.loop.reconnected());
  await executor.start((error) => refusals.push(error));
  const kill = async (): Promise<void> => {
    await runtime.close();
    executor.loop.stop();
    await messaging.close();
  };
  const stop = async (): Promise<void> => {
    await executor.stop();
    await logs.stop();
    await messaging.close();
  };
  return { executor, messaging, refusals, logged, kill, stop };
}

const openInputs = (messaging: Messaging, directory: string, maxBytes: number): Promise<BlobCache> =>
  BlobCache.open({
    directory: join(directory, 'blobs'),
    maxBytes,
    fetch: (digest) => messaging.blobs.get(digest),
  });

const logPublisher =
  (messaging: Messaging) => (submissionId: string, competitionId: string, chunk: ContainerLogChunk) =>
    messaging.publishCore(messaging.subjects.containerLog(submissionId, competitionId), chunk);

function loggerInto(logged: Harness['logged']): Log {
  const log = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, message, fields });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Made for one test, removed after it: a temporary directory, or a disk of its own. */
export type DirectoryOfOnesOwn = Pick<TempDirectory, 'path' | 'remove'>;

/** One real nats-server, and for each test a scripted scheduler, a fake host and a directory of its own. */
export class ExecutorWorld {
  server!: NatsServer;
  bus!: Messaging;
  scheduler!: ScriptedScheduler;
  host!: FakeHost;
  directory!: DirectoryOfOnesOwn;
  private harnesses: Harness[] = [];

  /** Registers what must happen before and after with the spec that calls it. */
  constructor(private readonly makeDirectory: () => DirectoryOfOnesOwn = tempDirectory) {
    beforeAll(async () => {
      this.server = await startNatsServer();
    });
    afterAll(async () => {
      await this.server.stop();
      expectNoLeaks();
    });
    beforeEach(() => this.open());
    afterEach(() => this.close());
  }

  start = async (options: Partial<HarnessOptions> = {}): Promise<Harness> => {
    const defaults = { url: this.server.url, directory: this.directory.path };
    const harness = await startExecutor({ ...defaults, runtime: new FakeRuntime(this.host), ...options });
    this.harnesses.push(harness);
    return harness;
  };

  kill = async (harness: Harness): Promise<void> => {
    this.harnesses = this.harnesses.filter((other) => other !== harness);
    await harness.kill();
  };

  runs = (attemptId: string): Promise<unknown> => waitFor(() => this.host.containers.has(attemptId));

  keptReports = (): string[] => readdirSync(join(this.directory.path, 'reports'));

  private async open(): Promise<void> {
    this.bus = await connectMessaging({ servers: this.server.url, name: 'scheduler', runmode: 'testing' });
    await this.bus.ensureStreams();
    this.scheduler = new ScriptedScheduler(this.bus);
    this.host = new FakeHost().image('example/contest:1');
    this.directory = this.makeDirectory();
    this.harnesses = [];
  }

  private async close(): Promise<void> {
    try {
      await Promise.all(this.harnesses.map((harness) => harness.stop().catch(() => undefined)));
      await this.scheduler.vanish();
      await this.bus.close();
    } finally {
      this.directory.remove();
    }
  }
}
