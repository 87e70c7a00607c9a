import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Grant, Report, RunTemplate } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import {
  expectNoLeaks,
  type NatsServer,
  startNatsServer,
  type TempDirectory,
  tempDirectory,
  trackChild,
  waitFor,
  within,
} from '#testing';
import { writeConformanceImages } from './adapters/container-runtime-images.conformance';
import { processesWith, runnersOf } from './adapters/crun/crun-harness.conformance';
import { fromSource } from './adapters/start-and-die.conformance';
import {
  aGrant,
  attemptOf,
  type DirectoryOfOnesOwn,
  ScriptedScheduler,
} from './executor-harness.conformance';

/** A condition's bound: processes that are compiled as they start, on a machine that has other work. */
export const PATIENCE = { timeoutMs: 90_000 };

/** A run of the test image: `text` in its shell. */
export const shellGrant = (text: string, over: Partial<RunTemplate> = {}): Grant =>
  aGrant({ imageRef: 'knockem-test/plain:1', entry: ['sh', '-c', text], ...over });

/** In a run's script: it goes on when `letGo` is called. */
export const UNTIL_LET_GO = 'while [ ! -e /knockem/work/go ]; do sleep 0.1; done;';

/**
 * Executors as processes of their own on crun: one real nats-server and the test images, and for each test a scripted
 * scheduler and a directory. What a test started is ended after it, and waited for down to the last process.
 */
export class CrunWorld {
  server!: NatsServer;
  bus!: Messaging;
  scheduler!: ScriptedScheduler;
  directory!: DirectoryOfOnesOwn;
  private images!: TempDirectory;
  private readonly processes: ExecutorProcess[] = [];

  /** Registers what must happen before and after with the spec that calls it. */
  constructor(
    private readonly settings: { readonly slots: number; readonly turnPeriodMs: number },
    private readonly makeDirectory: () => DirectoryOfOnesOwn = tempDirectory,
  ) {
    beforeAll(() => this.openAll(), 120_000);
    afterAll(() => this.closeAll());
    beforeEach(() => {
      this.directory = this.makeDirectory();
      this.scheduler = new ScriptedScheduler(this.bus);
    });
    afterEach(() => this.close(), 300_000);
  }

  start(): ExecutorProcess {
    const started = new ExecutorProcess({
      KNOCKEM_NATS_URL: this.server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: this.directory.path,
      KNOCKEM_IMAGES_DIR: this.images.path,
      KNOCKEM_EXECUTOR_SLOTS: String(this.settings.slots),
      KNOCKEM_TURN_PERIOD_MS: String(this.settings.turnPeriodMs),
    });
    this.processes.push(started);
    return started;
  }

  /** The runs' work directories are mounted where only the runner sees them. */
  letGo = (): void => {
    const [runner] = runnersOf(this.directory.path);
    const slots = join(`/proc/${runner}/root`, this.directory.path, 'executor', 'runtime', 'slots');
    for (const name of readdirSync(slots)) writeFileSync(join(slots, name, 'work', 'go'), '');
  };

  /** Attempts of which the runtime keeps files. */
  runtimeRuns = (): string[] => readdirSync(join(this.directory.path, 'executor', 'runtime', 'runs'));

  /** Told by the executor to its scheduler. */
  isRunning = (grant: Grant): boolean =>
    this.scheduler
      .lastTurn()
      ?.held.some(({ attemptId, state }) => attemptId === attemptOf(grant) && state === 'running');

  report = (grant: Grant): Promise<Report> =>
    waitFor(() => this.scheduler.reportsOf(attemptOf(grant))[0], {
      ...PATIENCE,
      message: `a report of ${attemptOf(grant)}`,
    });

  private async openAll(): Promise<void> {
    this.server = await startNatsServer();
    this.bus = await connectMessaging({ servers: this.server.url, name: 'scheduler', runmode: 'testing' });
    await this.bus.ensureStreams();
    this.images = tempDirectory();
    await writeConformanceImages(this.images.path);
  }

  private async closeAll(): Promise<void> {
    await this.bus.close();
    await this.server.stop();
    this.images.remove();
    expectNoLeaks();
  }

  private async close(): Promise<void> {
    const { path } = this.directory;
    try {
      for (const each of this.processes.splice(0)) await each.end();
      await this.scheduler.vanish();
      const isOver = (): boolean => processesWith(path).length === 0;
      await waitFor(isOver, { ...PATIENCE, message: 'the runner to end' });
    } finally {
      this.directory.remove();
    }
  }
}

export class ExecutorProcess {
  /** Its log and its last words. */
  said = '';
  /** Its last words alone. */
  errors = '';
  private readonly child: ChildProcess;
  private readonly gone: Promise<number | null>;

  constructor(environment: Record<string, string>) {
    const [node, ...program] = fromSource(resolve(__dirname, 'executor-process.conformance.ts'));
    const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('KNOCKEM_'));
    const child = spawn(node, program, {
      env: { ...Object.fromEntries(inherited), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = trackChild(child, 'executor');
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (this.said += String(text)));
    child.stderr.on('data', (text) => (this.errors += String(text)));
    this.gone = new Promise((done) => child.once('close', done));
  }

  exited(): Promise<number | null> {
    return within(PATIENCE.timeoutMs, 'the executor ends', this.gone);
  }

  async kill9(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited();
  }

  async end(): Promise<void> {
    await this.terminate().catch(() => this.kill9());
  }
}
