// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { LEASE_MS, TURN } from '../testing/scripted-executor';
import { startedSubmission, World } from '../testing/world';
import { hearAgain } from './start-up';
import { takeTurns } from './take-turns';

describe('lost leases', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  const states = (assayId: string) => world.attempts(assayId).map(({ state }) => state);

  it('keeps the place of a lost attempt until its deadline is over', () => {
    const { id, assayId } = startedSubmission(world, 3, { maxCompetitionsActive: 2 });
    const silent = world.executor({ slots: 2 });
    silent.turn();
    silent.turn();
    world.rescue(LEASE_MS);
    expect(states(assayId)).toEqual(['lost', 'lost']);
    expect(world.submission(id)).toMatchObject({ numPending: 3, places: 2 });
    const other = world.executor({ slots: 4 });
    world.ms += 5_000;
    expect(other.turn().grants).toHaveLength(0);
    world.rescue(60_000 + 10_000);
    expect(states(assayId)).toEqual(['abandoned', 'abandoned']);
    expect(world.store.findExecutor(silent.executorId)?.state).toBe('gone');
    expect(other.turn().grants).toHaveLength(2);
    expect(silent.turn().stop).toHaveLength(2);
    expect(world.store.findExecutor(silent.executorId)?.state).toBe('here');
  });

  it('accepts a late report when no newer attempt was granted, and keeps it as superseded otherwise', () => {
    const { id, assayId } = startedSubmission(world, 2, { maxCompetitionsActive: 3 });
    const silent = world.executor({ slots: 2 });
    silent.turn();
    world.rescue(LEASE_MS);
    world.ms += 2_000;
    const other = world.executor({ slots: 1 });
    const [newer] = other.turn().grants;
    silent.endAll();
    silent.turn({ free: 0 });
    expect(states(assayId).sort()).toEqual(['leased', 'succeeded', 'superseded']);
    expect(world.submission(id)).toMatchObject({ numCompleted: 1, numActive: 1, places: 1 });
    expect(newer.competitions[0].attempt).toBe(2);
    other.endAll('container-error');
    other.turn();
    expect(world.submission(id)).toMatchObject({ numCompleted: 1, numFailed: 1, places: 0 });
  });

  it('tells a late holder to stop once a newer attempt was granted, and lets it run until then', () => {
    startedSubmission(world, 1);
    const late = world.executor({ slots: 1 });
    late.turn();
    world.rescue(LEASE_MS);
    expect(late.turn().stop).toHaveLength(0);
    world.ms += 5_000;
    world.executor({ slots: 1 }).turn();
    expect(late.turn({ free: 0 }).stop).toHaveLength(1);
  });

  it('fails a competition whose budget is spent by losses, and lets a late success win', () => {
    const { id, assayId, planner } = startedSubmission(world, 2, { maxCompetitionAttempts: 1 });
    const silent = world.executor({ slots: 1 });
    silent.turn();
    world.rescue(LEASE_MS);
    expect(world.submission(id)).toMatchObject({ numFailed: 1, numFailures: 0 });
    expect(world.competitions(assayId)[0].reason).toContain('fell silent');
    silent.endAll();
    silent.turn({ free: 0 });
    expect(world.submission(id)).toMatchObject({ numFailed: 0, numCompleted: 1 });
    silent.runDry();
    planner.conclude('work');
    expect(world.submission(id).status).toBe('completed');
  });

  it('waits with a stopping submission for lost attempts', () => {
    const { id } = startedSubmission(world, 1);
    world.executor({ slots: 1 }).turn();
    world.rescue(LEASE_MS);
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    expect(world.submission(id)).toMatchObject({ status: 'stopping', places: 1 });
    world.rescue(70_000);
    expect(world.submission(id)).toMatchObject({ status: 'cancelled', places: 0 });
    world.sweep();
    expect(world.submission(id).numCancelled).toBe(1);
  });

  it('gives every lease a full period after a restart or a reconnect', () => {
    const { assayId } = startedSubmission(world, 1);
    const executor = world.executor({ slots: 1 });
    executor.turn();
    executor.turn();
    world.restart(5);
    world.rescue(LEASE_MS - 1);
    hearAgain(world.store, world.now, LEASE_MS);
    world.rescue(LEASE_MS - 1);
    expect(states(assayId)).toEqual(['running']);
    executor.endAll();
    executor.turn();
    expect(states(assayId)).toEqual(['succeeded']);
  });

  it('does not renew a lease by taking a kept-back turn again', () => {
    const { assayId } = startedSubmission(world, 1);
    const executor = world.executor({ slots: 1 });
    executor.turn();
    const parked = executor.request();
    takeTurns(world.store, [parked], world.now, TURN);
    world.ms += LEASE_MS - 1;
    takeTurns(world.store, [parked], world.now, TURN);
    world.rescue(1);
    expect(states(assayId)).toEqual(['lost']);
  });
});
