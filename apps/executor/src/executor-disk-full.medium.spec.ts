// Real: nats-server, the executor as a process, crun and its containers, a small file system of its own for the
// executor's directory, which is filled while runs are under way. Fake: the scheduler (a script); in one, the runtime.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
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
import { script, Suite } from './adapters/conformance/suite.conformance';
import { writeConformanceImages } from './adapters/container-runtime-images.conformance';
import { processesWith } from './adapters/crun/crun-harness.conformance';
import { missingPrograms } from './adapters/crun/crun-host';
import { CrunRuntime } from './adapters/crun/crun-runtime';
import { fromSource } from './adapters/start-and-die.conformance';
import { FakeHost, FakeRuntime } from './application/fake-runtime.conformance';
import {
  aGrant,
  attemptOf,
  type Harness,
  ScriptedScheduler,
  startExecutor,
} from './executor-harness.conformance';

const FULL = /the disk of the executor's directory \S+ is full/;
/** No turn ends by itself while a disk is filled: what it offered before, it still takes. */
const TURN_PERIOD_MS = 20_000;
const PAGE_BYTES = 4096;
/** What a run leaves here is larger than all that the files of others give free when they are removed. */
const LARGE_FILE = '/knockem/work/large';

const missing = missingPrograms().map(({ program }) => program);
/** Only root may mount, and not in every container. */
const mayMount = ((): boolean => {
  const probe = tempDirectory('knockem-mount-');
  try {
    mount(probe.path, '1m');
    execFileSync('umount', [probe.path]);
    return true;
  } catch {
    return false;
  } finally {
    probe.remove();
  }
})();
const why = !mayMount ? 'a small file system cannot be mounted here' : `not installed: ${missing.join(', ')}`;
const here = mayMount && missing.length === 0;

/** A file system of its own, which can be filled and given room again. */
class SmallDisk {
  private readonly directory: TempDirectory = tempDirectory();
  readonly path = this.directory.path;
  private readonly filler = join(this.path, 'filler');

  constructor(size = '128m') {
    mount(this.path, size);
  }

  fill(leavePages = 0): void {
    const { bavail, bsize } = statfsSync(this.path);
    appendFileSync(this.filler, Buffer.alloc(bavail * bsize - leavePages * PAGE_BYTES));
  }

  giveRoom(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.path]);
    this.directory.remove();
  }
}

if (!mayMount) it.skip(`executor on a full disk (${why})`, () => undefined);
(mayMount ? describe : describe.skip)('an executor whose disk is full', () => {
  let server: NatsServer;
  let bus: Messaging;
  let disk: SmallDisk;
  let scheduler: ScriptedScheduler;
  let harness: Harness | undefined;

  beforeAll(async () => {
    server = await startNatsServer();
    bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
    await bus.ensureStreams();
  });
  afterAll(async () => {
    await bus.close();
    await server.stop();
    expectNoLeaks();
  });
  beforeEach(() => {
    disk = new SmallDisk();
    scheduler = new ScriptedScheduler(bus);
  });
  afterEach(async () => {
    try {
      await harness?.stop();
      harness = undefined;
      await scheduler.vanish();
    } finally {
      disk.remove();
    }
  });

  it('tells the end of runs from memory, once, and takes work again when there is room', async () => {
    const host = new FakeHost().image('example/contest:1');
    harness = await startExecutor({
      url: server.url,
      directory: disk.path,
      runtime: new FakeRuntime(host),
      turnPeriodMs: 1000,
    });
    const { logged } = harness;
    const grants = [aGrant(), aGrant()];
    scheduler.grant(...grants);
    for (const grant of grants) await waitFor(() => host.containers.has(attemptOf(grant)));
    scheduler.settles = false;
    disk.fill();
    for (const grant of grants) host.end(attemptOf(grant), { value: { count: 3 } });
    await waitFor(
      () => logged.filter(({ message }) => message === 'a report could not be written to disk').length === 2,
    );
    const told = logged.find(({ message }) => message === 'a report could not be written to disk');
    expect(told?.fields).toMatchObject({ error: expect.stringMatching(FULL) });
    scheduler.settles = true;
    for (const grant of grants) {
      await waitFor(() => host.removed.includes(attemptOf(grant)));
      expect(scheduler.reportsOf(attemptOf(grant))).toContainEqual(
        expect.objectContaining({ outcome: 'succeeded', value: { count: 3 } }),
      );
    }
    await waitFor(() => scheduler.lastTurn().held.length === 0);
    expect(scheduler.lastTurn().free).toBe(0);
    expect(logged.filter(({ level, message }) => level === 'error' && FULL.test(message))).toHaveLength(1);
    const late = aGrant();
    scheduler.grant(late);
    disk.giveRoom();
    await waitFor(() => host.containers.has(attemptOf(late)));
    expect(logged.map(({ message }) => message)).toContainEqual(expect.stringMatching(/there is room again/));
    expect(new Set(host.starts).size).toBe(host.starts.length);
  }, 60_000);

  it('names the directory when an input has no room', async () => {
    const host = new FakeHost().image('example/contest:1');
    const { digest } = await bus.blobs.put(Buffer.from('genome'));
    harness = await startExecutor({
      url: server.url,
      directory: disk.path,
      runtime: new FakeRuntime(host),
      turnPeriodMs: TURN_PERIOD_MS,
    });
    await waitFor(() => scheduler.lastTurn()?.stackId === scheduler.stackId);
    disk.fill();
    const grant = aGrant({ inputs: [{ path: '/knockem/in/genome', digest, mode: 0o444 }] });
    scheduler.grant(grant);
    const report = await scheduler.report(attemptOf(grant));
    expect(report).toMatchObject({ outcome: 'system-error', reason: expect.stringMatching(FULL) });
    expect(host.starts).toEqual([]);
  }, 60_000);
});

