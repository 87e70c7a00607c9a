// Real: nats-server (turns, blobs, container logs), the executor's directory on disk.
// Fake: the container runtime (FakeHost, which survives its executors), the scheduler (a script that answers turns).
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TurnRequest, validateMessage } from '#contracts';
import { tempDirectory, waitFor } from '#testing';
import { FakeRuntime } from './application/fake-runtime.conformance';
import { aGrant, attemptOf, ExecutorWorld, ScriptedScheduler } from './executor-harness.conformance';

const world = new ExecutorWorld();

it('runs what it is granted, tells the end, and keeps it on disk until it is settled', async () => {
  await world.start();
  const grant = aGrant({}, { args: ['3', '5'], env: { OWN: 'x' }, seed: 99 });
  const attemptId = attemptOf(grant);
  world.scheduler.grant(grant);
  await world.runs(attemptId);
  const { specification } = world.host.get(attemptId);
  expect(specification.argv).toEqual(['sh', '/knockem/in/entry.sh', '3', '5']);
  expect(specification.env).toEqual({
    FROM_TEMPLATE: '1',
    OWN: 'x',
    KNOCKEM_SEED: '99',
    KNOCKEM_COMPETITION_ID: grant.competitions[0].competitionId,
    KNOCKEM_COMPETITION_ATTEMPT_ID: attemptId,
  });
  expect(specification.stackId).toBe(world.scheduler.stackId);
  world.scheduler.settles = false;
  world.host.end(attemptId, { value: { count: 4 }, warnings: ['rounded'] });
  const report = await world.scheduler.report(attemptId);
  expect(report).toMatchObject({
    outcome: 'succeeded',
    value: { count: 4 },
    token: grant.competitions[0].token,
    warnings: ['rounded'],
    imageChainId: `sha256:${'a'.repeat(64)}`,
    durationMs: 12,
  });
  await waitFor(() => world.keptReports().includes(`${attemptId}.json`));
  expect(world.host.containers.has(attemptId)).toBe(true);
});

it('repeats a report until it is settled, and only then removes the container', async () => {
  await world.start();
  world.scheduler.settles = false;
  const grant = aGrant();
  world.scheduler.grant(grant);
  await world.runs(attemptOf(grant));
  world.host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => world.scheduler.reportsOf(attemptOf(grant)).length >= 3);
  expect(world.host.removed).toEqual([]);
  world.scheduler.settles = true;
  await waitFor(() => world.host.removed.includes(attemptOf(grant)));
  await waitFor(() => world.keptReports().length === 0);
  await waitFor(
    () => world.scheduler.lastTurn().held.length === 0 && world.scheduler.lastTurn().reports.length === 0,
  );
});

it('tells an end at once although the answer to its turn is kept back', async () => {
  await world.start({ turnPeriodMs: 30_000 });
  const [first, second] = [aGrant(), aGrant()];
  world.scheduler.grant(first);
  await world.runs(attemptOf(first));
  const before = performance.now();
  world.host.end(attemptOf(first), { value: { count: 1 } });
  await world.scheduler.report(attemptOf(first));
  world.scheduler.grant(second);
  await world.runs(attemptOf(second));
  expect(performance.now() - before).toBeLessThan(3000);
});

it('starts a grant again-sent after a lost answer exactly once', async () => {
  await world.start({ turnPeriodMs: 200 });
  await waitFor(() => world.scheduler.turns.length > 0);
  world.scheduler.loseNext = 1;
  const grant = aGrant();
  world.scheduler.grant(grant);
  await world.runs(attemptOf(grant));
  world.host.end(attemptOf(grant), { value: { count: 1 } });
  await world.scheduler.report(attemptOf(grant));
  expect(world.host.starts).toEqual([attemptOf(grant)]);
});

it('never runs more than its slots at once', async () => {
  await world.start({ slots: 3 });
  const grants = Array.from({ length: 20 }, () => aGrant());
  world.scheduler.grant(...grants);
  await waitFor(async () => {
    for (const attemptId of world.host.running()) world.host.end(attemptId, { value: { count: 1 } });
    return grants.every((grant) => world.scheduler.reportsOf(attemptOf(grant)).length > 0);
  });
  expect(world.host.mostAtOnce).toBeLessThanOrEqual(3);
  expect(world.host.starts).toHaveLength(20);
});

