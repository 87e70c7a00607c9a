// Real: SQLite file and the use cases that fill it. Scripted: planner, executor (../../../testing/world).
import { type PlanRequest, readMessage, resultsDigestOf } from '#contracts';
import { waitFor } from '#testing';
import { type OpenPlanRequest, PublishPlanRequests } from '../../../application/publish-plan-requests';
import { LEASE_MS } from '../../../testing/scripted-executor';
import { assayOf, createCommand, ScriptedPlanner, startedSubmission, World } from '../../../testing/world';
import { DocumentRows } from './document-rows';
import { SqlitePlanRequests } from './open-plan-requests';
import { SettledResults } from './settled-results';

describe('open plan requests', () => {
  let world: World;
  let requests: SqlitePlanRequests;
  let results: SettledResults;
  beforeEach(() => {
    world = new World();
    results = new SettledResults(world.store.database);
    requests = fresh();
  });
  const fresh = (): SqlitePlanRequests =>
    new SqlitePlanRequests(world.store.database, new DocumentRows(world.store.database), results);
  afterEach(() => world.close());
  const completed = (ordinal: number) => ({ ordinal, outcome: 'completed' });
  /** What a planner that replays is told of a round. */
  const historyOf = (round: number) => {
    const upTo = results.watermarkOf(1, round)!;
    return results.page({ assayRow: 1, after: 0, upTo }, 0, 100).map(({ round: _round, ...told }) => told);
  };
  const bodies = (): Promise<PlanRequest[]> => Promise.all(requests.open().map((request) => request.body()));

  it('asks for a submission first, then for its assays, with facts and the results they depend on', async () => {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    expect(await bodies()).toMatchObject([
      { submissionId: create.submissionId, round: 0, submission: create },
    ]);
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(
      assayOf(create.submissionId, 'inspection'),
      assayOf(create.submissionId, 'nulldist', ['inspection']),
    );
    planner.round('inspection', 1);
    world.executor().runDry();
    expect(await bodies()).toMatchObject([
      { assayType: 'inspection', round: 2, resultsTotal: 1, nextOrdinal: 1 },
    ]);
    planner.conclude('inspection', 'completed', { numSites: 5, imageChainId: 'sha256:c' });
    const [request] = await bodies();
    expect(request).toMatchObject({
      assayType: 'nulldist',
      round: 1,
      facts: { numSites: 5, imageChainId: 'sha256:c' },
      dependencyResults: { inspection: { status: 'completed', result: { said: 'inspection' } } },
      results: [],
      resultsTotal: 0,
      nextOrdinal: 0,
    });
    expect(readMessage('plan.request.v1', Buffer.from(JSON.stringify(request)))).toMatchObject({ ok: true });
  });

  it('carries the results since the last round, and the digest of all', async () => {
    const { planner } = startedSubmission(world, 3);
    world.executor().runDry();
    planner.round('work', 2);
    world.executor().runDry();
    const [request] = await bodies();
    expect(request).toMatchObject({ round: 3, resultsTotal: 5, nextOrdinal: 5 });
    expect(request.results?.map(({ ordinal }) => ordinal)).toEqual([3, 4]);
    const all = results.page({ assayRow: 1, after: 0, upTo: Number.MAX_SAFE_INTEGER }, 0, 100);
    expect(all.map(({ round }) => round)).toEqual([2, 2, 2, 3, 3]);
    const before = resultsDigestOf(all.slice(0, 3));
    expect(request.resultsDigest).toBe(resultsDigestOf(all.slice(3), before));
  });

  it('says the same again, and after a restart, and once failures that were told are tried again', async () => {
    const { planner, id } = startedSubmission(world, 3);
    world.executor().runDry();
    planner.round('work', 2);
    world.executor().runDry('container-error');
    const [request] = await bodies();
    expect(await bodies()).toEqual([request]);
    expect(await fresh().open()[0].body()).toEqual(request);
    planner.conclude('work', 'failed');
    world.journal({ kind: 'submission.retry', body: { submissionId: id, by: 'ada@example.org' } });
    world.executor().runDry();
    const late = { round: request.round, asked: request.asked, planDigest: 'c'.repeat(64) };
    planner.send({
      assayId: planner.id('work'),
      ...late,
      conclusion: { status: 'failed', reason: 'x', warnings: [] },
    });
    const [again] = await bodies();
    expect(again).toMatchObject({ resultsTotal: 5, results: [{ ordinal: 3 }, { ordinal: 4 }] });
    expect(again.resultsDigest).not.toBe(request.resultsDigest);
    expect(await fresh().open()[0].body()).toEqual(again);
  });

  it('never untells a failure by which a later round was planned: a retry leaves it, and tries the others', async () => {
    const { planner, id, assayId } = startedSubmission(world, 2, { maxCompetitionsFail: 2 });
    world.executor().runDry('container-error');
    planner.round('work', 3);
    const taken = historyOf(2);
    world.executor().runDry('container-error');
    expect(world.submission(id).status).toBe('failed');
    for (let times = 0; times < 2; times++) {
      world.sweep();
      world.journal({ kind: 'submission.retry', body: { submissionId: id, by: 'ada@example.org' } });
      expect(world.competitions(assayId).map(({ status }) => status)).toEqual([
        'failed',
        'failed',
        'pending',
        'pending',
        'pending',
      ]);
      if (times === 0) world.executor().runDry('container-error');
    }
    world.executor().runDry();
    expect(historyOf(2)).toEqual(taken);
    const [third] = await bodies();
    expect(third).toMatchObject({ round: 3, resultsTotal: 5, results: [2, 3, 4].map(completed) });
    expect(third.resultsDigest).toBe(resultsDigestOf(third.results!, resultsDigestOf(taken)));
    world.checkInvariants();
  });

  it('never untells a failure of which the open request speaks, though its run succeeded after all', async () => {
    const { assayId } = startedSubmission(world, 2, { maxCompetitionAttempts: 1 });
    const silent = world.executor({ slots: 2 });
    silent.turn();
    world.rescue(LEASE_MS);
    const [request] = await bodies();
    expect(request.results).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
    silent.endAll();
    silent.turn({ free: 0 });
    expect(world.competitions(assayId).map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(await bodies()).toEqual([request]);
    world.checkInvariants();
  });

  it('takes the environment along in the first round only', async () => {
    const { planner } = startedSubmission(world, 1, { containerEnv: { LARGE: 'x'.repeat(1000) } });
    world.executor().runDry();
    const [second] = await bodies();
    expect([second.round, second.submission.containerEnv]).toEqual([2, {}]);
    planner.conclude('work');
  });

  it('of a late round costs what the first did', async () => {
    const { planner } = startedSubmission(world, 1);
    const executor = world.executor();
    const msOf = async (rounds: number): Promise<number> => {
      let spent = 0;
      for (let round = 0; round < rounds; round++) {
        executor.runDry();
        const began = performance.now();
        await requests.open()[0].body();
        spent += performance.now() - began;
        planner.round('work', 1);
      }
      return spent / rounds;
    };
    await msOf(50);
    const early = await msOf(200);
    await msOf(800);
    expect(await msOf(200)).toBeLessThan(3 * early + 0.3);
  }, 60_000);

  it('leaves results out that would not fit into the message', async () => {
    startedSubmission(world, 4);
    const executor = world.executor();
    executor.turn();
    executor.endAll('succeeded', { value: { text: 'x'.repeat(50_000) } });
    executor.turn();
    const [request] = await bodies();
    expect(request).toMatchObject({ resultsTotal: 4, round: 2 });
    expect(request.results).toBeUndefined();
  });

  it('tells results as of the round that was asked for', () => {
    const { planner } = startedSubmission(world, 3);
    world.executor().runDry();
    planner.round('work', 2);
    world.executor().runDry();
    const asOf = (round: number): number[] =>
      results
        .page({ assayRow: 1, after: 0, upTo: results.watermarkOf(1, round) ?? -1 }, 0, 100)
        .map(({ ordinal }) => ordinal);
    expect([asOf(1), asOf(2), asOf(3), asOf(4)]).toEqual([[], [0, 1, 2], [0, 1, 2, 3, 4], []]);
  });

  it('sends each once, again when the journal was set back, and once more when no answer comes', async () => {
    startedSubmission(world, 3);
    world.executor().runDry();
    const sent: string[] = [];
    const publisher = {
      publish: (_request: OpenPlanRequest, body: PlanRequest, messageId: string): Promise<void> => {
        sent.push(`${body.round} ${messageId.split(':').slice(3).join(':')}`);
        return Promise.resolve();
      },
    };
    const publish = new PublishPlanRequests(requests, publisher, () => world.ms);
    const round = async (): Promise<void> => {
      await publish.round();
      await publish.landed();
    };
    await round();
    await round();
    expect(sent).toHaveLength(1);
    publish.forget();
    await round();
    expect(sent).toHaveLength(2);
    world.ms += 600_000;
    await round();
    expect(sent).toHaveLength(3);
    expect(sent[2]).not.toBe(sent[0]);
  });

  it('does not ask again while the parts of an answer come in, but does when the round is opened anew', async () => {
    const body = createCommand();
    world.journal({ kind: 'submission.create', body });
    const planner = new ScriptedPlanner(world, body.submissionId);
    planner.assays(assayOf(body.submissionId, 'work'));
    const sent: string[] = [];
    const publisher = {
      publish: async (_request: OpenPlanRequest, _body: PlanRequest, messageId: string): Promise<void> =>
        void sent.push(messageId),
    };
    const publish = new PublishPlanRequests(requests, publisher, () => world.ms);
    const round = async (): Promise<void> => {
      await publish.round();
      await publish.landed();
    };
    await round();
    for (const part of [1, 2]) {
      planner.round('work', 2, { round: 1, planDigest: 'd'.repeat(64), parts: 3, part, first: 2 * part - 2 });
      world.ms += 500_000;
      await round();
      await round();
    }
    expect(sent).toHaveLength(1);
    const { row } = world.assay(planner.id('work'));
    world.store.transaction(() => {
      world.store.closePlan(row);
      world.store.touchAssay(row, world.now.wall);
      world.store.openPlanIfClosed(row, 1);
    });
    await round();
    await round();
    expect(new Set(sent).size).toBe(2);
    world.ms += 600_000;
    await round();
    expect(new Set(sent).size).toBe(3);
  });

  it('lets no request wait for the answer to another, and sends again what failed', async () => {
    startedSubmission(world, 3);
    world.executor().runDry();
    const publishing: { assayId?: string; fail: (error: Error) => void; done: () => void }[] = [];
    const publisher = {
      publish: ({ assayId }: OpenPlanRequest): Promise<void> =>
        new Promise((done, fail) => publishing.push({ assayId, done, fail })),
    };
    const publish = new PublishPlanRequests(requests, publisher, () => world.ms);
    let failures = 0;
    publish.afterFailure(() => (failures += 1));
    await publish.round();
    await waitFor(() => publishing.length === 1);
    startedSubmission(world, 3);
    world.executor().runDry();
    await publish.round();
    await waitFor(() => publishing.length === 2);
    expect(publishing[1].assayId).not.toBe(publishing[0].assayId);
    publishing[1].done();
    publishing[0].fail(new Error('no answer from the stream'));
    await publish.landed();
    expect(failures).toBe(1);
    await expect(publish.round()).rejects.toThrow('no answer from the stream');
    await publish.round();
    await waitFor(() => publishing.length === 3);
    expect(publishing[2].assayId).toBe(publishing[0].assayId);
    publishing[2].done();
    await publish.landed();
  });
});
