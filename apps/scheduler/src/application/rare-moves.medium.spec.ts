// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { ATTEMPT_OUTCOMES } from '#domain';
import { LEASE_MS } from '../testing/scripted-executor';
import { assayOf, createCommand, ScriptedPlanner, startedSubmission, World } from '../testing/world';

const MEMO = 'e'.repeat(64);
const FACTS = { numSites: 7, imageChainId: 'sha256:1' };

describe('moves that are seldom made', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });
  const made = () => world.moves().map(({ machine, from, to }) => `${machine}: ${from} -> ${to}`);

  function planned(rememberAs?: string): ScriptedPlanner {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(
      assayOf(create.submissionId, 'inspection', [], { rememberAs }),
      assayOf(create.submissionId, 'first', ['inspection']),
    );
    return planner;
  }

  it('a pending submission is cancelled with what is blocked in it', () => {
    const planner = planned();
    planner.round('inspection', 1);
    const executor = world.executor();
    executor.turn();
    world.journal({ kind: 'submission.cancel', body: { submissionId: planner.submissionId, by: 'ada' } });
    expect(made()).toEqual(
      expect.arrayContaining([
        'submissions: pending -> stopping',
        'assays: active -> cancelled',
        'assays: blocked -> cancelled',
      ]),
    );
    executor.turn();
    executor.turn();
    expect(world.submission(planner.submissionId).status).toBe('cancelled');
  });

  it('a run ends in every way, leased or running', () => {
    for (const named of [false, true]) {
      for (const outcome of ATTEMPT_OUTCOMES) {
        startedSubmission(world, 1);
        const executor = world.executor({ slots: 1 });
        executor.turn();
        if (named) executor.turn();
        executor.endAll(outcome);
        executor.turn({ free: 0 });
        expect(made()).toContain(`attempts: ${named ? 'running' : 'leased'} -> ${outcome}`);
        world.journal({
          kind: 'submission.cancel',
          body: {
            submissionId: world.store.database
              .prepare('SELECT submissionId FROM submissions ORDER BY row DESC LIMIT 1')
              .pluck()
              .get() as string,
            by: 'ada',
          },
        });
      }
    }
  });

  it('a failed competition starts over with its assay when the image has changed', () => {
    const first = planned(MEMO);
    first.round('inspection', 1);
    const executor = world.executor({ slots: 2 });
    executor.runDry();
    first.conclude('inspection', 'completed', FACTS);
    const second = planned(MEMO);
    second.round('first', 2);
    executor.turn();
    const [one, two] = executor.held.keys();
    executor.end(one, 'container-error');
    executor.end(two, 'system-error', { reasonCode: 'image-changed' });
    executor.turn();
    expect(made()).toContain('competitions: failed -> cancelled');
    expect(world.submission(second.submissionId)).toMatchObject({
      status: 'pending',
      numFailures: 0,
      places: 0,
    });
  });

  it('an executor falls silent while draining, and speaks again while draining', () => {
    startedSubmission(world, 1);
    const [busy, idle] = [world.executor({ slots: 1 }), world.executor({ slots: 0, free: 0 })];
    busy.turn();
    busy.turn({ draining: true });
    idle.turn();
    world.rescue(LEASE_MS);
    busy.turn({ draining: true });
    idle.turn({ draining: true });
    expect(made()).toEqual(
      expect.arrayContaining([
        'executors: draining -> silent',
        'executors: silent -> draining',
        'executors: gone -> draining',
      ]),
    );
  });
});
