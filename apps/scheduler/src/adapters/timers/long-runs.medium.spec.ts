// Real: SQLite file and the use cases that grant and settle. Scripted: planner, executor (../../testing/world).
import { startedSubmission, World } from '../../testing/world';
import { LongRuns } from './long-runs';

describe('runs that last', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  const marked = (): number[] =>
    world.store.database
      .prepare(`SELECT first FROM marks WHERE collection = 'competitions' AND first = last ORDER BY first`)
      .pluck()
      .all() as number[];

  it('are told once, when they have lasted a period; others by their end alone', () => {
    const longRuns = new LongRuns(world.store);
    startedSubmission(world, 9);
    const executor = world.executor({ slots: 3 });
    longRuns.round();
    const [short, long] = executor.turn().grants.map(({ competitions: [{ attemptId }] }) => attemptId);
    longRuns.round();
    expect(marked()).toEqual([]);
    executor.end(short, 'succeeded');
    executor.turn();
    longRuns.round();
    expect(marked()).toEqual([1, 2]);
    world.store.database.prepare('DELETE FROM marks').run();
    longRuns.round();
    expect(marked()).toEqual([3]);
    longRuns.round();
    expect(marked()).toEqual([3]);
    executor.end(long, 'succeeded');
    executor.turn();
    expect(world.marks('settled')).toBe(1);
  });

  it('are told once more after a restart', () => {
    startedSubmission(world, 2);
    world.executor({ slots: 2 }).turn();
    world.store.database.prepare('DELETE FROM marks').run();
    world.restart();
    const longRuns = new LongRuns(world.store);
    longRuns.round();
    longRuns.round();
    expect(marked()).toEqual([0, 1]);
  });
});
