// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { randomUUID } from 'node:crypto';
import { assayOf, createCommand, ScriptedPlanner, startedSubmission, World } from '../testing/world';

describe('the journal', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  it('takes a submission in, once, with its input, its mark and an open plan request', () => {
    const create = createCommand();
    const first = world.journal({ kind: 'submission.create', body: create });
    expect([...first.effects.plans.values()]).toEqual([{ submissionId: create.submissionId }]);
    expect(world.submission(create.submissionId)).toMatchObject({ status: 'pending', planOpen: 1 });
    expect(world.marks('submissions')).toBe(1);
    expect(world.marks('genomes')).toBe(1);

    expect(world.journal({ kind: 'submission.create', body: create }).refusal).toBeUndefined();
    const other = world.journal({ kind: 'submission.create', body: { ...create, seed: 2 } });
    expect(other.refusal).toMatchObject({ reason: 'duplicate' });
    expect(world.store.readJournalPosition().sequence).toBe(3);
  });

  it('stops before an entry that is refused, with the position of the one before', () => {
    const create = createCommand();
    const result = world.journal(
      { kind: 'submission.create', body: create },
      { kind: 'submission.retry', body: { submissionId: create.submissionId, by: 'ada' } },
      { kind: 'pass' },
    );
    expect(result).toMatchObject({ applied: 1, refusal: { sequence: 2, reason: 'conflict' } });
    expect(world.store.readJournalPosition().sequence).toBe(3);
  });

  it('passes what it has applied already', () => {
    const { id, assayId } = startedSubmission(world, 3);
    world.sequence = 0;
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } }, { kind: 'pass' });
    expect(world.submission(id).status).toBe('active');
    expect(world.assay(assayId).numPending).toBe(3);
    expect(world.store.readJournalPosition().sequence).toBe(3);
    world.sequence = 3;
  });

  it('makes a dead letter of what meets a defect, with nothing of it applied, and goes on', () => {
    const { id } = startedSubmission(world, 1);
    const broken = createCommand({ resources: undefined as never });
    const result = world.journal(
      { kind: 'submission.create', body: broken },
      { kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } },
    );
    expect(result.refusal).toMatchObject({ reason: 'internal' });
    expect(world.submission(broken.submissionId)).toBeUndefined();
    expect(world.marks('genomes')).toBe(1);
    expect(world.submission(id).status).toBe('cancelled');
  });

  it('refuses a plan that names an assay of another submission', () => {
    const { assayId } = startedSubmission(world, 1);
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    const stolen = planner.assays({ ...assayOf(create.submissionId, 'work'), assayId });
    expect(stolen.refusal).toMatchObject({ reason: 'plan-assays' });
    const loose = planner.assays(assayOf(create.submissionId, 'work', ['nobody']));
    expect(loose.refusal).toMatchObject({ reason: 'plan-assays' });
    expect(world.submission(create.submissionId).planOpen).toBe(1);
  });

  it('keeps a cancel that overtook its create for an hour', () => {
    const [early, late] = [createCommand(), createCommand()];
    for (const { submissionId } of [early, late]) {
      world.journal({ kind: 'submission.cancel', body: { submissionId, by: 'ada', reason: 'a mistake' } });
    }
    world.ms += 3_000_000;
    world.journal({ kind: 'submission.create', body: early });
    world.ms += 700_000;
    world.journal({ kind: 'submission.create', body: late });
    expect(world.submission(early.submissionId)).toMatchObject({
      status: 'cancelled',
      reason: 'cancelled by ada: a mistake',
    });
    expect(world.submission(late.submissionId).status).toBe('pending');
  });

  it('fails a submission that cannot be planned, and asks again on retry', () => {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.refuse('no such assay here');
    expect(world.submission(create.submissionId)).toMatchObject({
      status: 'failed',
      reason: 'no such assay here',
      planOpen: 0,
    });
    world.journal({ kind: 'submission.retry', body: { submissionId: create.submissionId, by: 'ada' } });
    expect(world.submission(create.submissionId)).toMatchObject({ status: 'pending', planOpen: 1 });
  });

  it('takes plan parts in any order, each once, and counts `all` only when every part is in', () => {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(assayOf(create.submissionId, 'work'));
    const assay = () => world.assay(planner.id('work'));
    expect(assay()).toMatchObject({ status: 'active', planOpen: 1, round: 0 });

    planner.round('work', 2, { part: 2, parts: 3, first: 2 });
    const executor = world.executor();
    expect(executor.turn().grants).toHaveLength(2);
    executor.endAll();
    executor.turn();
    expect(assay()).toMatchObject({ round: 1, planOpen: 1, partsTaken: 1, numCompleted: 2 });

    planner.round('work', 2, { part: 2, parts: 3, first: 2 });
    planner.round('work', 1, { part: 3, parts: 3, first: 4 });
    planner.round('work', 2, { part: 1, parts: 3, first: 0 });
    expect(assay()).toMatchObject({ partsTaken: 3, planOpen: 0, nextOrdinal: 5, numPending: 3 });
    executor.runDry();
    expect(assay()).toMatchObject({ planOpen: 1, round: 1, numCompleted: 5 });
  });

  it('lets the first digest of a round win and passes repetitions of old rounds', () => {
    const { planner, assayId } = startedSubmission(world, 2);
    const other = planner.send({
      assayId,
      round: 1,
      planDigest: 'f'.repeat(64),
      competitions: [],
      wake: 'all',
    });
    expect(other.refusal).toMatchObject({ reason: 'plan-digest' });
    const early = planner.round('work', 1, { round: 3 });
    expect(early.refusal).toMatchObject({ reason: 'plan-round' });
    world.executor().runDry();
    expect(planner.round('work', 1).refusal).toBeUndefined();
    expect(world.assay(assayId)).toMatchObject({ round: 2, nextOrdinal: 3 });
    const again = planner.send({ assayId, round: 0, competitions: [] });
    expect(again.refusal).toBeUndefined();
  });

  it('wakes the planner at any settlement when it asked for that, and withdraws what it names', () => {
    const { planner, assayId } = startedSubmission(world, 0);
    void planner;
    expect(world.assay(assayId).status).toBe('failed');

    const second = startedSubmission(world, 1);
    const executor = world.executor({ slots: 3 });
    executor.runDry();
    second.planner.round('work', 4, { wake: 'any' });
    executor.turn();
    const [one, two] = [...executor.held.keys()];
    executor.end(one, 'succeeded');
    executor.turn();
    expect(world.assay(second.assayId)).toMatchObject({ planOpen: 1, round: 2 });
    executor.end(two, 'succeeded');
    executor.turn();
    second.planner.round('work', 0, { wake: 'any', withdraw: [3, 4] });
    // One settled after the request was opened: the next is due at once.
    expect(world.assay(second.assayId)).toMatchObject({ planOpen: 1, round: 3, numCancelled: 2 });
    expect(executor.turn().stop).toHaveLength(2);
    executor.turn();
    expect(world.submission(second.id).places).toBe(0);
    second.planner.conclude('work');
    expect(world.submission(second.id).status).toBe('completed');
  });

  it('keeps limits: a lower cap stops nothing, a lower failure limit stops all, hold pauses', () => {
    const { id, assayId } = startedSubmission(world, 10);
    const executor = world.executor({ slots: 4 });
    executor.turn();
    const update = (changes: object) =>
      world.journal({ kind: 'submission.update', body: { submissionId: id, by: 'ada', ...changes } });
    update({ maxCompetitionsActive: 2 });
    expect(executor.turn().stop).toHaveLength(0);
    const [first] = executor.held.keys();
    executor.end(first, 'container-error');
    expect(executor.turn().grants).toHaveLength(0);
    update({ maxCompetitionsActive: 100, held: true });
    expect(executor.turn().grants).toHaveLength(0);
    const { version } = world.submission(id);
    expect(update({ held: false, ifVersion: version - 1 }).refusal).toMatchObject({ reason: 'conflict' });
    update({ held: false, ifVersion: version, competitionTimeoutSeconds: 7 });
    expect(executor.turn().grants).toMatchObject([{ timeoutSeconds: 7 }]);
    update({ maxCompetitionsFail: 0 });
    expect(world.submission(id)).toMatchObject({ status: 'stopping', stoppingTo: 'failed' });
    expect(world.submission(id).reason).toContain(
      'more than the 0 allowed; the first: it was container-error',
    );
    executor.turn();
    executor.turn();
    world.sweep();
    expect(world.submission(id)).toMatchObject({ status: 'failed', numPending: 0, numActive: 0, places: 0 });
    expect(update({ held: true }).refusal).toMatchObject({ reason: 'conflict' });
    expect(world.assay(assayId)).toMatchObject({ status: 'cancelled', stopped: 1 });
  });

  it('refuses to delete an input in use, and deletes it afterwards', () => {
    const { id } = startedSubmission(world, 1);
    const genomeId = world.store.database.prepare('SELECT inputId FROM inputs').pluck().get() as string;
    const remove = () => world.journal({ kind: 'genome.delete', body: { genomeId, by: 'ada' } });
    expect(remove().refusal?.problems[0]).toContain(id);
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    expect(world.submission(id).status).toBe('cancelled');
    expect(remove().refusal).toBeUndefined();
    expect(world.store.database.prepare('SELECT deletedAt FROM inputs').pluck().get()).not.toBeNull();
    expect(remove().refusal).toBeUndefined();
  });

  it('goes on above every version after the stream was set back', () => {
    const { id, planner } = startedSubmission(world, 1);
    const before = world.submission(id).version;
    world.store.transaction(() => world.store.beginEpoch({ sequence: 0, streamCreated: 'later' }));
    world.restart();
    world.executor().runDry();
    planner.conclude('work');
    expect(world.submission(id).version).toBeGreaterThan(before + 2 ** 39);
    expect(world.store.epoch()).toBe(2);
  });

  it('passes plans and commands for what is not known', () => {
    const planner = new ScriptedPlanner(world, randomUUID());
    expect(planner.refuse('x').refusal).toMatchObject({ reason: 'not-found' });
    const body = { submissionId: randomUUID(), by: 'ada' };
    expect(world.journal({ kind: 'submission.update', body }).refusal).toMatchObject({ reason: 'not-found' });
    expect(world.journal({ kind: 'submission.retry', body }).refusal).toMatchObject({ reason: 'not-found' });
  });
});
