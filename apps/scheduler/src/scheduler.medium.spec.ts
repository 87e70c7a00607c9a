/**
 * Real: nats-server, SQLite file, the whole scheduler in this process. Scripted over the real bus: planner, executor,
 * recorder's position.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AnyDocument,
  type Collection,
  type DeadLetter,
  type DocumentBatch,
  keyOf,
  type LiveSubmission,
  type SubmissionCreate,
  type SubmissionDocument,
} from '#contracts';
import { assayIdOf } from '#domain';
import { connectMessaging, type Messaging } from '#messaging';
import { type RunningService, startService } from '#platform';
import {
  expectNoLeaks,
  type NatsServer,
  ScriptedExecutor,
  type ScriptedPlanner,
  startNatsServer,
  startScriptedPlanner,
  submissionCreate,
  tempDirectory,
  waitFor,
} from '#testing';
import { SchedulerModule } from './scheduler.module';

jest.setTimeout(60_000);
afterAll(expectNoLeaks);

/** What the records would hold: the newest version of each document on RECORDS. */
class Records {
  readonly newest = new Map<string, AnyDocument>();
  events: string[] = [];

  constructor(private readonly messaging: Messaging) {}

  async follow(): Promise<{ stop(): Promise<void> }> {
    const tail = await this.messaging.tail({
      stream: 'records',
      filter: this.messaging.subjects.all.documents(),
      from: { sequence: 1 },
      onMessage: ({ body }) => this.take(JSON.parse(Buffer.from(body).toString()) as DocumentBatch),
    });
    const events = this.messaging.subscribe(this.messaging.subjects.all.events(), ({ body }) => {
      const event = JSON.parse(Buffer.from(body).toString()) as { kind: string; status: string };
      this.events.push(`${event.kind} ${event.status}`);
    });
    return {
      stop: async () => {
        await tail.stop();
        await events.stop();
      },
    };
  }

  of<T>(collection: Collection): T[] {
    const entries = [...this.newest].filter(([key]) => key.startsWith(`${collection} `));
    return entries.map(([, document]) => document as unknown as T);
  }

  private take({ collection, documents }: DocumentBatch): void {
    for (const document of documents) {
      const key = `${collection} ${keyOf(collection, document)}`;
      if ((this.newest.get(key)?.version ?? 0) <= document.version) this.newest.set(key, document);
    }
  }
}

