// Real: nats-server (turns, blobs, container logs), the executor's directory on disk.
// Fake: the container runtime (FakeHost, which survives its executors), the scheduler (a script that answers turns).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerLogChunk, ContainerLogReply } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import {
  expectNoLeaks,
  type NatsServer,
  startNatsServer,
  type TempDirectory,
  tempDirectory,
  waitFor,
} from '#testing';
import { FakeHost, FakeRuntime } from './application/fake-runtime.conformance';
import {
  aGrant,
  attemptOf,
  type Harness,
  type HarnessOptions,
  ScriptedScheduler,
  startExecutor,
} from './executor-harness.conformance';

let server: NatsServer;
let bus: Messaging;
let scheduler: ScriptedScheduler;
let host: FakeHost;
let directory: TempDirectory;
let harnesses: Harness[];

beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(async () => {
  await server.stop();
  expectNoLeaks();
});

beforeEach(async () => {
  bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
  await bus.ensureStreams();
  scheduler = new ScriptedScheduler(bus);
  host = new FakeHost().image('example/contest:1');
  directory = tempDirectory();
  harnesses = [];
});
afterEach(async () => {
  await Promise.all(harnesses.map((harness) => harness.stop().catch(() => undefined)));
  await scheduler.vanish();
  await bus.close();
  directory.remove();
});

async function start(options: Partial<HarnessOptions> = {}): Promise<Harness> {
  const harness = await startExecutor({
    url: server.url,
    directory: directory.path,
    runtime: new FakeRuntime(host),
    ...options,
  });
  harnesses.push(harness);
  return harness;
}

async function kill(harness: Harness): Promise<void> {
  harnesses.splice(harnesses.indexOf(harness), 1);
  await harness.kill();
}

const runs = (attemptId: string): Promise<unknown> => waitFor(() => host.containers.has(attemptId));
const keptReports = (): string[] => readdirSync(join(directory.path, 'reports'));

it('runs what it is granted, tells the end, and keeps it on disk until it is settled', async () => {
  await start();
  const grant = aGrant({}, { args: ['3', '5'], env: { OWN: 'x' }, seed: 99 });
  const attemptId = attemptOf(grant);
  scheduler.grant(grant);
  await runs(attemptId);
  const { specification } = host.get(attemptId);
  expect(specification.argv).toEqual(['sh', '/knockem/in/entry.sh', '3', '5']);
  expect(specification.env).toEqual({
    FROM_TEMPLATE: '1',
    OWN: 'x',
    KNOCKEM_SEED: '99',
    KNOCKEM_COMPETITION_ID: grant.competitions[0].competitionId,
    KNOCKEM_COMPETITION_ATTEMPT_ID: attemptId,
  });
  expect(specification.stackId).toBe(scheduler.stackId);
  scheduler.settles = false;
  host.end(attemptId, { value: { count: 4 }, warnings: ['rounded'] });
  const report = await scheduler.report(attemptId);
  expect(report).toMatchObject({
    outcome: 'succeeded',
    value: { count: 4 },
    token: grant.competitions[0].token,
    warnings: ['rounded'],
    imageChainId: `sha256:${'a'.repeat(64)}`,
    durationMs: 12,
  });
  await waitFor(() => keptReports().includes(`${attemptId}.json`));
  expect(host.containers.has(attemptId)).toBe(true);
});

it('repeats a report until it is settled, and only then removes the container', async () => {
  await start();
  scheduler.settles = false;
  const grant = aGrant();
  scheduler.grant(grant);
  await runs(attemptOf(grant));
  host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => scheduler.reportsOf(attemptOf(grant)).length >= 3);
  expect(host.removed).toEqual([]);
  scheduler.settles = true;
  await waitFor(() => host.removed.includes(attemptOf(grant)));
  await waitFor(() => keptReports().length === 0);
  await waitFor(() => scheduler.lastTurn().held.length === 0 && scheduler.lastTurn().reports.length === 0);
});

