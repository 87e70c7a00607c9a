// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { startedSubmission, World } from '../testing/world';
import { KEPT_AFTER_CONCLUSION_MS, removeConcluded, sweepCancelled } from './sweep';

describe('sweeping', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  it('cancels what is left in chunks, and tells the documents at the end', () => {
    const { id } = startedSubmission(world, 1200);
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    const before = world.submission(id).version;
    world.store.database.prepare('DELETE FROM marks').run();
    expect(sweepCancelled(world.store, world.now).more).toBe(true);
    expect(world.submission(id)).toMatchObject({ status: 'cancelled', numCancelled: 500, version: before });
    world.sweep();
    expect(world.submission(id)).toMatchObject({ numCancelled: 1200, numPending: 0 });
    expect(world.submission(id).version).toBeGreaterThan(before);
    expect(world.marks('competitions')).toBe(3);
  });

  it('tells what it cancelled and nothing else, where others are in between', () => {
    const { id } = startedSubmission(world, 20);
    const executor = world.executor({ slots: 10 });
    executor.turn();
    const held = [...executor.held.values()].map(({ args }) => Number(args[0]));
    for (const { attemptId, args } of [...executor.held.values()])
      if (Number(args[0]) % 2 === 0) executor.end(attemptId, 'interrupted');
    executor.turn({ free: 0 });
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    world.store.database.prepare('DELETE FROM marks').run();
    world.sweep();
    expect(world.submission(id)).toMatchObject({ numCancelled: 20, numPending: 0, numActive: 0 });
    const marked = world.store.database
      .prepare("SELECT sum(last - first + 1) FROM marks WHERE collection = 'competitions'")
      .pluck()
      .get();
    expect(held).toHaveLength(10);
    expect(marked).toBe(20);
  });

  it('takes a submission away thirty days after its end, once all of it was published and confirmed', () => {
    const { id, planner } = startedSubmission(world, 600);
    world.executor({ slots: 100 }).runDry();
    planner.conclude('work');
    const remove = () => {
      while (removeConcluded(world.store, world.now).more);
    };
    world.ms += KEPT_AFTER_CONCLUSION_MS + 1;
    remove();
    expect(world.submission(id)).toBeDefined();
    world.store.database.prepare('DELETE FROM marks').run();
    remove();
    expect(world.submission(id)).toBeUndefined();
    const left = (table: string) =>
      world.store.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(
      ['assays', 'competitions', 'attempts', 'planRounds', 'planParts', 'dependencies'].map(left),
    ).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('forgets tombstones that no create can meet any more', () => {
    const body = { submissionId: '0b8f6c1e-8f0e-4a57-9c55-6d6f0b9f3a11', by: 'ada' };
    world.journal({ kind: 'submission.cancel', body });
    world.ms += 3 * 3_600_000;
    removeConcluded(world.store, world.now);
    expect(world.store.findTombstone(body.submissionId)).toBeUndefined();
  });
});
