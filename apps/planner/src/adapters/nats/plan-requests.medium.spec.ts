/** Real: nats-server, the planner as a whole, its blobs. Played by the spec: the scheduler (requests in, results paged). */
import { assayIdOf, KnockemError } from '#domain';
import {
  MAX_PLAN_DELIVERIES,
  readMessage,
  resultsDigestOf,
  Subjects,
  type AssayResultsRequest,
  type CompetitionOutcome,
  type DeadLetter,
  type Plan,
  type PlanRequest,
} from '#contracts';
import { connectMessaging, type Messaging, type Stoppable } from '#messaging';
import { startService } from '#platform';
import { expectNoLeaks, startNatsServer, submissionCreate, TestSignal, waitFor } from '#testing';
import type { PlanAnswer } from '../../application/answer-plan-request';
import { PlannerModule } from '../../planner.module';
import { consumerOf, PlanRequests } from './plan-requests';

type Server = Awaited<ReturnType<typeof startNatsServer>>;

const submission = submissionCreate();
const { submissionId } = submission;
const assayId = assayIdOf(submissionId, 'nulldist');
const subjects = new Subjects('testing');

let server: Server;
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

const request = (overrides: Partial<PlanRequest> = {}): PlanRequest => ({
  submissionId,
  assayId,
  assayType: 'nulldist',
  round: 1,
  submission,
  facts: { numSites: 100, imageChainId: `sha256:${'c'.repeat(64)}` },
  dependencyResults: {},
  results: [],
  resultsTotal: 0,
  resultsDigest: '',
  nextOrdinal: 0,
  ...overrides,
});

const ask = (body: unknown, subject = subjects.planRequest(submissionId, assayId)) =>
  scheduler.publish(subject, body, { schema: 'plan.request.v1' });

/** Plan parts of a subject as they reach the journal from here on. */
async function answers(subject = subjects.plan(submissionId, assayId)) {
  const plans: Plan[] = [];
  const { lastSequence } = await scheduler.streamState('journal');
  open.push(
    await scheduler.tail({
      stream: 'journal',
      filter: subject,
      from: { sequence: lastSequence + 1 },
      onMessage: ({ body }) => {
        const read = readMessage('plan.v1', body);
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        plans.push(read.value);
      },
    }),
  );
  return plans;
}

async function letters() {
  const dead: DeadLetter[] = [];
  const { lastSequence } = await scheduler.streamState('dead');
  open.push(
    await scheduler.tail({
      stream: 'dead',
      filter: subjects.all.dead(),
      from: { sequence: lastSequence + 1 },
      onMessage: ({ body }) => dead.push(JSON.parse(Buffer.from(body).toString()) as DeadLetter),
    }),
  );
  return dead;
}

describe('the planner service', () => {
  async function startPlanner() {
    const service = await startService({
      name: 'planner',
      module: () => PlannerModule,
      environment: { KNOCKEM_NATS_URL: server.url, KNOCKEM_RUNMODE: 'testing', KNOCKEM_LOG_LEVEL: 'error' },
    });
    open.push(service);
    return service;
  }

  test('answers a submission, then a round whose inputs are all in the blob store', async () => {
    await startPlanner();
    const assays = await answers(subjects.plan(submissionId));
    const { assayId: _assay, assayType: _type, ...whole } = request({ round: 0 });
    await ask(whole, subjects.planRequest(submissionId));
    await waitFor(() => assays.length === 1);
    expect(assays[0].assays!.map((a) => a.assayType)).toEqual(['inspection', 'nulldist', 'screenCritical']);

    const plans = await answers();
    await ask(request());
    await waitFor(() => plans.length === 1);
    expect(plans[0].competitions).toHaveLength(100);
    for (const { path, digest } of plans[0].template!.inputs) {
      if (path !== '/knockem/in/genome')
        expect([path, await scheduler.blobs.has(digest)]).toEqual([path, true]);
    }
  });

  test('pages results that were too many for a message, and concludes', async () => {
    await startPlanner();
    const outcomes = Array.from({ length: 100 }, (_, ordinal): CompetitionOutcome => ({
      ordinal,
      outcome: 'completed',
      value: { updatesElapsed: 100, numAlpha: 500 + (ordinal % 7) - 3, numBeta: 500, warnings: [] },
    }));
    open.push(
      scheduler.respond('assay.results', (body) => {
        const { fromOrdinal } = JSON.parse(Buffer.from(body).toString()) as AssayResultsRequest;
        const results = outcomes.slice(fromOrdinal, fromOrdinal + 60);
        return { results, ...(fromOrdinal + 60 < 100 ? { nextOrdinal: fromOrdinal + 60 } : {}) };
      }),
    );
    const plans = await answers();
    const { results: _results, ...large } = request({
      round: 2,
      resultsTotal: 100,
      resultsDigest: resultsDigestOf(outcomes),
      nextOrdinal: 100,
    });
    await ask(large);
    await waitFor(() => plans.length === 1);
    expect(plans[0].conclusion).toMatchObject({ status: 'completed', result: { numMeasured: 100 } });
  });

  test('a request that cannot be read goes to the dead letters, and the next is answered', async () => {
    await startPlanner();
    const dead = await letters();
    const plans = await answers();
    await ask({ nonsense: true });
    await ask(request({ submissionId: '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10' }));
    await ask(request());
    await waitFor(() => dead.length === 2 && plans.length === 1);
    expect(dead[0]).toMatchObject({ service: 'planner', reason: 'malformed' });
    expect(dead[0].problems).toContain('submissionId: is required');
    expect(Buffer.from(dead[0].body, 'base64').toString()).toBe('{"nonsense":true}');
    expect(dead[1].problems[0]).toMatch(/^the subject does not name/);
    await scheduler.publish(subjects.planRequest(submissionId, assayId), request(), {
      schema: 'plan.request.v2',
    });
    await waitFor(() => dead.length === 3);
    expect(dead[2].problems).toEqual([expect.stringContaining('is of a newer knockem')]);
  });

  test('a repeated request, here to another planner, gives the same plan', async () => {
    const plans = await answers();
    const first = await startPlanner();
    await ask(request({ submission: { ...submission, seed: 77 } }));
    await waitFor(() => plans.length === 1);
    open.splice(open.indexOf(first), 1);
    await first.stop();
    await startPlanner();
    await ask(request({ submission: { ...submission, seed: 77 } }));
    await waitFor(() => plans.length === 2);
    expect(plans[1]).toEqual(plans[0]);
  });
});

