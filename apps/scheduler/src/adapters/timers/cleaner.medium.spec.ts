// Real: SQLite file and the use cases that fill it. Scripted: planner, executor (../../testing/world), the blob store.
import { startedSubmission, World } from '../../testing/world';
import { Cleaner, KEEP_EPHEMERAL_MS } from './cleaner';

describe('cleaning up after ephemeral inputs', () => {
  let world: World;
  let deleted: string[];
  let forgotten: string[];
  let cleaner: Cleaner;
  beforeEach(() => {
    world = new World();
    deleted = [];
    forgotten = [];
    cleaner = new Cleaner(
      world.store,
      { delete: async (digest) => void deleted.push(digest) },
      {
        wallMs: () => Date.parse(world.now.wall),
        removeConcluded: () => false,
        onForgotten: (digest) => forgotten.push(digest),
      },
    );
  });
  afterEach(() => world.close());
  const inputs = (): unknown[] => world.store.database.prepare('SELECT * FROM inputs ORDER BY row').all();

  it('removes the content 24 hours after the last submission ended; the record stays and is told', async () => {
    const { planner } = startedSubmission(world, 1, { genomeIsEphemeral: true });
    world.ms += 2 * KEEP_EPHEMERAL_MS;
    await cleaner.round();
    expect(deleted).toEqual([]);
    world.executor().runDry();
    planner.conclude('work');
    await cleaner.round();
    expect(deleted).toEqual([]);
    world.ms += KEEP_EPHEMERAL_MS + 1;
    world.store.database.prepare('DELETE FROM marks').run();
    await cleaner.round();
    expect(deleted).toEqual(['a'.repeat(64)]);
    expect(forgotten).toEqual(deleted);
    expect(inputs()).toMatchObject([{ contentGoneAt: world.now.wall }]);
    expect(world.marks('genomes')).toBe(1);
    await cleaner.round();
    expect(deleted).toHaveLength(1);
  });

  it('keeps a blob that another input shares, and every input that is not ephemeral', async () => {
    const ended = startedSubmission(world, 1, { genomeIsEphemeral: true });
    startedSubmission(world, 1, { genomeIsEphemeral: false });
    world.executor().runDry();
    ended.planner.conclude('work');
    world.ms += 2 * KEEP_EPHEMERAL_MS;
    await cleaner.round();
    expect(deleted).toEqual([]);
    expect(inputs()).toMatchObject([{ contentGoneAt: world.now.wall }, { contentGoneAt: null }]);
  });
});