it('stops what it is told to stop and reports it cancelled', async () => {
  await world.start();
  const grant = aGrant();
  world.scheduler.grant(grant);
  await world.runs(attemptOf(grant));
  world.scheduler.stopNow(attemptOf(grant));
  expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'cancelled' });
  expect(world.host.running()).toEqual([]);
});

describe('killed and started again', () => {
  it('takes up a container that still runs', async () => {
    const first = await world.start();
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    await world.kill(first);
    await world.start();
    await waitFor(() =>
      world.scheduler.lastTurn().held.some(({ attemptId }) => attemptId === attemptOf(grant)),
    );
    world.host.end(attemptOf(grant), { value: { count: 8 } });
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({
      outcome: 'succeeded',
      value: { count: 8 },
    });
    expect(world.host.starts).toHaveLength(1);
  });

  it('reports a container that ended meanwhile', async () => {
    const first = await world.start();
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    await world.kill(first);
    world.host.end(attemptOf(grant), { exitCode: 3, output: 'boom\n' });
    await world.start();
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({
      outcome: 'container-error',
      exitCode: 3,
      reason: 'exited with code 3',
      logTail: 'boom\n',
    });
  });

  it('tells a report that was kept but not settled, and removes what is left then', async () => {
    const first = await world.start();
    world.scheduler.settles = false;
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    world.host.end(attemptOf(grant), { value: { count: 2 } });
    await waitFor(() => world.keptReports().length === 1);
    await world.scheduler.report(attemptOf(grant));
    await world.kill(first);
    world.scheduler.reports.length = 0;
    world.scheduler.settles = true;
    await world.start();
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'succeeded' });
    await waitFor(() => world.host.removed.includes(attemptOf(grant)) && world.keptReports().length === 0);
  });

  it('does not blame a container for the stop that an earlier start had begun', async () => {
    const first = await world.start();
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    await world.scheduler.vanish();
    await first.executor.drain(300);
    rmSync(join(world.directory.path, 'reports', `${attemptOf(grant)}.json`), { force: true });
    await world.kill(first);
    world.scheduler.appear();
    await world.start();
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'interrupted' });
  });

  it('forgets why it stopped a run of which a crash left nothing else, and keeps it while there is a container', async () => {
    const first = await world.start();
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    await world.kill(first);
    const stopFileOf = (attemptId: string): string =>
      join(world.directory.path, 'reports', `${attemptId}.stop`);
    const gone = stopFileOf(attemptOf(aGrant()));
    for (const file of [gone, stopFileOf(attemptOf(grant))]) writeFileSync(file, 'cancelled');
    world.scheduler.settles = false;
    await world.start();
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'cancelled' });
    expect(existsSync(gone)).toBe(false);
    expect(existsSync(stopFileOf(attemptOf(grant)))).toBe(true);
    world.scheduler.settles = true;
    await waitFor(() => !existsSync(stopFileOf(attemptOf(grant))));
  });

  it('keeps its id, and is another boot', async () => {
    const first = await world.start();
    const before = await waitFor(() => world.scheduler.turns[1]);
    await world.kill(first);
    world.scheduler.turns.length = 0;
    await world.start();
    const after = await waitFor(() => world.scheduler.turns[0]);
    expect(after.executorId).toBe(before.executorId);
    expect(after.bootId).not.toBe(before.bootId);
    expect(after.stackId).toBe(world.scheduler.stackId);
  });
});

