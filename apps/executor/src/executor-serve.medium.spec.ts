// Real: nats-server, the executor's whole application, its disk. Not real: the containers (FakeHost), the scheduler (a
// script).
import { randomUUID } from 'node:crypto';
import type { Grant, Report, RunTemplate } from '#contracts';
import { waitFor } from '#testing';
import { FakeRuntime, type FakeServer } from './application/fake-runtime.conformance';
import { aGrant, ExecutorWorld } from './executor-harness.conformance';

const world = new ExecutorWorld();

const SERVE: RunTemplate['serve'] = {
  entry: ['sh', '/knockem/in/entry.sh', 'serve'],
  asks: [{ name: 'what', kind: 'text', argument: 0 }],
  answers: [{ name: 'count', kind: 'count' }],
};

let token = 1000;
function aBundle(whats: readonly string[], over: Partial<RunTemplate> = {}): Grant {
  const grant = aGrant({ serve: SERVE, ...over });
  const competitions = whats.map((what) => ({
    ...grant.competitions[0],
    competitionId: randomUUID(),
    attemptId: randomUUID(),
    token: ++token,
    args: [what],
  }));
  return { ...grant, runId: competitions[0].attemptId, competitions };
}

/** Does as the line's `what` says; `fine` answers in order. */
const obedient =
  (tricks: Record<string, FakeServer> = {}): FakeServer =>
  (line, container) => {
    const trick = tricks[line.what as string];
    if (trick) trick(line, container);
    else container.say(`${JSON.stringify({ competitionId: line.competitionId, count: 3 })}\n`);
  };

const reportsOf = (grant: Grant): Promise<Report[]> =>
  Promise.all(grant.competitions.map(({ attemptId }) => world.scheduler.report(attemptId)));
const outcomes = (reports: readonly Report[]): string[] => reports.map(({ outcome }) => outcome);

test('a bundle takes one slot and one container, and each competition has its own report', async () => {
  world.host.serves = obedient();
  const harness = await world.start({ slots: 2 });
  const grant = aBundle(['fine', 'fine', 'fine']);
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(reports[0].value).toEqual({ count: 3, warnings: [] });
  expect(reports.map(({ competitionId }) => competitionId)).toEqual(
    grant.competitions.map(({ competitionId }) => competitionId),
  );
  expect(world.host.starts).toHaveLength(1);
  await waitFor(() => harness.executor.held.all().length === 0, { message: 'all to be settled' });
});

test('the next bundle of the same template finds the container warm; another template does not', async () => {
  world.host.serves = obedient();
  await world.start({ slots: 1 });
  for (const grant of [aBundle(['fine']), aBundle(['fine']), aBundle(['fine'], { stdoutCapBytes: 2048 })]) {
    world.scheduler.grant(grant);
    await reportsOf(grant);
  }
  expect(world.host.starts).toHaveLength(2);
  await waitFor(() => world.host.running().length === 0, { message: 'idle containers to go' });
  expect(world.host.removed).toHaveLength(2);
});

test('a bundle keeps its slot until its last competition, and others run beside it', async () => {
  let release = (): void => undefined;
  const wait: FakeServer = (line, container) => {
    release = () => container.say(`${JSON.stringify({ competitionId: line.competitionId, count: 1 })}\n`);
  };
  world.host.serves = obedient({ wait });
  await world.start({ slots: 2, turnPeriodMs: 200 });
  const grant = aBundle(['wait', 'fine', 'fine', 'fine']);
  world.scheduler.grant(grant);
  await waitFor(
    () => world.scheduler.lastTurn()?.held.length === 4 && world.scheduler.lastTurn().free === 1,
    {
      message: 'a turn that names four attempts in one slot',
    },
  );
  const alone = aGrant();
  world.scheduler.grant(alone);
  await world.runs(alone.competitions[0].attemptId);
  world.host.end(alone.competitions[0].attemptId, { value: { count: 1 } });
  release();
  expect(outcomes(await reportsOf(grant))).toEqual(Array(4).fill('succeeded'));
});

const answerOf = (competitionId: unknown): string => `${JSON.stringify({ competitionId, count: 1 })}\n`;
const saysFor =
  (id: (line: Record<string, unknown>) => unknown): FakeServer =>
  (line, { say }) =>
    say(`${JSON.stringify({ competitionId: id(line), count: 9 })}\n`);

