// Real: nats-server, the executor as a process of its own, crun and its containers, kill -9. Fake: the scheduler (a script).
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
import { missingPrograms } from './adapters/crun/crun-host';
import { fromSource } from './adapters/start-and-die.conformance';
import { aGrant, attemptOf, ScriptedScheduler } from './executor-harness.conformance';

const missing = missingPrograms().map(({ program }) => program);
const here = missing.length === 0 && process.getuid?.() === 0;
const why = missing.length > 0 ? `not installed: ${missing.join(', ')}` : 'not root';

if (!here) it.skip(`executor process on crun (${why})`, () => undefined);
(here ? describe : describe.skip)('executor process on crun', () => {
  let server: NatsServer;
  let bus: Messaging;
  let images: TempDirectory;
  let data: TempDirectory;
  let scheduler: ScriptedScheduler;
  const processes: ExecutorProcess[] = [];

  beforeAll(async () => {
    server = await startNatsServer();
    bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
    images = tempDirectory();
    await writeConformanceImages(images.path);
  }, 60_000);
  afterAll(async () => {
    await bus.close();
    await server.stop();
    images.remove();
    expectNoLeaks();
  });
  beforeEach(() => {
    data = tempDirectory();
    scheduler = new ScriptedScheduler(bus);
  });
  afterEach(async () => {
    for (const each of processes.splice(0)) await each.end();
    await scheduler.vanish();
    await waitFor(() => processesWith(data.path).length === 0, {
      timeoutMs: 15_000,
      message: 'the runner to end',
    });
    data.remove();
  }, 40_000);

  const start = (): ExecutorProcess => {
    const started = new ExecutorProcess({
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: data.path,
      KNOCKEM_IMAGES_DIR: images.path,
      KNOCKEM_EXECUTOR_SLOTS: '2',
      KNOCKEM_TURN_PERIOD_MS: '1000',
    });
    processes.push(started);
    return started;
  };

  const script = (text: string, timeoutSeconds = 60) =>
    aGrant({ imageRef: 'knockem-test/plain:1', entry: ['sh', '-c', text], timeoutSeconds });
  const counting = (count: number, before = ''): ReturnType<typeof script> =>
    script(`${before} echo '{"count": ${count}}' >/knockem/work/result.json`);
  const runtimeRuns = (): string[] => readdirSync(join(data.path, 'executor', 'runtime', 'runs'));
  const expectSuccess = async (grant: ReturnType<typeof script>, count: number): Promise<void> => {
    const report = await waitFor(() => scheduler.reportsOf(attemptOf(grant))[0], { timeoutMs: 30_000 });
    const { outcome, reason, value } = report;
    expect({ outcome, reason, value }).toEqual({ outcome: 'succeeded', value: { count } });
  };
  const isHeldRunning = (attemptId: string) => () =>
    scheduler.lastTurn()?.held.some((held) => held.attemptId === attemptId && held.state === 'running');

  it('runs, reports, and leaves nothing behind', async () => {
    start();
    const [good, bad, slow] = [
      counting(5, 'echo "seed $KNOCKEM_SEED";'),
      script('echo trouble; exit 3'),
      script('sleep 100', 1),
    ];
    scheduler.grant(good, bad, slow);
    expect(await scheduler.report(attemptOf(good))).toMatchObject({
      outcome: 'succeeded',
      value: { count: 5 },
    });
    const failed = await scheduler.report(attemptOf(bad));
    expect(failed).toMatchObject({ outcome: 'container-error', exitCode: 3, logTail: 'trouble\n' });
    expect((await bus.blobs.get(failed.logDigest as string))?.toString()).toBe('trouble\n');
    expect(await scheduler.report(attemptOf(slow))).toMatchObject({
      outcome: 'timed-out',
      reason: 'passed its 1 s and was stopped',
    });
    await waitFor(() => runtimeRuns().length === 0);
  }, 120_000);

  it('takes up a run after kill -9 and reports its true end once', async () => {
    const first = start();
    const grant = counting(7, 'echo begun; sleep 3;');
    scheduler.grant(grant);
    await waitFor(isHeldRunning(attemptOf(grant)), { timeoutMs: 60_000 });
    await first.kill9();
    start();
    const report = await waitFor(() => scheduler.reportsOf(attemptOf(grant))[0], { timeoutMs: 30_000 });
    expect(report).toMatchObject({ outcome: 'succeeded', value: { count: 7 } });
    expect(report.durationMs).toBeGreaterThan(2900);
    await waitFor(() => runtimeRuns().length === 0);
  }, 90_000);

  it('loses and doubles nothing when it is ended by kill -9 again and again', async () => {
    const grants = Array.from({ length: 14 }, (_, count) => counting(count, 'sleep 0.3;'));
    scheduler.grant(...grants);
    const done = (): number => new Set(scheduler.reports.map(({ attemptId }) => attemptId)).size;
    for (const reported of [1, 5, 9]) {
      const executor = start();
      await waitFor(() => done() >= reported, { timeoutMs: 30_000 });
      await executor.kill9();
    }
    start();
    for (const [count, grant] of grants.entries()) await expectSuccess(grant, count);
    await waitFor(() => runtimeRuns().length === 0);
    expect(readdirSync(join(data.path, 'executor', 'reports'))).toEqual([]);
  }, 180_000);

  it.each([
    ['and its runner starts the run later', 'SIGCONT'],
    ['and its runner has died with it', 'SIGKILL'],
  ] as const)(
    'runs once what it had not seen start when it was ended by kill -9, %s',
    async (_, fate) => {
      const executor = start();
      const first = counting(0);
      scheduler.grant(first);
      await expectSuccess(first, 0);
      await waitFor(() => runtimeRuns().length === 0);
      const runners = processesWith(data.path).filter((pid) => /runner.main\.ts/.test(commandLine(pid)));
      for (const pid of runners) process.kill(Number(pid), 'SIGSTOP');
      const second = counting(1, 'echo begun;');
      scheduler.grant(second);
      await waitFor(() => runtimeRuns().length === 1, { timeoutMs: 30_000 });
      await executor.kill9();
      for (const pid of runners) process.kill(Number(pid), fate);
      start();
      await expectSuccess(second, 1);
      await waitFor(() => runtimeRuns().length === 0);
      const reported = new Set(scheduler.reports.map(({ attemptId }) => attemptId));
      expect([...reported]).toEqual([first, second].map(attemptOf));
    },
    120_000,
  );

  it('gives back what runs on SIGTERM, and exits with 0', async () => {
    const executor = start();
    const grant = script('sleep 1000', 3600);
    scheduler.grant(grant);
    await waitFor(isHeldRunning(attemptOf(grant)), { timeoutMs: 60_000 });
    expect(await executor.terminate()).toBe(0);
    expect(scheduler.reportsOf(attemptOf(grant))[0]).toMatchObject({ outcome: 'interrupted' });
    expect(runtimeRuns()).toEqual([]);
  }, 120_000);

  it('says in one line that its directory is taken', async () => {
    start();
    await waitFor(() => scheduler.lastTurn(), { timeoutMs: 60_000 });
    const second = start();
    expect(await second.exited()).toBe(1);
    expect(second.errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^knockem executor: another executor works in .* — give every executor its own/),
    ]);
  }, 120_000);
});

class ExecutorProcess {
  errors = '';
  private readonly child: ChildProcess;
  private readonly gone: Promise<number | null>;

  constructor(environment: Record<string, string>) {
    const [node, ...program] = fromSource(resolve(__dirname, 'executor-process.conformance.ts'));
    const child = spawn(node, program, {
      env: { ...withoutKnockem(process.env), ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child = trackChild(child, 'executor');
    child.stderr.on('data', (text) => (this.errors += String(text)));
    this.gone = new Promise((done) => child.once('close', done));
  }

  exited(): Promise<number | null> {
    return within(30_000, 'the executor ends', this.gone);
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

const withoutKnockem = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([key]) => !key.startsWith('KNOCKEM_')));

const processesWith = (text: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => commandLine(pid).includes(text));

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
