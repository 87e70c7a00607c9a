/** Real: nats-server, the planner's use case. Played by the spec: the scheduler, and what befalls a publish. */
import { randomUUID } from 'node:crypto';
import { assayIdOf, KnockemError } from '#domain';
import { NO_RESULTS, type Plan, type PlanRequest } from '#contracts';
import { connectMessaging, type Delivery, type Messaging, type PublishAck, type Stoppable } from '#messaging';
import { expectNoLeaks, startNatsServer, submissionCreate, TestSignal, waitFor } from '#testing';
import { AnswerPlanRequest } from '../../application/answer-plan-request';
import { ASSAY_REGISTRY } from '../../domain/assays/registry';
import { CONTRACT_FILES } from '../../domain/container-contract/contract-files';
import { PlanRequests } from './plan-requests';
import { WINDOW } from './publish-answer';

/** Twelve parts. */
const LARGE = 6_000;
const SMALL = 100;
/** The machine may be ten times slower than usual. */
const PATIENT_MS = 60_000;

let server: Awaited<ReturnType<typeof startNatsServer>>;
let scheduler: Messaging;
const open: Stoppable[] = [];

beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(async () => {
  await server.stop();
  expectNoLeaks();
});
beforeEach(async () => {
  scheduler = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
  await scheduler.ensureStreams();
});
afterEach(async () => {
  for (const stoppable of open.splice(0).reverse()) await stoppable.stop();
  await scheduler.close();
});

function requestFor(replicates: number): PlanRequest {
  const submission = submissionCreate({
    submissionId: randomUUID(),
    assayParameters: { nulldist: { replicates } },
  });
  return {
    submissionId: submission.submissionId,
    assayId: assayIdOf(submission.submissionId, 'nulldist'),
    assayType: 'nulldist',
    round: 1,
    submission,
    facts: { numSites: 100, imageChainId: `sha256:${'c'.repeat(64)}` },
    dependencyResults: {},
    results: [],
    resultsTotal: 0,
    resultsDigest: NO_RESULTS,
    nextOrdinal: 0,
  };
}

const ask = (request: PlanRequest): Promise<PublishAck> =>
  scheduler.publish(scheduler.subjects.planRequest(request.submissionId, request.assayId), request, {
    schema: 'plan.request.v1',
  });

type Publish = Messaging['publish'];

/** What waits for it goes on when it is opened. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** A planner; `befall` stands between it and the journal. */
async function startPlanner(befall: (publish: Publish) => Publish = (publish) => publish) {
  const real = await connectMessaging({ servers: server.url, name: 'planner', runmode: 'testing' });
  const messaging = Object.create(real, {
    publish: { value: befall((...asked) => real.publish(...asked)) },
  }) as Messaging;
  const planner = new AnswerPlanRequest({
    registry: ASSAY_REGISTRY,
    contractDigests: Object.fromEntries(CONTRACT_FILES.map(({ source }) => [source, 'a'.repeat(64)])),
    content: real.blobs,
    results: { page: () => Promise.reject(new Error('nothing to page')) },
    genomes: { create: async () => undefined },
    laborious: { step: () => Promise.reject(new Error('nothing laborious')) },
    plannerVersion: '1.0.0',
    build: 'test',
  });
  const answer = jest.spyOn(planner, 'answer');
  const answered = new TestSignal<string>('answered');
  const requests = new PlanRequests(messaging, planner, {
    now: () => 0,
    awayRetryMs: 5,
    onOutcome: (outcome, { subject }) => answered.emit(`${outcome} ${subject.split('.').at(-2)}`),
  });
  const stop = async (): Promise<void> => {
    await requests.stop();
    await real.close();
  };
  await requests.start();
  open.push({ stop });
  return { answer, answered, stop };
}

/** Plan parts in the order of the journal, from here on. */
async function journalled(): Promise<Plan[]> {
  const plans: Plan[] = [];
  const { lastSequence } = await scheduler.streamState('journal');
  const tail = await scheduler.tail({
    stream: 'journal',
    filter: `${scheduler.subjects.root}.plan.>`,
    from: { sequence: lastSequence + 1 },
    onMessage: ({ body }) => plans.push(JSON.parse(Buffer.from(body).toString()) as Plan),
  });
  open.push(tail);
  return plans;
}

const partOf = (body: unknown): number =>
  (JSON.parse(Buffer.from(body as Uint8Array).toString()) as Plan).part;
const idOf = (body: unknown): string =>
  (JSON.parse(Buffer.from(body as Uint8Array).toString()) as Plan).submissionId;
const ordinalsOf = (plans: readonly Plan[]): number[] =>
  plans.flatMap(({ competitions = [] }) => competitions.map(({ ordinal }) => ordinal)).sort((a, b) => a - b);
const allOf = (count: number): number[] => Array.from({ length: count }, (_, ordinal) => ordinal);