it('tells an end at once although the answer to its turn is kept back', async () => {
  await start({ turnPeriodMs: 30_000 });
  const [first, second] = [aGrant(), aGrant()];
  scheduler.grant(first);
  await runs(attemptOf(first));
  const before = performance.now();
  host.end(attemptOf(first), { value: { count: 1 } });
  await scheduler.report(attemptOf(first));
  scheduler.grant(second);
  await runs(attemptOf(second));
  expect(performance.now() - before).toBeLessThan(3000);
});

it('starts a grant again-sent after a lost answer exactly once', async () => {
  await start({ turnPeriodMs: 200 });
  await waitFor(() => scheduler.turns.length > 0);
  scheduler.loseNext = 1;
  const grant = aGrant();
  scheduler.grant(grant);
  await runs(attemptOf(grant));
  host.end(attemptOf(grant), { value: { count: 1 } });
  await scheduler.report(attemptOf(grant));
  expect(host.starts).toEqual([attemptOf(grant)]);
});

it('never runs more than its slots at once', async () => {
  await start({ slots: 3 });
  const grants = Array.from({ length: 20 }, () => aGrant());
  scheduler.grant(...grants);
  await waitFor(async () => {
    for (const attemptId of host.running()) host.end(attemptId, { value: { count: 1 } });
    return grants.every((grant) => scheduler.reportsOf(attemptOf(grant)).length > 0);
  });
  expect(host.mostAtOnce).toBeLessThanOrEqual(3);
  expect(host.starts).toHaveLength(20);
});

it('stops what it is told to stop and reports it cancelled', async () => {
  await start();
  const grant = aGrant();
  scheduler.grant(grant);
  await runs(attemptOf(grant));
  scheduler.stopNow(attemptOf(grant));
  expect(await scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'cancelled' });
  expect(host.running()).toEqual([]);
});

describe('killed and started again', () => {
  it('takes up a container that still runs', async () => {
    const first = await start();
    const grant = aGrant();
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    await kill(first);
    await start();
    await waitFor(() => scheduler.lastTurn().held.some(({ attemptId }) => attemptId === attemptOf(grant)));
    host.end(attemptOf(grant), { value: { count: 8 } });
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({
      outcome: 'succeeded',
      value: { count: 8 },
    });
    expect(host.starts).toHaveLength(1);
  });

  it('reports a container that ended meanwhile', async () => {
    const first = await start();
    const grant = aGrant();
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    await kill(first);
    host.end(attemptOf(grant), { exitCode: 3, output: 'boom\n' });
    await start();
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({
      outcome: 'container-error',
      exitCode: 3,
      reason: 'exited with code 3',
      logTail: 'boom\n',
    });
  });

  it('tells a report that was kept but not settled, and removes what is left then', async () => {
    const first = await start();
    scheduler.settles = false;
    const grant = aGrant();
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    host.end(attemptOf(grant), { value: { count: 2 } });
    await waitFor(() => keptReports().length === 1);
    await scheduler.report(attemptOf(grant));
    await kill(first);
    scheduler.reports.length = 0;
    scheduler.settles = true;
    await start();
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'succeeded' });
    await waitFor(() => host.removed.includes(attemptOf(grant)) && keptReports().length === 0);
  });

  it('does not blame a container for the stop that an earlier start had begun', async () => {
    const first = await start();
    const grant = aGrant();
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    await scheduler.vanish();
    await first.executor.drain(300);
    rmSync(join(directory.path, 'reports', `${attemptOf(grant)}.json`), { force: true });
    await kill(first);
    scheduler.appear();
    await start();
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'interrupted' });
  });

  it('keeps its id, and is another boot', async () => {
    const first = await start();
    const before = await waitFor(() => scheduler.turns[1]);
    await kill(first);
    scheduler.turns.length = 0;
    await start();
    const after = await waitFor(() => scheduler.turns[0]);
    expect(after.executorId).toBe(before.executorId);
    expect(after.bootId).not.toBe(before.bootId);
    expect(after.stackId).toBe(scheduler.stackId);
  });
});

