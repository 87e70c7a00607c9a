// Real: SQLite files in a temporary directory, all use cases. Scripted: planner, executors and both clocks: wall time
// jumps an hour at a time, the monotonic clock goes on.
import { competitionIdOf } from '#domain';
import { LEASE_MS, TURN } from '../testing/scripted-executor';
import { startedSubmission, World } from '../testing/world';
import { hearAgain } from './start-up';
import { removeConcluded } from './sweep';
import { takeTurns } from './take-turns';

const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 60_000;
/** The first back-off with TURN's jitter: three quarters of a second. */
const BACK_OFF_MS = 750;

describe.each([
  ['an hour forward', HOUR_MS],
  ['an hour back', -HOUR_MS],
])('when somebody sets the clock %s', (_, jump) => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  const states = (assayId: string) => world.attempts(assayId).map(({ state }) => state);
  const statuses = (assayId: string) => world.competitions(assayId).map(({ status }) => status);

  it('no lease lapses, and none lasts longer', () => {
    const { assayId } = startedSubmission(world, 2);
    const executor = world.executor({ slots: 2 });
    executor.turn();
    executor.turn();
    world.wallSetByMs += jump;
    world.rescue(LEASE_MS - 1);
    expect(states(assayId)).toEqual(['running', 'running']);
    world.rescue(1);
    expect(states(assayId)).toEqual(['lost', 'lost']);
  });

  it('nothing is granted twice, and an answer that was lost is sent again as it was', () => {
    const { id, assayId } = startedSubmission(world, 2, { maxCompetitionsActive: 2 });
    const [executor, other] = [world.executor({ slots: 2 }), world.executor({ slots: 2 })];
    const [lost] = takeTurns(world.store, [executor.request()], world.now, TURN).answers;
    if ('error' in lost) throw lost.error;
    world.wallSetByMs += jump;
    expect(other.turn().grants).toEqual([]);
    expect(executor.turn().grants).toEqual(lost.reply.grants);
    expect(states(assayId)).toEqual(['leased', 'leased']);
    expect(world.submission(id).places).toBe(2);
  });

  it('a back-off lasts as long as it was given', () => {
    const { assayId } = startedSubmission(world, 1);
    const executor = world.executor({ slots: 1 });
    executor.turn();
    executor.endAll('system-error');
    executor.turn();
    world.wallSetByMs += jump;
    world.ms += BACK_OFF_MS - 1;
    expect(executor.turn().grants).toEqual([]);
    world.ms += 1;
    expect(executor.turn().grants).toHaveLength(1);
    expect(world.competitions(assayId)[0]).toMatchObject({ attempt: 2, systemErrors: 1 });
  });

  it('a lost attempt keeps its place until its deadline and ten seconds, and then gives it back', () => {
    const { id, assayId } = startedSubmission(world, 2, { maxCompetitionsActive: 1 });
    const [silent, other] = [world.executor({ slots: 1 }), world.executor({ slots: 1 })];
    silent.turn();
    silent.turn();
    world.rescue(LEASE_MS);
    world.wallSetByMs += jump;
    world.rescue(TIMEOUT_MS + 10_000 - LEASE_MS - 1);
    expect(states(assayId)).toEqual(['lost']);
    expect(other.turn().grants).toEqual([]);
    world.wallSetByMs += jump;
    world.rescue(1);
    expect(states(assayId)).toEqual(['abandoned']);
    expect(world.submission(id).places).toBe(0);
    expect(other.turn().grants).toHaveLength(1);
  });

  it('a late report of a lost attempt counts as it did, and a newer attempt supersedes it', () => {
    const { assayId } = startedSubmission(world, 2);
    const [silent, other] = [world.executor({ slots: 2 }), world.executor({ slots: 1 })];
    silent.turn();
    silent.turn();
    world.rescue(LEASE_MS);
    world.wallSetByMs += jump;
    world.ms += BACK_OFF_MS;
    const [newer] = other.turn().grants;
    silent.endAll();
    silent.turn();
    const isNewer = (ordinal: number) =>
      competitionIdOf(assayId, ordinal) === newer.competitions[0].competitionId;
    const expected = [0, 1].map((ordinal) => (isNewer(ordinal) ? 'active' : 'completed'));
    expect(statuses(assayId)).toEqual(expected);
    expect(states(assayId).sort()).toEqual(['leased', 'succeeded', 'superseded']);
  });

  it('versions of documents go on growing', () => {
    const { id, assayId } = startedSubmission(world, 2);
    const executor = world.executor({ slots: 1 });
    const versions = () => [
      world.submission(id).version,
      world.assay(assayId).version,
      world.competitions(assayId)[0].version,
      ...markVersions(world),
    ];
    let highest = 0;
    for (const step of ['hold', 'release', 'run'] as const) {
      world.wallSetByMs += step === 'release' ? -jump : jump;
      if (step === 'run') executor.runDry();
      else {
        const body = { submissionId: id, by: 'ada', held: step === 'hold' };
        world.journal({ kind: 'submission.update', body });
        expect(world.submission(id).version).toBeGreaterThan(highest);
      }
      const now = Math.max(...versions());
      expect(now).toBeGreaterThan(highest);
      highest = now;
    }
    expect(statuses(assayId)).toEqual(['completed', 'completed']);
  });

  it('a start, a reconnect and the cleaner take nothing away that is at work', () => {
    const { id, assayId } = startedSubmission(world, 1);
    const executor = world.executor({ slots: 1 });
    executor.turn();
    executor.turn();
    world.wallSetByMs += jump;
    world.restart(5);
    hearAgain(world.store, world.now, LEASE_MS);
    removeConcluded(world.store, world.now);
    world.rescue(LEASE_MS - 1);
    expect(states(assayId)).toEqual(['running']);
    executor.endAll();
    executor.turn();
    removeConcluded(world.store, world.now);
    expect(world.submission(id)).toMatchObject({ numCompleted: 1, places: 0 });
  });
});

const markVersions = (world: World): number[] =>
  world.store.database.prepare('SELECT version FROM marks').pluck().all() as number[];
