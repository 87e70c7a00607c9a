// Real: nats-server, the executor as a process of its own, crun and its containers, kill -9. Fake: the scheduler (a script).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#contracts';
import { describeUnless, waitFor } from '#testing';
import { runnersOf, whyNoCrun } from './adapters/crun/crun-harness.conformance';
import { CrunWorld, PATIENCE, shellGrant, UNTIL_LET_GO } from './crun-world.conformance';
import { attemptOf } from './executor-harness.conformance';

jest.setTimeout(300_000);

describeUnless(whyNoCrun(), 'executor process on crun', () => {
  const world = new CrunWorld({ slots: 2, turnPeriodMs: 1000 });

  const counting = (count: number, before = ''): Grant =>
    shellGrant(`${before} echo '{"count": ${count}}' >/knockem/work/result.json`);
  const nothingIsLeft = (): Promise<boolean> => waitFor(() => world.runtimeRuns().length === 0, PATIENCE);
  const expectSuccess = async (grant: Grant, count: number): Promise<void> => {
    const { outcome, reason, value } = await world.report(grant);
    expect({ outcome, reason, value }).toEqual({ outcome: 'succeeded', value: { count } });
  };
  const isHeldRunning = (grant: Grant) => () => world.isRunning(grant);

  it('runs, reports, and leaves nothing behind', async () => {
    world.start();
    const [good, bad, slow] = [
      counting(5, 'echo "seed $KNOCKEM_SEED";'),
      shellGrant('echo trouble; exit 3'),
      shellGrant('sleep 100', { timeoutSeconds: 1 }),
    ];
    world.scheduler.grant(good, bad, slow);
    expect(await world.report(good)).toMatchObject({
      outcome: 'succeeded',
      value: { count: 5 },
    });
    const failed = await world.report(bad);
    expect(failed).toMatchObject({ outcome: 'container-error', exitCode: 3, logTail: 'trouble\n' });
    expect((await world.bus.blobs.get(failed.logDigest as string))?.toString()).toBe('trouble\n');
    expect(await world.report(slow)).toMatchObject({
      outcome: 'timed-out',
      reason: 'passed its 1 s and was stopped',
    });
    await nothingIsLeft();
  });

  it('takes up a run after kill -9 and reports its true end once', async () => {
    const first = world.start();
    const grant = counting(7, UNTIL_LET_GO);
    world.scheduler.grant(grant);
    await waitFor(isHeldRunning(grant), PATIENCE);
    const seenAt = performance.now();
    await first.kill9();
    const ranMs = performance.now() - seenAt;
    world.letGo();
    world.start();
    const report = await world.report(grant);
    expect(report).toMatchObject({ outcome: 'succeeded', value: { count: 7 } });
    expect(report.durationMs).toBeGreaterThan(ranMs);
    await nothingIsLeft();
  });

  it('loses and doubles nothing when it is ended by kill -9 again and again', async () => {
    const grants = Array.from({ length: 14 }, (_, count) => counting(count, 'sleep 0.3;'));
    world.scheduler.grant(...grants);
    const done = (): number => new Set(world.scheduler.reports.map(({ attemptId }) => attemptId)).size;
    for (const reported of [1, 5, 9]) {
      const executor = world.start();
      await waitFor(() => done() >= reported, PATIENCE);
      await executor.kill9();
    }
    world.start();
    for (const [count, grant] of grants.entries()) await expectSuccess(grant, count);
    await nothingIsLeft();
    expect(readdirSync(join(world.directory.path, 'executor', 'reports'))).toEqual([]);
  });

  it.each([
    ['and its runner starts the run later', 'SIGCONT'],
    ['and its runner has died with it', 'SIGKILL'],
  ] as const)('runs once what it had not seen start when it was ended by kill -9, %s', async (_, fate) => {
    const executor = world.start();
    const first = counting(0);
    world.scheduler.grant(first);
    await expectSuccess(first, 0);
    await nothingIsLeft();
    const runners = runnersOf(world.directory.path);
    for (const pid of runners) process.kill(Number(pid), 'SIGSTOP');
    const second = counting(1, 'echo begun;');
    world.scheduler.grant(second);
    await waitFor(() => world.runtimeRuns().length === 1, PATIENCE);
    await executor.kill9();
    for (const pid of runners) process.kill(Number(pid), fate);
    world.start();
    await expectSuccess(second, 1);
    await nothingIsLeft();
    const reported = new Set(world.scheduler.reports.map(({ attemptId }) => attemptId));
    expect([...reported]).toEqual([first, second].map(attemptOf));
  });

  it('gives back what runs on SIGTERM, and exits with 0', async () => {
    const executor = world.start();
    const grant = shellGrant('sleep 1000', { timeoutSeconds: 3600 });
    world.scheduler.grant(grant);
    await waitFor(isHeldRunning(grant), PATIENCE);
    expect(await executor.terminate()).toBe(0);
    expect(world.scheduler.reportsOf(attemptOf(grant))[0]).toMatchObject({ outcome: 'interrupted' });
    expect(world.runtimeRuns()).toEqual([]);
  });

  it('says in one line that its directory is taken', async () => {
    world.start();
    await waitFor(() => world.scheduler.lastTurn(), PATIENCE);
    const second = world.start();
    expect(await second.exited()).toBe(1);
    expect(second.errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^knockem executor: another executor works in .* — give every executor its own/),
    ]);
  });
});