test.each<[string, FakeServer, Partial<Report>]>([
  [
    'ends',
    (_, { end }) => end({ exitCode: 139 }),
    { reason: 'exited with code 139 (ended by signal SEGV)', exitCode: 139 },
  ],
  ['ends in order without a word', (_, { end }) => end(), { reason: 'ended with code 0 before it answered' }],
  [
    'ends for want of memory',
    (_, { end }) => end({ exitCode: 137, outOfMemory: true }),
    { outOfMemory: true, reason: 'ran out of its 256 MiB of memory' },
  ],
  ['says why it ends', (_, { end }) => end({ exitCode: 1, reason: 'no verb' }), { reason: 'no verb' }],
  [
    'says what is not JSON',
    (_, { say }) => say('oops\n'),
    { reason: 'its answer is not a JSON object: "oops"' },
  ],
  [
    'answers for another one',
    saysFor(() => 'somebody'),
    { reason: expect.stringMatching(/^it answered for somebody, but /) as never },
  ],
  [
    'answers without an end',
    (_, { say }) => say('x'.repeat(70_000)),
    { reason: 'its answer is longer than 64 kB' },
  ],
  [
    'does not fit the schema',
    (line, { say }) => say(`{"competitionId":"${String(line.competitionId)}","count":"many"}\n`),
    { reason: 'the result does not fit: count must be integer (got "many")' },
  ],
  [
    'says that it failed',
    (line, { say }) => say(`{"competitionId":"${String(line.competitionId)}","error":"no such site"}\n`),
    { reason: 'no such site' },
  ],
])('a container that %s fails the competition in hand, and the rest go on', async (_, trick, expected) => {
  world.host.serves = obedient({ trick });
  const harness = await world.start();
  const grant = aBundle(['fine', 'trick', 'fine']);
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(['succeeded', 'container-error', 'succeeded']);
  expect(reports[1]).toMatchObject(expected);
  await waitFor(() => harness.executor.held.all().length === 0, { message: 'all to be settled' });
});

test('one that answers twice is not believed again: the next one has a fresh container', async () => {
  const twice: FakeServer = (line, { say }) => {
    const answer = `${JSON.stringify({ competitionId: line.competitionId, count: 1 })}\n`;
    say(answer + answer);
  };
  world.host.serves = obedient({ twice });
  await world.start();
  const grant = aBundle(['twice', 'fine']);
  world.scheduler.grant(grant);
  expect(outcomes(await reportsOf(grant))).toEqual(['succeeded', 'succeeded']);
  expect(world.host.starts).toHaveLength(2);
});

test('a second answer that comes late costs the next one a fresh container, and nothing else', async () => {
  let late = '';
  const twice: FakeServer = ({ competitionId }, { say }) => say((late = answerOf(competitionId)));
  const next: FakeServer = ({ competitionId }, { say }) => {
    say(late || answerOf(competitionId));
    late = '';
  };
  world.host.serves = obedient({ twice, next });
  await world.start();
  const grant = aBundle(['twice', 'next', 'fine']);
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(Array(3).fill('succeeded'));
  const [{ competitionId }] = grant.competitions;
  expect(reports[1].warnings).toEqual([
    `its container answered ${competitionId} a second time; this one was asked again in another container`,
  ]);
  expect(reports[2].warnings).toEqual([]);
  expect(world.host.starts).toHaveLength(2);
});

test.each<[string, FakeServer, string]>([
  [
    'a connection that breaks',
    (_, { lose }) => lose('the connection to the container broke'),
    'the connection to the container broke',
  ],
  [
    'an end that nobody saw',
    (_, { end }) => end({ exitCode: undefined }),
    'the runtime lost track of the container: how it ended is not known',
  ],
  [
    'a runtime that does not tell what was left',
    (_, { end }) => {
      world.host.failNext('collect', 'no daemon answers');
      end({ exitCode: 1 });
    },
    'how the container ended could not be found out: no daemon answers',
  ],
])("%s is our own fault, not the image's", async (_, trick, reason) => {
  world.host.serves = obedient({ trick });
  await world.start();
  const grant = aBundle(['trick', 'fine']);
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(['system-error', 'succeeded']);
  expect(reports[0].reason).toBe(reason);
});

test('one that never answers is stopped at the time-out of the competition in hand', async () => {
  world.host.serves = obedient({ never: () => undefined });
  await world.start();
  const grant = aBundle(['never', 'fine'], { timeoutSeconds: 1 });
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(['timed-out', 'succeeded']);
  expect(reports[0].reason).toBe('passed its 1 s and was stopped');
  expect(reports[0].durationMs).toBeGreaterThan(900);
});