describe('shutting down', () => {
  it('gives back what runs as interrupted and ends when that is settled', async () => {
    const harness = await world.start();
    const grants = [aGrant(), aGrant()];
    world.scheduler.grant(...grants);
    for (const grant of grants) await world.runs(attemptOf(grant));
    await harness.executor.drain(10_000);
    for (const grant of grants) {
      expect(world.scheduler.reportsOf(attemptOf(grant))[0]).toMatchObject({ outcome: 'interrupted' });
    }
    expect(world.scheduler.turns.some(({ draining }) => draining)).toBe(true);
    expect(world.host.containers.size).toBe(0);
    expect(world.keptReports()).toEqual([]);
  });

  it('lets the scheduler know though it holds nothing: no turn of it waits for work any more', async () => {
    const harness = await world.start({ turnPeriodMs: 60_000 });
    await waitFor(() => world.scheduler.turns.length > 1 && world.scheduler.lastTurn().maxWaitMs > 1000, {
      message: 'a turn that waits for work',
    });
    await harness.executor.drain(10_000);
    expect(world.scheduler.lastTurn()).toMatchObject({ draining: true, free: 0 });
  });

  it('ends within its bound when nobody settles, and tells it at the next start', async () => {
    const harness = await world.start();
    const grant = aGrant();
    world.scheduler.grant(grant);
    await world.runs(attemptOf(grant));
    await world.scheduler.vanish();
    await harness.executor.drain(500);
    expect(world.keptReports().sort()).toEqual([`${attemptOf(grant)}.json`, `${attemptOf(grant)}.stop`]);
    world.scheduler.appear();
    await world.start();
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'interrupted' });
  });
});

it('goes on while the scheduler is away and tells everything when it is back', async () => {
  await world.start({ turnPeriodMs: 200 });
  const grants = [aGrant(), aGrant()];
  world.scheduler.grant(...grants);
  for (const grant of grants) await world.runs(attemptOf(grant));
  await world.scheduler.vanish();
  for (const grant of grants) world.host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => world.keptReports().length === 2);
  world.scheduler.appear();
  for (const grant of grants)
    expect(await world.scheduler.report(attemptOf(grant))).toMatchObject({ value: { count: 1 } });
});

it('survives a kill -9 of nats-server', async () => {
  await world.start({ turnPeriodMs: 500 });
  const grant = aGrant();
  world.scheduler.grant(grant);
  await world.runs(attemptOf(grant));
  await world.server.kill9();
  world.host.end(attemptOf(grant), { exitCode: 1, output: 'kept as a blob\n' });
  await world.server.restart();
  const report = await world.scheduler.report(attemptOf(grant));
  expect(report.outcome).toBe('container-error');
  expect((await world.bus.blobs.get(report.logDigest as string))?.toString()).toBe('kept as a blob\n');
});

it('tells of the containers of a vanished neighbour, adopts one and removes another', async () => {
  const neighbour = await world.start();
  const grants = [aGrant(), aGrant()];
  world.scheduler.grant(...grants);
  for (const grant of grants) await world.runs(attemptOf(grant));
  await world.kill(neighbour);
  const own = tempDirectory();
  world.scheduler.turns.length = 0;
  const harness = await world.start({ directory: own.path });
  await waitFor(() => world.scheduler.lastTurn()?.stackId === world.scheduler.stackId);
  const [adopted, unwanted] = grants;
  await waitFor(() => {
    world.scheduler.poke();
    return world.scheduler.turns.some(({ seen }) => seen.length === 2);
  });
  const newer = { ...adopted.competitions[0], token: 1_000_000 };
  world.scheduler.adopt.push({ ...adopted, template: undefined, competitions: [newer] });
  world.scheduler.remove.push(attemptOf(unwanted));
  world.scheduler.poke();
  await waitFor(() => world.host.removed.includes(attemptOf(unwanted)));
  world.host.end(attemptOf(adopted), { value: { count: 6 } });
  expect(await world.scheduler.report(attemptOf(adopted))).toMatchObject({
    token: 1_000_000,
    value: { count: 6 },
  });
  await harness.stop();
  own.remove();
});

it('refuses the scheduler of another stack', async () => {
  const first = await world.start();
  await waitFor(() => world.scheduler.lastTurn()?.stackId);
  await world.kill(first);
  await world.scheduler.vanish();
  world.scheduler = new ScriptedScheduler(world.bus);
  const harness = await world.start();
  const error = await waitFor(() => harness.refusals[0]);
  expect(error.message).toMatch(/belongs to the stack .* but the scheduler that answers is of the stack/);
});

it('is understood on a host that is larger than any run may ask for', async () => {
  const facts = { capacity: { cpus: 256, memoryMb: 2_000_000 } };
  await world.start({ runtime: new FakeRuntime(world.host, facts) });
  const request = await waitFor(() => world.scheduler.turns[0]);
  expect(validateMessage(TurnRequest, request)).toMatchObject({ ok: true });
});