describe('a request that cannot be answered', () => {
  type Planner = ConstructorParameters<typeof PlanRequests>[1];
  const plan = (overrides: Partial<Plan>): Plan => ({
    submissionId,
    assayId,
    round: 1,
    part: 1,
    parts: 1,
    planDigest: 'd'.repeat(64),
    plannerVersion: '1',
    ...overrides,
  });
  const answering = (one: Plan): PlanAnswer => ({
    numCompetitions: 0,
    async *messages() {
      yield { part: one.part, planDigest: one.planDigest, body: JSON.stringify(one) };
    },
  });
  const givingUp = (_request: PlanRequest, reason: string): PlanAnswer =>
    answering(plan({ planDigest: 'f'.repeat(64), conclusion: { status: 'failed', reason, warnings: [] } }));

  async function startWith(planner: Planner) {
    const messaging = await connectMessaging({ servers: server.url, name: 'planner', runmode: 'testing' });
    const ended = new TestSignal<string>('ended');
    const requests = new PlanRequests(messaging, planner, {
      now: () => 0,
      awayRetryMs: 10,
      firstRetryMs: 5,
      onOutcome: (outcome) => ended.emit(outcome),
    });
    await requests.start();
    open.push({ stop: async () => (await requests.stop(), messaging.close()) });
    return ended;
  }

  test('is tried five times, then fails with the reason', async () => {
    const plans = await answers();
    let tries = 0;
    const ended = await startWith({
      answer: async () => {
        tries++;
        throw new Error('a bug in the assay');
      },
      giveUp: givingUp,
    });
    await ask(request());
    expect(await ended.next()).toBe('given-up');
    await waitFor(() => plans.length === 1);
    expect(tries).toBe(MAX_PLAN_DELIVERIES);
    expect(plans[0].conclusion!.reason).toBe('planning failed 5 times: a bug in the assay');
  });

  test('is given up also when the planner died of it each time', async () => {
    const plans = await answers();
    let deaths = 0;
    const dying = await scheduler.consume(consumerOf(scheduler), async (delivery) => {
      deaths++;
      delivery.retryLater(deaths < MAX_PLAN_DELIVERIES ? 1 : 500);
    });
    await ask(request());
    await waitFor(() => deaths === MAX_PLAN_DELIVERIES);
    await dying.stop();
    const ended = await startWith({ answer: () => Promise.reject(new Error('asked')), giveUp: givingUp });
    expect(await ended.next()).toBe('given-up');
    await waitFor(() => plans.length === 1);
    expect(plans[0].conclusion!.reason).toMatch('planning failed 5 times: the planner ended each time');
  });

  test('waits, and is not given up, while the scheduler is away', async () => {
    let away = 12;
    const ended = await startWith({
      answer: async () => {
        if (away-- > 0) throw new KnockemError('unavailable', 'nobody answers assay.results');
        return answering(plan({ competitions: [], wake: 'all' }));
      },
      giveUp: givingUp,
    });
    await ask(request());
    expect(await ended.next()).toBe('answered');
  });
});
