// Real: nats-server, the executor as a process, crun and its containers, a small file system of its own for the
// executor's directory, which is filled while runs are under way. Fake: the scheduler (a script); in one, the runtime.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Grant } from '#contracts';
import { describeUnless, SmallDisk, waitFor, whyNoSmallDisk, within } from '#testing';
import type { RunEnd } from './application/container-runtime';
import { script, Suite } from './adapters/conformance/suite.conformance';
import { processesWith, whyNoCrun } from './adapters/crun/crun-harness.conformance';
import { CrunRuntime } from './adapters/crun/crun-runtime';
import { ExecutorDirectory } from './adapters/crun/executor-directory';
import { fromSource } from './adapters/start-and-die.conformance';
import { CrunWorld, PATIENCE, shellGrant, UNTIL_LET_GO } from './crun-world.conformance';
import { aGrant, attemptOf, ExecutorWorld } from './executor-harness.conformance';

const FULL = /the disk of the executor's directory \S+ is full/;
const DISK = '128m';
/** No turn ends by itself while a disk is filled: what it offered before, it still takes. */
const TURN_PERIOD_MS = 20_000;
/** What a run leaves here is larger than all that the files of others give free when they are removed. */
const LARGE_FILE = '/knockem/work/large';

/** Of a result: more than crun gives free when a container has ended. */
const RESULT_BYTES = 12 * 4096;

const noDisk = whyNoSmallDisk();
const noCrunOnIt = noDisk ?? whyNoCrun();

jest.setTimeout(300_000);

describeUnless(noDisk, 'an executor whose disk is full', () => {
  let disk: SmallDisk;
  const world = new ExecutorWorld(() => (disk = new SmallDisk(DISK)));

  it('tells the end of runs from memory, once, and takes work again when there is room', async () => {
    const { scheduler, host } = world;
    const { logged } = await world.start({ turnPeriodMs: 1000 });
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
  });

  it('names the directory when an input has no room', async () => {
    const { scheduler, host } = world;
    const { digest } = await world.bus.blobs.put(Buffer.from('genome'));
    await world.start({ turnPeriodMs: TURN_PERIOD_MS });
    await waitFor(() => scheduler.lastTurn()?.stackId === scheduler.stackId);
    disk.fill();
    const grant = aGrant({ inputs: [{ path: '/knockem/in/genome', digest, mode: 0o444 }] });
    scheduler.grant(grant);
    const report = await scheduler.report(attemptOf(grant));
    expect(report).toMatchObject({ outcome: 'system-error', reason: expect.stringMatching(FULL) });
    expect(host.starts).toEqual([]);
  });
});

describeUnless(noCrunOnIt, 'an executor process on crun whose disk is full', () => {
  let disk: SmallDisk;
  // Before the world ends its executors: they have something to write down.
  afterEach(() => disk.giveRoom());
  const world = new CrunWorld({ slots: 4, turnPeriodMs: TURN_PERIOD_MS }, () => (disk = new SmallDisk(DISK)));

  const run = (text: string): Grant =>
    shellGrant(text, {
      timeoutSeconds: 300,
      collect: { kind: 'json', resultFile: '/knockem/work/result.json', blobFile: LARGE_FILE },
    });
  const afterGo = (text: string): Grant => run(`echo begun; ${UNTIL_LET_GO} ${text}`);

  it('starts nothing, stops what it must, tells what has ended, and keeps a result until there is room', async () => {
    const { scheduler, report } = world;
    const executor = world.start();
    const good = afterGo(
      `echo words; head -c 500000 /dev/zero >${LARGE_FILE}; echo '{"count": 5}' >/knockem/work/result.json`,
    );
    const bad = afterGo('exit 3');
    const unwanted = run('sleep 1000');
    scheduler.grant(good, bad, unwanted);
    for (const grant of [good, bad, unwanted]) await waitFor(() => world.isRunning(grant), PATIENCE);
    disk.fill();
    const late = run('true');
    scheduler.grant(late);
    expect(await report(late)).toMatchObject({
      outcome: 'system-error',
      reason: expect.stringMatching(FULL),
    });
    scheduler.stopNow(attemptOf(unwanted));
    expect(await report(unwanted)).toMatchObject({ outcome: 'cancelled' });
    world.letGo();
    expect(await report(bad)).toMatchObject({ outcome: 'container-error', exitCode: 3 });
    await waitFor(() => FULL.test(executor.said), { message: 'the log tells of the full disk' });
    expect(scheduler.reportsOf(attemptOf(good))).toEqual([]);

    disk.giveRoom();
    expect(await report(good)).toMatchObject({ outcome: 'succeeded', value: { count: 5 } });
    const again = run(`echo '{"count": 6}' >/knockem/work/result.json`);
    scheduler.grant(again);
    expect(await report(again)).toMatchObject({ outcome: 'succeeded', value: { count: 6 } });
    await waitFor(() => world.runtimeRuns().length === 0);
    const ends = new Set(scheduler.reports.map(({ attemptId, outcome }) => `${attemptId} ${outcome}`));
    expect(ends.size).toBe(5);
  });
});

describeUnless(noCrunOnIt, 'a run of crun on a disk with little room', () => {
  let disk: SmallDisk;
  const suite = new Suite(
    'crun',
    async (imagesDirectory) => {
      disk = new SmallDisk(DISK);
      const runnerCommand = fromSource(resolve(__dirname, 'adapters', 'crun', 'runner', 'main.ts'));
      return {
        open: async () => new CrunRuntime({ directory: disk.path, imagesDirectory, runnerCommand }),
        startAndDie: () => Promise.reject(new Error('not here')),
        leftovers: async () => [],
        close: async () => {
          try {
            await waitFor(() => processesWith(disk.path).length === 0, PATIENCE);
          } finally {
            disk.remove();
          }
        },
      };
    },
    [],
  );
  beforeAll(() => suite.open());
  afterAll(() => suite.close());

  it('succeeds or is our failure, whichever of its files has no room', async () => {
    expect((await suite.runToEnd({})).end.exitCode).toBe(0);
    const seen = new Set<string>();
    for (let pages = 0; pages <= 32; pages++) seen.add(await endWith(pages));
    expect([...seen].sort()).toEqual(['not started', 'succeeded', 'succeeded when there was room']);
  });

  /** A run that has ended and whose result has no room waits for it; all else is over by then. */
  async function endWithRoomForTheResult(attemptId: string): Promise<RunEnd & { waited: boolean }> {
    let isOver = false;
    const ended = suite.runtime.wait(attemptId).finally(() => (isOver = true));
    const { result } = new ExecutorDirectory(disk.path).run(attemptId);
    const waits = (): boolean => {
      const written = statSync(result, { throwIfNoEntry: false })?.size ?? RESULT_BYTES;
      return !isOver && written < RESULT_BYTES;
    };
    await waitFor(() => isOver || waits(), {
      ...PATIENCE,
      message: 'the end, or a result without room',
    });
    const waited = waits();
    disk.giveRoom();
    return { ...(await within(PATIENCE.timeoutMs, 'the end', ended)), waited };
  }

  async function endWith(pages: number): Promise<string> {
    const specification = suite.specify(
      script(`printf '%-${RESULT_BYTES}s' '{"count": 1}' >/knockem/work/result.json`),
    );
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
      const end = await endWithRoomForTheResult(specification.attemptId);
      if (end.startFailure === undefined) {
        expect(end.exitCode).toBe(0);
        const { result } = await suite.runtime.collect(specification.attemptId);
        expect(JSON.parse(String(result))).toEqual({ count: 1 });
        return end.waited ? 'succeeded when there was room' : 'succeeded';
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