if (!here) it.skip(`crun on a full disk (${why})`, () => undefined);
(here ? describe : describe.skip)('an executor process on crun whose disk is full', () => {
  let server: NatsServer;
  let bus: Messaging;
  let images: TempDirectory;
  let disk: SmallDisk;
  let scheduler: ScriptedScheduler;
  let executor: ExecutorProcess;

  beforeAll(async () => {
    server = await startNatsServer();
    bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
    await bus.ensureStreams();
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
    disk = new SmallDisk();
    scheduler = new ScriptedScheduler(bus);
    executor = new ExecutorProcess({
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: disk.path,
      KNOCKEM_IMAGES_DIR: images.path,
      KNOCKEM_EXECUTOR_SLOTS: '4',
      KNOCKEM_TURN_PERIOD_MS: String(TURN_PERIOD_MS),
    });
  });
  afterEach(async () => {
    try {
      disk.giveRoom();
      await executor.end();
      await scheduler.vanish();
      await waitFor(() => processesWith(disk.path).length === 0, { timeoutMs: 30_000 });
    } finally {
      disk.remove();
    }
  }, 90_000);

  const run = (text: string): ReturnType<typeof aGrant> =>
    aGrant({
      imageRef: 'knockem-test/plain:1',
      entry: ['sh', '-c', text],
      timeoutSeconds: 300,
      collect: { kind: 'json', resultFile: '/knockem/work/result.json', blobFile: LARGE_FILE },
    });
  const afterGo = (text: string): ReturnType<typeof aGrant> =>
    run(`echo begun; while [ ! -e /knockem/work/go ]; do sleep 0.1; done; ${text}`);
  const isRunning = (grant: ReturnType<typeof aGrant>): boolean =>
    scheduler
      .lastTurn()
      .held.some(({ attemptId, state }) => attemptId === attemptOf(grant) && state === 'running');
  const report = (grant: ReturnType<typeof aGrant>) =>
    waitFor(() => scheduler.reportsOf(attemptOf(grant))[0], { timeoutMs: 60_000 });

  /** Their work directories are mounted where only the runner sees them. */
  function letGo(): void {
    const [runner] = processesWith(disk.path).filter((pid) =>
      /runner.main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    );
    const slots = join(`/proc/${runner}/root`, disk.path, 'executor', 'runtime', 'slots');
    for (const name of readdirSync(slots)) writeFileSync(join(slots, name, 'work', 'go'), '');
  }

  it('starts nothing, stops what it must, tells what has ended, and keeps a result until there is room', async () => {
    const good = afterGo(
      `echo words; head -c 500000 /dev/zero >${LARGE_FILE}; echo '{"count": 5}' >/knockem/work/result.json`,
    );
    const bad = afterGo('exit 3');
    const unwanted = run('sleep 1000');
    scheduler.grant(good, bad, unwanted);
    for (const grant of [good, bad, unwanted])
      await waitFor(() => scheduler.lastTurn() && isRunning(grant), { timeoutMs: 90_000 });
    disk.fill();
    const late = run('true');
    scheduler.grant(late);
    expect(await report(late)).toMatchObject({
      outcome: 'system-error',
      reason: expect.stringMatching(FULL),
    });
    scheduler.stopNow(attemptOf(unwanted));
    expect(await report(unwanted)).toMatchObject({ outcome: 'cancelled' });
    letGo();
    expect(await report(bad)).toMatchObject({ outcome: 'container-error', exitCode: 3 });
    await waitFor(() => FULL.test(executor.said), { message: 'the log tells of the full disk' });
    expect(scheduler.reportsOf(attemptOf(good))).toEqual([]);

    disk.giveRoom();
    expect(await report(good)).toMatchObject({ outcome: 'succeeded', value: { count: 5 } });
    const again = run(`echo '{"count": 6}' >/knockem/work/result.json`);
    scheduler.grant(again);
    expect(await report(again)).toMatchObject({ outcome: 'succeeded', value: { count: 6 } });
    await waitFor(() => readdirSync(join(disk.path, 'executor', 'runtime', 'runs')).length === 0);
    const ends = new Set(scheduler.reports.map(({ attemptId, outcome }) => `${attemptId} ${outcome}`));
    expect(ends.size).toBe(5);
  }, 240_000);
});