describe('shutting down', () => {
  it('gives back what runs as interrupted and ends when that is settled', async () => {
    const harness = await start();
    const grants = [aGrant(), aGrant()];
    scheduler.grant(...grants);
    for (const grant of grants) await runs(attemptOf(grant));
    await harness.executor.drain(10_000);
    for (const grant of grants) {
      expect(scheduler.reportsOf(attemptOf(grant))[0]).toMatchObject({ outcome: 'interrupted' });
    }
    expect(scheduler.turns.some(({ draining }) => draining)).toBe(true);
    expect(host.containers.size).toBe(0);
    expect(keptReports()).toEqual([]);
  });

  it('ends within its bound when nobody settles, and tells it at the next start', async () => {
    const harness = await start();
    const grant = aGrant();
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    await scheduler.vanish();
    await harness.executor.drain(500);
    expect(keptReports().sort()).toEqual([`${attemptOf(grant)}.json`, `${attemptOf(grant)}.stop`]);
    scheduler.appear();
    await start();
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({ outcome: 'interrupted' });
  });
});

it('goes on while the scheduler is away and tells everything when it is back', async () => {
  await start({ turnPeriodMs: 200 });
  const grants = [aGrant(), aGrant()];
  scheduler.grant(...grants);
  for (const grant of grants) await runs(attemptOf(grant));
  await scheduler.vanish();
  for (const grant of grants) host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => keptReports().length === 2);
  scheduler.appear();
  for (const grant of grants)
    expect(await scheduler.report(attemptOf(grant))).toMatchObject({ value: { count: 1 } });
});

it('survives a kill -9 of nats-server', async () => {
  await start({ turnPeriodMs: 500 });
  const grant = aGrant();
  scheduler.grant(grant);
  await runs(attemptOf(grant));
  await server.kill9();
  host.end(attemptOf(grant), { exitCode: 1, output: 'kept as a blob\n' });
  await server.restart();
  const report = await scheduler.report(attemptOf(grant));
  expect(report.outcome).toBe('container-error');
  expect((await bus.blobs.get(report.logDigest as string))?.toString()).toBe('kept as a blob\n');
});

it('tells of the containers of a vanished neighbour, adopts one and removes another', async () => {
  const neighbour = await start();
  const grants = [aGrant(), aGrant()];
  scheduler.grant(...grants);
  for (const grant of grants) await runs(attemptOf(grant));
  await kill(neighbour);
  const own = tempDirectory();
  scheduler.turns.length = 0;
  const harness = await start({ directory: own.path });
  await waitFor(() => scheduler.lastTurn()?.stackId === scheduler.stackId);
  const [adopted, unwanted] = grants;
  await waitFor(() => {
    scheduler.poke();
    return scheduler.turns.some(({ seen }) => seen.length === 2);
  });
  const newer = { ...adopted.competitions[0], token: 1_000_000 };
  scheduler.adopt.push({ ...adopted, template: undefined, competitions: [newer] });
  scheduler.remove.push(attemptOf(unwanted));
  scheduler.poke();
  await waitFor(() => host.removed.includes(attemptOf(unwanted)));
  host.end(attemptOf(adopted), { value: { count: 6 } });
  expect(await scheduler.report(attemptOf(adopted))).toMatchObject({ token: 1_000_000, value: { count: 6 } });
  await harness.stop();
  own.remove();
});

it('refuses the scheduler of another stack', async () => {
  const first = await start();
  await waitFor(() => scheduler.lastTurn()?.stackId);
  await kill(first);
  await scheduler.vanish();
  scheduler = new ScriptedScheduler(bus);
  const harness = await start();
  const error = await waitFor(() => harness.refusals[0]);
  expect(error.message).toMatch(/belongs to the stack .* but the scheduler that answers is of the stack/);
});