test('a large answer is whole under one digest, some parts ahead of their acknowledgements, the first alone', async () => {
  const plans = await journalled();
  const under = { way: 0, most: 0, besideFirst: 0 };
  const { answered } = await startPlanner((publish) => async (subject, body, options) => {
    under.most = Math.max(under.most, ++under.way);
    if (partOf(body) === 1) under.besideFirst = under.way - 1;
    try {
      const ack = await publish(subject, body, options);
      if (partOf(body) === 1) under.besideFirst += under.way - 1;
      return ack;
    } finally {
      under.way--;
    }
  });
  const request = requestFor(LARGE);
  await ask(request);
  expect(await answered.next(PATIENT_MS)).toBe(`answered ${request.submissionId}`);
  await waitFor(() => plans.length === LARGE / 500);
  expect(ordinalsOf(plans)).toEqual(allOf(LARGE));
  expect(new Set(plans.map(({ planDigest }) => planDigest)).size).toBe(1);
  expect([plans[0].part, plans[0].template !== undefined]).toEqual([1, true]);
  expect(under.besideFirst).toBe(0);
  expect(under.most).toBeGreaterThan(1);
  expect(under.most).toBeLessThanOrEqual(WINDOW);
});

test('a part that could not be stored is sent again, alone; the answer is not made anew', async () => {
  const plans = await journalled();
  const sent: number[] = [];
  const { answered, answer } = await startPlanner((publish) => async (subject, body, options) => {
    sent.push(partOf(body));
    if (partOf(body) === 5 && sent.filter((part) => part === 5).length < 3)
      throw new KnockemError('unavailable', 'no answer in time');
    return publish(subject, body, options);
  });
  await ask(requestFor(LARGE));
  await answered.next(PATIENT_MS);
  await waitFor(() => plans.length === LARGE / 500);
  expect(ordinalsOf(plans)).toEqual(allOf(LARGE));
  expect(sent.filter((part) => part === 5)).toHaveLength(3);
  expect(sent).toHaveLength(LARGE / 500 + 2);
  expect(answer).toHaveBeenCalledTimes(1);
});

test('large answers go one after the other, and a small one past them', async () => {
  const third = gate();
  const [first, second, small] = [requestFor(LARGE), requestFor(LARGE), requestFor(SMALL)];
  const begun = new Set<string>();
  let isHeld = false;
  const { answered } = await startPlanner((publish) => async (subject, body, options) => {
    begun.add(idOf(body));
    if (idOf(body) === first.submissionId && partOf(body) === 3) {
      isHeld = true;
      await third.opened;
    }
    return publish(subject, body, options);
  });
  for (const request of [first, second]) await ask(request);
  await waitFor(() => isHeld);
  await ask(small);
  expect(await answered.next(PATIENT_MS)).toBe(`answered ${small.submissionId}`);
  expect(begun).toEqual(new Set([first.submissionId, small.submissionId]));
  third.open();
  expect(await answered.next(PATIENT_MS)).toBe(`answered ${first.submissionId}`);
  expect(await answered.next(PATIENT_MS)).toBe(`answered ${second.submissionId}`);
});

test('a planner that stops after some parts gives the request back, and another tells the rest with the same ids', async () => {
  const plans = await journalled();
  const some = gate();
  let parts = 0;
  const dying = await startPlanner((publish) => async (subject, body, options) => {
    if (++parts > 6) await some.opened;
    return publish(subject, body, options);
  });
  await ask(requestFor(LARGE));
  await waitFor(() => parts > 6);
  const stopped = dying.stop();
  some.open();
  await stopped;
  expect(parts).toBeLessThan(LARGE / 500);
  const { answered } = await startPlanner();
  await answered.next(PATIENT_MS);
  await waitFor(() => plans.length >= LARGE / 500);
  expect(new Set(plans.map(({ planDigest }) => planDigest)).size).toBe(1);
  // What both told is the same message, which the broker keeps once.
  expect(ordinalsOf(plans)).toEqual(allOf(LARGE));
});

test('a delivery that comes again while an earlier one is at work starts nothing', async () => {
  let deliver!: (delivery: Delivery) => Promise<void>;
  const first = gate();
  const body = Buffer.from(JSON.stringify(requestFor(SMALL)));
  const published: number[] = [];
  const request = JSON.parse(body.toString()) as PlanRequest;
  const subject = scheduler.subjects.planRequest(request.submissionId, request.assayId);
  const messaging = Object.create(scheduler, {
    consume: {
      value: async (_: unknown, take: typeof deliver) => ((deliver = take), { stop: async () => {} }),
    },
    publish: { value: async (_: string, told: unknown) => (published.push(partOf(told)), first.opened) },
  }) as Messaging;
  const answer = jest.fn(async () => ({
    numCompetitions: SMALL,
    async *messages() {
      yield { part: 1, planDigest: 'd'.repeat(64), body: JSON.stringify({ part: 1 }) };
    },
  }));
  const requests = new PlanRequests(messaging, { answer, giveUp: jest.fn() }, { now: () => 0 });
  await requests.start();
  const acks: number[] = [];
  const delivery = (count: number): Delivery => ({
    subject,
    sequence: 7,
    headers: {},
    body,
    storedAt: '2026-01-01T00:00:00.000Z',
    delivery: count,
    ack: async () => void acks.push(count),
    retryLater: jest.fn(),
    giveUp: jest.fn(),
    working: jest.fn(),
  });
  const both = [deliver(delivery(1)), deliver(delivery(2))];
  await waitFor(() => published.length > 0);
  first.open();
  await Promise.all(both);
  expect([answer.mock.calls.length, published, acks]).toEqual([1, [1], [1]]);
  await deliver(delivery(3));
  expect(answer).toHaveBeenCalledTimes(2);
  await requests.stop();
});