(here ? describe : describe.skip)('a run of crun on a disk with little room', () => {
  let disk: SmallDisk;
  const suite = new Suite(
    'crun',
    async (imagesDirectory) => {
      disk = new SmallDisk();
      const runnerCommand = fromSource(resolve(__dirname, 'adapters', 'crun', 'runner', 'main.ts'));
      return {
        open: async () => new CrunRuntime({ directory: disk.path, imagesDirectory, runnerCommand }),
        startAndDie: () => Promise.reject(new Error('not here')),
        leftovers: async () => [],
        close: async () => {
          try {
            await waitFor(() => processesWith(disk.path).length === 0, { timeoutMs: 30_000 });
          } finally {
            disk.remove();
          }
        },
      };
    },
    [],
  );
  beforeAll(() => suite.open(), 60_000);
  afterAll(() => suite.close(), 60_000);

  it('succeeds or is our failure, whichever of its files has no room', async () => {
    expect((await suite.runToEnd({})).end.exitCode).toBe(0);
    const seen = new Set<string>();
    for (let pages = 0; pages <= 24; pages++) seen.add(await endWith(pages));
    expect([...seen].sort()).toEqual(['not started', 'succeeded']);
  }, 240_000);

  async function endWith(pages: number): Promise<string> {
    const specification = suite.specify(script(`echo '{"count": 1}' >/knockem/work/result.json`));
    await suite.runtime.prepare(specification.image.imageRef);
    disk.fill(pages);
    try {
      const started = await suite.runtime.start(specification).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (started !== undefined) {
        expect(started).toMatch(FULL);
        return 'not started';
      }
      const ended = suite.runtime.wait(specification.attemptId);
      // A result may wait for room: it gets it when all else is over.
      await waitFor(async () => (await suite.runtime.list()).length > 0);
      const giveRoom = setTimeout(() => disk.giveRoom(), 1500);
      const end = await within(60_000, 'the end', ended);
      clearTimeout(giveRoom);
      if (end.startFailure === undefined) {
        expect(end.exitCode).toBe(0);
        const { result } = await suite.runtime.collect(specification.attemptId);
        expect(JSON.parse(String(result))).toEqual({ count: 1 });
        return 'succeeded';
      }
      expect(end.startFailure).toMatch(
        /disk of the executor's directory \S+ is full|No space left on device/,
      );
      return 'not started';
    } finally {
      disk.giveRoom();
      await suite.runtime.remove(specification.attemptId);
    }
  }
});

class ExecutorProcess {
  /** Its log. */
  said = '';
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;

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
    this.gone = new Promise((done) => child.once('close', done));
  }

  async end(): Promise<void> {
    this.child.kill('SIGTERM');
    await within(30_000, 'the executor ends', this.gone).catch(() => this.child.kill('SIGKILL'));
    await this.gone;
  }
}

function mount(directory: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { stdio: 'ignore' });
}