describe('whose fault', () => {
  const endOf = async (over: Parameters<typeof aGrant>[0], end: Parameters<FakeHost['end']>[1]) => {
    const grant = aGrant(over);
    scheduler.grant(grant);
    await runs(attemptOf(grant));
    host.end(attemptOf(grant), end);
    return scheduler.report(attemptOf(grant));
  };

  it('names what a result has against its schema', async () => {
    await start();
    expect(await endOf({}, { value: { count: 3.5 } })).toMatchObject({
      outcome: 'container-error',
      reason: 'the result does not fit: count must be integer (got 3.5)',
    });
    expect(await endOf({}, { result: Buffer.from('hello') })).toMatchObject({
      reason: 'the result is not JSON: "hello"',
    });
    expect(await endOf({}, {})).toMatchObject({ reason: 'exited with code 0 but reported nothing' });
  });

  it('stores a collected blob before it reports it', async () => {
    await start();
    const content = Buffer.from('a large result');
    const digest = createHash('sha256').update(content).digest('hex');
    const report = await endOf(
      { collect: { kind: 'blob', resultFile: '/knockem/work/out' } },
      { result: content },
    );
    expect(report).toMatchObject({
      outcome: 'succeeded',
      value: { digest, size: content.length },
      blobDigest: digest,
    });
    expect(await bus.blobs.get(digest)).toEqual(content);
  });

  it('is ours when there is no such image, another image, no such input, or a runtime that fails', async () => {
    await start();
    const failing = async (over: Parameters<typeof aGrant>[0]) => {
      const grant = aGrant(over);
      scheduler.grant(grant);
      return scheduler.report(attemptOf(grant));
    };
    expect(await failing({ imageRef: 'nobody/has:1' })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-image',
      reason: 'there is no image nobody/has:1 here',
    });
    expect(await failing({ imageChainId: `sha256:${'b'.repeat(64)}` })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'image-changed',
      imageChainId: `sha256:${'a'.repeat(64)}`,
    });
    const input = { path: '/knockem/in/a', digest: 'c'.repeat(64), mode: 0o444 };
    expect(await failing({ inputs: [input] })).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-input',
    });
    host.failNext('start', 'no space left on device');
    expect(await failing({})).toMatchObject({
      outcome: 'system-error',
      reasonCode: 'no-runtime',
      reason: 'the container could not be started: no space left on device',
    });
    expect(await endOf({}, { exitCode: undefined })).toMatchObject({ outcome: 'system-error' });
  });
});

it('hands inputs over as files of the right content, fetched once', async () => {
  await start({ slots: 4 });
  const content = Buffer.from('#!/bin/sh\necho hello\n');
  const { digest } = await bus.blobs.put(content);
  const input = { path: '/knockem/in/entry.sh', digest, mode: 0o755 };
  const grants = Array.from({ length: 4 }, () => aGrant({ inputs: [input] }));
  scheduler.grant(...grants);
  for (const grant of grants) await runs(attemptOf(grant));
  const [{ hostFile }] = host.get(attemptOf(grants[0])).specification.inputs;
  expect(existsSync(hostFile)).toBe(true);
  expect(readdirSync(join(directory.path, 'blobs'))).toEqual([digest]);
});

it('tells the output of the run that it holds, live, and is silent about others', async () => {
  const other = tempDirectory();
  await start();
  const silent = await start({ directory: other.path, runtime: new FakeRuntime(new FakeHost()), slots: 0 });
  const grant = aGrant();
  scheduler.grant(grant);
  await runs(attemptOf(grant));
  host.write(attemptOf(grant), 'first\n');
  const { submissionId, competitions } = grant;
  const { competitionId } = competitions[0];
  const chunks: ContainerLogChunk[] = [];
  const subscription = bus.subscribe(bus.subjects.containerLog(submissionId, competitionId), ({ body }) => {
    chunks.push(JSON.parse(Buffer.from(body).toString()) as ContainerLogChunk);
  });
  await bus.flush();
  const reply = await bus.request<ContainerLogReply>(
    'containerlog.follow',
    { submissionId, competitionId, followMs: 60_000 },
    { timeoutMs: 5000 },
  );
  expect(reply).toMatchObject({ running: true, output: 'first\n', offset: 6, attemptId: attemptOf(grant) });
  host.write(attemptOf(grant), 'second\n');
  await waitFor(() => chunks.some(({ text }) => text === 'second\n'));
  host.write(attemptOf(grant), 'last\n');
  host.end(attemptOf(grant), { value: { count: 1 } });
  await waitFor(() => chunks.some(({ ended }) => ended));
  expect(chunks.map(({ text }) => text).join('')).toMatch(/^second\n(last\n)?$/);
  await subscription.stop();
  await silent.stop();
  other.remove();
});
