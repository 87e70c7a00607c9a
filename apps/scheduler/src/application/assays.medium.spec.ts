// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { assayOf, createCommand, ScriptedPlanner, World } from '../testing/world';

const MEMO = 'd'.repeat(64);
const FACTS = { numSites: 7, imageChainId: 'sha256:1' };

describe('assays that depend on each other', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  function inspected(remember?: string): ScriptedPlanner {
    const create = createCommand({ maxCompetitionsFail: 0 });
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(
      assayOf(create.submissionId, 'inspection', [], { rememberAs: remember }),
      assayOf(create.submissionId, 'first', ['inspection']),
      assayOf(create.submissionId, 'second', ['first', 'inspection']),
    );
    return planner;
  }
  const status = (planner: ScriptedPlanner) => [
    world.submission(planner.submissionId).status,
    ...['inspection', 'first', 'second'].map((name) => world.assay(planner.id(name)).status),
  ];

  it('start one after the other; the submission completes with the last', () => {
    const planner = inspected();
    expect(status(planner)).toEqual(['pending', 'active', 'blocked', 'blocked']);
    planner.round('inspection', 1);
    const executor = world.executor();
    executor.runDry();
    planner.conclude('inspection', 'completed', FACTS);
    expect(status(planner)).toEqual(['active', 'completed', 'active', 'blocked']);
    expect(world.submission(planner.submissionId).facts).toBe(JSON.stringify(FACTS));
    expect(world.store.database.prepare('SELECT numSites FROM inputs').pluck().get()).toBe(7);
    expect(world.markedResults()).toBe(0);
    expect(world.marks('assayResults')).toBe(1);
    planner.round('first', 2);
    executor.runDry();
    planner.conclude('first');
    planner.round('second', 1);
    executor.runDry();
    planner.conclude('second');
    expect(status(planner)).toEqual(['completed', 'completed', 'completed', 'completed']);
    expect(world.markedResults()).toBe(3);
  });

  it('fail those that depend on a failed one; a failed inspection fails the submission, and a retry inspects again', () => {
    const planner = inspected();
    planner.round('inspection', 1);
    const executor = world.executor();
    executor.runDry('container-error');
    expect(world.submission(planner.submissionId)).toMatchObject({ status: 'pending', numFailures: 0 });
    planner.conclude('inspection', 'failed');
    expect(status(planner)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(world.submission(planner.submissionId).reason).toBe('inspection failed: it could not be');
    expect(world.assay(planner.id('second')).reason).toContain('not started: ');
    world.journal({ kind: 'submission.retry', body: { submissionId: planner.submissionId, by: 'ada' } });
    expect(status(planner)).toEqual(['pending', 'active', 'blocked', 'blocked']);
    executor.runDry();
    planner.conclude('inspection', 'completed', FACTS);
    expect(status(planner)).toEqual(['active', 'completed', 'active', 'blocked']);
  });

  it('run on when another fails, and the submission ends failed when all are terminal', () => {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(assayOf(create.submissionId, 'first'), assayOf(create.submissionId, 'second'));
    planner.conclude('first', 'failed');
    expect(world.submission(create.submissionId).status).toBe('active');
    planner.round('second', 1);
    world.executor().runDry();
    planner.conclude('second');
    expect(world.submission(create.submissionId).status).toBe('failed');
    world.journal({ kind: 'submission.retry', body: { submissionId: create.submissionId, by: 'ada' } });
    expect(world.assay(planner.id('first'))).toMatchObject({ status: 'active', planOpen: 1 });
    expect(world.assay(planner.id('second')).status).toBe('completed');
  });

  it('cancel what they still hold when they conclude', () => {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(assayOf(create.submissionId, 'first'));
    planner.round('first', 5, { wake: 'any' });
    const executor = world.executor({ slots: 3 });
    executor.turn();
    executor.end([...executor.held.keys()][0], 'succeeded');
    executor.turn();
    planner.conclude('first');
    world.sweep();
    expect(world.submission(create.submissionId)).toMatchObject({
      status: 'completed',
      numCompleted: 1,
      numCancelled: 4,
      numActive: 0,
    });
    expect(executor.turn().stop.length).toBeGreaterThan(0);
    executor.turn();
    expect(world.submission(create.submissionId).places).toBe(0);
  });

  it('remember an inspection, and inspect again when the image has changed', () => {
    const first = inspected(MEMO);
    first.round('inspection', 1);
    const executor = world.executor({ slots: 2 });
    executor.runDry();
    first.conclude('inspection', 'completed', FACTS);

    const second = inspected(MEMO);
    expect(status(second)).toEqual(['active', 'completed', 'active', 'blocked']);
    expect(world.submission(second.submissionId).facts).toBe(JSON.stringify(FACTS));
    second.round('first', 4);
    executor.turn();
    const [changed] = executor.held.keys();
    executor.end(changed, 'system-error', { reasonCode: 'image-changed' });
    executor.turn();
    expect(status(second)).toEqual(['pending', 'active', 'blocked', 'blocked']);
    expect(world.submission(second.submissionId)).toMatchObject({
      facts: null,
      numPending: 0,
      numCancelled: 4,
    });
    expect(executor.stopped).toHaveLength(1);
    executor.turn();

    second.round('inspection', 1);
    executor.runDry();
    second.conclude('inspection', 'completed', { ...FACTS, numSites: 8 });
    second.round('first', 4);
    expect(world.competitions(second.id('first')).map(({ status: s, attempt }) => [s, attempt])).toEqual([
      ['pending', 1],
      ['pending', 1],
      ['pending', 0],
      ['pending', 0],
    ]);
    executor.runDry();
    expect(world.submission(second.submissionId)).toMatchObject({ numCompleted: 5, numCancelled: 0 });
    const third = inspected(MEMO);
    expect(world.submission(third.submissionId).facts).toContain('"numSites":8');
  });

  it('take image-changed as a system error when the inspection was their own', () => {
    const planner = inspected(MEMO);
    planner.round('inspection', 1);
    const executor = world.executor({ slots: 1 });
    executor.runDry();
    planner.conclude('inspection', 'completed', FACTS);
    planner.round('first', 1);
    executor.turn();
    executor.endAll('system-error', { reasonCode: 'image-changed' });
    executor.turn();
    expect(world.competitions(planner.id('first'))[0]).toMatchObject({ status: 'pending', systemErrors: 1 });
  });

  describe('that are identical to completed ones', () => {
    const IDENTITY = { first: 'e'.repeat(64), second: 'f'.repeat(64) };

    /** A submission whose inspection has found the facts; what follows may be reused. */
    function known(reuse: boolean, facts: object = FACTS): ScriptedPlanner {
      const create = createCommand({ reuseResults: reuse });
      world.journal({ kind: 'submission.create', body: create });
      const planner = new ScriptedPlanner(world, create.submissionId);
      planner.assays(
        assayOf(create.submissionId, 'inspection'),
        assayOf(create.submissionId, 'first', ['inspection'], { identity: IDENTITY.first, reuse }),
        assayOf(create.submissionId, 'second', ['first'], { identity: IDENTITY.second, reuse }),
      );
      planner.round('inspection', 1);
      world.executor().runDry();
      planner.conclude('inspection', 'completed', facts);
      return planner;
    }
    function measured(...names: string[]): ScriptedPlanner {
      const planner = known(false);
      for (const name of names) {
        planner.round(name, 2);
        world.executor().runDry();
        planner.conclude(name);
      }
      return planner;
    }
    const originOf = (planner: ScriptedPlanner, name: string): unknown =>
      JSON.parse(world.assay(planner.id(name)).reusedFrom ?? 'null');

    it('take over their results at once, run nothing, and say where they were measured', () => {
      const source = measured('first', 'second');
      const results = world.marks('assayResults');
      const clone = known(true);
      expect(status(clone)).toEqual(['completed', 'completed', 'completed', 'completed']);
      expect(world.assay(clone.id('second'))).toMatchObject({
        result: JSON.stringify({ said: 'second' }),
        plannerVersion: world.assay(source.id('second')).plannerVersion,
        nextOrdinal: 0,
        round: 0,
      });
      expect(originOf(clone, 'second')).toEqual({
        submissionId: source.submissionId,
        assayId: source.id('second'),
      });
      expect(world.marks('assayResults')).toBe(results + 3);
      expect(originOf(known(true), 'second')).toMatchObject({ submissionId: source.submissionId });
    });

    it('are measured where nothing has completed yet, and the rest is taken over', () => {
      measured('first');
      const clone = known(true);
      expect(status(clone)).toEqual(['active', 'completed', 'completed', 'active']);
      expect(world.assay(clone.id('second')).planOpen).toBe(1);
    });

    it('are measured when nobody asked for reuse, and when the inspection found other facts', () => {
      measured('first', 'second');
      expect(status(known(false))).toEqual(['active', 'completed', 'active', 'blocked']);
      expect(status(known(true, { ...FACTS, imageChainId: 'sha256:2' }))).toEqual([
        'active',
        'completed',
        'active',
        'blocked',
      ]);
    });

    it('are measured where the other one had failures, or had another time-out in the end', () => {
      const failing = known(false);
      failing.round('first', 2);
      world.executor().runDry('container-error');
      failing.conclude('first');
      expect(status(known(true))).toEqual(['active', 'completed', 'active', 'blocked']);
      const slower = measured('first');
      const body = { submissionId: slower.submissionId, by: 'ada', competitionTimeoutSeconds: 61 };
      world.journal({ kind: 'submission.update', body });
      expect(status(known(true))).toEqual(['active', 'completed', 'active', 'blocked']);
    });

    it('are not looked for in a submission that is to be deleted', () => {
      const source = measured('first', 'second');
      world.journal({ kind: 'submission.delete', body: { submissionId: source.submissionId, by: 'ada' } });
      expect(status(known(true))).toEqual(['active', 'completed', 'active', 'blocked']);
    });

    it('keep what they took over when the submission that measured it is deleted', () => {
      const source = measured('first', 'second');
      const clone = known(true);
      world.journal({ kind: 'submission.delete', body: { submissionId: source.submissionId, by: 'ada' } });
      expect(originOf(known(true), 'first')).toEqual({
        submissionId: source.submissionId,
        assayId: source.id('first'),
      });
      expect(status(clone)[0]).toBe('completed');
    });
  });
});