describe('the scheduler on a real bus and a real database', () => {
  let server: NatsServer;
  let home: ReturnType<typeof tempDirectory>;
  let messaging: Messaging;
  let scheduler: RunningService | undefined;
  let planner: ScriptedPlanner | undefined;
  let executor: ScriptedExecutor;
  let records: Records;
  let following: { stop(): Promise<void> } | undefined;

  const environment = (): Record<string, string> => ({
    KNOCKEM_NATS_URL: server.url,
    KNOCKEM_RUNMODE: 'testing',
    KNOCKEM_SCHEDULER_DB: join(home.path, 'scheduler.sqlite'),
    KNOCKEM_DATA_DIR: home.path,
    KNOCKEM_TURN_PERIOD_MS: '1000',
    KNOCKEM_LOG_LEVEL: 'fatal',
  });
  const startScheduler = async (): Promise<void> => {
    scheduler = await startService({
      name: 'scheduler',
      module: () => SchedulerModule,
      environment: environment(),
    });
  };
  const stopScheduler = async (): Promise<void> => {
    await scheduler?.stop();
    scheduler = undefined;
  };
  const status = (submissionId: string): Promise<LiveSubmission> =>
    messaging.request('submission.status', { submissionId }, { timeoutMs: 5000 });
  const create = async (more: Partial<SubmissionCreate> = {}): Promise<string> => {
    const command = submissionCreate({ submissionId: randomUUID(), assayTypes: ['nulldist'], ...more });
    await messaging.publish(messaging.subjects.submissionCommand('create', command.submissionId), command);
    return command.submissionId;
  };
  const until = (submissionId: string, wanted: string): Promise<unknown> =>
    waitFor(async () => (await status(submissionId)).submission.status === wanted, {
      timeoutMs: 20_000,
      message: `${submissionId} becomes ${wanted}`,
    });
  const deadLetters = async (): Promise<DeadLetter[]> => {
    const letters: DeadLetter[] = [];
    const tail = await messaging.tail({
      stream: 'dead',
      filter: messaging.subjects.all.dead(),
      from: { sequence: 1 },
      onMessage: ({ body }) => letters.push(JSON.parse(Buffer.from(body).toString()) as DeadLetter),
    });
    await waitFor(() => letters.length > 0);
    await tail.stop();
    return letters;
  };

  beforeEach(async () => {
    home = tempDirectory();
    server = await startNatsServer();
    messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
    await messaging.ensureStreams();
    await startScheduler();
    planner = await startScriptedPlanner(messaging);
    executor = new ScriptedExecutor(messaging);
    records = new Records(messaging);
    following = await records.follow();
  });

  afterEach(async () => {
    await executor?.stop();
    await planner?.stop();
    await following?.stop();
    await stopScheduler();
    await messaging.close();
    await server.stop();
    home.remove();
  });

  it('runs a submission to its end; every document and the events are on RECORDS', async () => {
    executor.work();
    const submissionId = await create();
    await until(submissionId, 'completed');
    const recorded = await waitFor(() => {
      const [submission] = records.of<SubmissionDocument>('submissions');
      return submission?.status === 'completed' && records.of('assayResults').length === 2
        ? submission
        : undefined;
    });
    expect(recorded).toMatchObject({
      id: submissionId,
      numSites: 8,
      summary: { nulldist: { measured: 3 } },
      knockemRunmode: 'testing',
      counters: { completed: 4, failed: 0 },
    });
    await waitFor(() => records.of('competitionResults').length === 3);
    expect(records.of<{ status: string }>('competitions').map(({ status: s }) => s)).toEqual(
      Array(4).fill('completed'),
    );
    expect(records.of('competitionResults')).toContainEqual(
      expect.objectContaining({
        assayId: assayIdOf(submissionId, 'nulldist'),
        knockoutSites: [1],
        numKnockoutSites: 1,
        result: { updatesElapsed: 100, numAlpha: 300, numBeta: 201 },
      }),
    );
    expect(records.of('genomes')).toHaveLength(1);
    await waitFor(() => records.events.includes('submission completed'));
  });

  it('survives its own end in the middle: nothing is lost, nothing counts twice', async () => {
    const submissionId = await create();
    await waitFor(async () => {
      await executor.turn();
      return executor.holds.length === 1;
    });
    await stopScheduler();
    executor.end(executor.holds[0]);
    await startScheduler();
    executor.work();
    await until(submissionId, 'completed');
    expect((await status(submissionId)).submission.counters).toMatchObject({
      completed: 4,
      active: 0,
      pending: 0,
    });
  });

  it('goes on after kill -9 and a new start of nats-server', async () => {
    const submissionId = await create();
    await waitFor(async () => {
      await executor.turn();
      return executor.holds.length === 1;
    });
    await server.kill9();
    await server.restart();
    executor.work();
    await until(submissionId, 'completed');
    await waitFor(() => records.of<SubmissionDocument>('submissions')[0]?.status === 'completed');
  });

  it('tells the records everything again, and goes on, when the store of nats-server was lost', async () => {
    executor.work();
    const before = await create();
    await until(before, 'completed');
    await waitFor(() => records.of('competitionResults').length === 3);
    await server.kill9();
    rmSync(server.storeDir, { recursive: true });
    await server.restart();
    const again = new Records(messaging);
    await waitFor(() => messaging.streamState('records'));
    const followed = await again.follow();
    await waitFor(() => again.of('competitionResults').length === 3 && again.of('assayResults').length === 2);
    await until(await create(), 'completed');
    await followed.stop();
  });

  it('gives a lost answer again, with the same attempt and token', async () => {
    await create();
    const first = await waitFor(async () => (await executor.turn()).grants[0]);
    const again = await executor.turn({ held: [], free: 4 });
    expect(again.grants[0].competitions).toEqual(first.competitions);
  });

  it('keeps a turn back and answers it at once when work appears', async () => {
    // A busy machine may be slow once; a turn that waits for its period is late each time.
    await waitFor(async () => {
      const kept = executor.turn({ maxWaitMs: 1000 });
      const begun = performance.now();
      await create();
      return (await kept).grants.length > 0 && performance.now() - begun < 900;
    });
  });

  it('refuses an executor of another stack, in words', async () => {
    await expect(executor.turn({ stackId: randomUUID() })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('belongs to stack'),
    });
  });

  it('copies what it cannot apply to the dead letters, with the reason, and goes on', async () => {
    const id = randomUUID();
    const subject = messaging.subjects.submissionCommand('create', id);
    await messaging.publish(subject, Buffer.from('{"submissionId": 12'));
    executor.work();
    await until(await create(), 'completed');
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({ service: 'scheduler', reason: 'malformed', subject, streamSequence: 1 });
    expect(letter.problems[0]).toContain('is not JSON');
    expect(Buffer.from(letter.body, 'base64').toString()).toBe('{"submissionId": 12');
  });

  it('refuses a body that names another submission than its subject', async () => {
    const command = submissionCreate({ submissionId: randomUUID() });
    await messaging.publish(messaging.subjects.submissionCommand('create', randomUUID()), command);
    const [letter] = await deadLetters();
    expect(letter.reason).toBe('wrong-subject');
  });
  it('says why a competition waits', async () => {
    const submissionId = await create();
    const assayId = assayIdOf(submissionId, 'inspection');
    const explain = (): Promise<unknown> =>
      messaging.request('competition.explain', { assayId, ordinal: 0 }, { timeoutMs: 2000 });
    await waitFor(async () => {
      try {
        return await explain();
      } catch {
        return undefined;
      }
    });
    expect(await explain()).toMatchObject({ status: 'pending', because: 'no-executor' });
    const blocked = assayIdOf(submissionId, 'nulldist');
    expect(
      await messaging.request('competition.explain', { assayId: blocked, ordinal: 0 }, { timeoutMs: 2000 }),
    ).toMatchObject({ because: 'dependency', detail: expect.stringContaining('inspection') });
  });

  it('pages settled results for the planner as of a round, and lists executors and users of a genome', async () => {
    const submissionId = await create();
    const { genomeIdAlpha } = submissionCreate();
    await waitFor(async () => (await executor.turn()).grants.length > 0);
    expect(await messaging.request('genome.users', { genomeId: genomeIdAlpha }, { timeoutMs: 2000 })).toEqual(
      {
        submissionIds: [submissionId],
      },
    );
    expect(await messaging.request('executor.list', {}, { timeoutMs: 2000 })).toMatchObject({
      executors: [
        {
          executorId: executor.executorId,
          state: 'here',
          running: 1,
          slots: 4,
          runs: [{ submissionId, assayType: 'inspection', ordinal: 0, attempt: 1 }],
        },
      ],
    });
    executor.work();
    await until(submissionId, 'completed');
    const assayId = assayIdOf(submissionId, 'nulldist');
    const page = (more: object): Promise<unknown> =>
      messaging.request('assay.results', { assayId, fromOrdinal: 0, limit: 2, ...more }, { timeoutMs: 2000 });
    expect(await page({})).toMatchObject({ results: [{ ordinal: 0 }, { ordinal: 1 }], nextOrdinal: 2 });
    expect(await page({ fromOrdinal: 2 })).toMatchObject({ results: [{ ordinal: 2, outcome: 'completed' }] });
    expect(await page({ round: 1 })).toEqual({ results: [] });
    expect(await page({ round: 2 })).toMatchObject({ nextOrdinal: 2 });
    expect(planner?.requests.map(({ round, assayType }) => [assayType ?? '-', round])).toEqual([
      ['-', 0],
      ['inspection', 1],
      ['inspection', 2],
      ['nulldist', 1],
      ['nulldist', 2],
    ]);
  });
});