test('an image that ends at its first line costs as many starts as there are competitions', async () => {
  world.host.serves = (_, { end }) => end({ exitCode: 1 });
  await world.start();
  const grant = aBundle(['a', 'b', 'c']);
  world.scheduler.grant(grant);
  expect(outcomes(await reportsOf(grant))).toEqual(Array(3).fill('container-error'));
  expect(world.host.starts).toHaveLength(3);
});

test('a runtime that cannot start containers is asked twice, not once for each competition', async () => {
  await world.start();
  for (const _ of [1, 2, 3]) world.host.failNext('start', 'no more processes');
  const grant = aBundle(['a', 'b', 'c', 'd']);
  world.scheduler.grant(grant);
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(Array(4).fill('system-error'));
  expect(reports[3].reason).toBe('the container could not be started: no more processes');
  expect(world.host.failures.get('start')).toHaveLength(1);
});

test('a stop reaches those that wait at once, and the one in hand with its container', async () => {
  world.host.serves = obedient({ never: () => undefined });
  await world.start({ turnPeriodMs: 200 });
  const grant = aBundle(['never', 'fine', 'fine']);
  world.scheduler.grant(grant);
  await waitFor(() => world.host.running().length === 1, { message: 'the container' });
  const [inHand, waiting, last] = grant.competitions.map(({ attemptId }) => attemptId);
  world.scheduler.stopNow(waiting);
  expect(await world.scheduler.report(waiting)).toMatchObject({ outcome: 'cancelled' });
  expect(world.host.running()).toHaveLength(1);
  world.scheduler.stopNow(inHand);
  expect(await world.scheduler.report(inHand)).toMatchObject({ outcome: 'cancelled' });
  expect(await world.scheduler.report(last)).toMatchObject({ outcome: 'succeeded' });
});

test('a drain gives all of a bundle back and leaves no container', async () => {
  world.host.serves = obedient({ never: () => undefined });
  const harness = await world.start({ turnPeriodMs: 200 });
  const grant = aBundle(['never', 'fine', 'fine']);
  world.scheduler.grant(grant);
  await waitFor(() => world.host.running().length === 1, { message: 'the container' });
  await harness.executor.drain(20_000);
  expect(outcomes(await reportsOf(grant))).toEqual(Array(3).fill('interrupted'));
  expect([...world.host.containers]).toEqual([]);
});

test('a drain leaves no container that was just being opened', async () => {
  let opened = (): void => undefined;
  world.host.opening = new Promise((resolve) => (opened = resolve));
  world.host.serves = obedient();
  const harness = await world.start({ turnPeriodMs: 200 });
  const grant = aBundle(['fine']);
  world.scheduler.grant(grant);
  await waitFor(() => world.host.running().length === 1, { message: 'the container' });
  const drained = harness.executor.drain(20_000);
  expect(outcomes(await reportsOf(grant))).toEqual(['interrupted']);
  await waitFor(() => harness.executor.held.all().length === 0, { message: 'all to be settled' });
  opened();
  await drained;
  expect([...world.host.containers]).toEqual([]);
});

test('a run that leaves a blob has a container of its own, in its turn', async () => {
  world.host.serves = obedient();
  const collect = {
    kind: 'json' as const,
    resultFile: '/knockem/work/result.json',
    blobFile: '/knockem/work/kept',
    blobArgument: 'keep',
  };
  await world.start({ slots: 1 });
  const grant = aBundle(['fine', 'keep', 'fine'], { collect });
  world.scheduler.grant(grant);
  const own = grant.competitions[1].attemptId;
  await world.runs(own);
  world.host.end(own, { value: { count: 5 }, blob: Buffer.from('kept') });
  const reports = await reportsOf(grant);
  expect(outcomes(reports)).toEqual(Array(3).fill('succeeded'));
  expect(reports[1].blobDigest).toMatch(/^[0-9a-f]{64}$/);
});

test('after a kill -9 nothing of a bundle is adopted: its container goes, what was not settled is granted again', async () => {
  world.host.serves = obedient({ never: () => undefined });
  const first = await world.start({ turnPeriodMs: 200 });
  const grant = aBundle(['never', 'fine']);
  world.scheduler.grant(grant);
  await waitFor(() => world.host.running().length === 1, { message: 'the container' });
  const [container] = world.host.running();
  await world.kill(first);
  world.host.serves = obedient({ never: saysFor(({ competitionId }) => competitionId) });
  await world.start({ turnPeriodMs: 200, runtime: new FakeRuntime(world.host) });
  expect(outcomes(await reportsOf(grant))).toEqual(['succeeded', 'succeeded']);
  expect(world.host.removed).toContain(container);
});
