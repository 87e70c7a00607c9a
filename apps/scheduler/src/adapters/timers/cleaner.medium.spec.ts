// Real: SQLite file and the use cases that fill it. Scripted: planner, executor (../../testing/world), the blob store.
import { randomUUID } from 'node:crypto';
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

  const content = { genomeId: randomUUID(), digest: 'b'.repeat(64), size: 5 };
  const upload = (isEphemeral: boolean): unknown =>
    world.journal({
      kind: 'genome.create',
      body: { ...content, isEphemeral, userEmail: 'ada@example.org', knockemRunmode: 'testing' },
    });

  it('leaves an ephemeral input that somebody has asked to keep since', async () => {
    upload(true);
    upload(false);
    upload(true);
    world.ms += KEEP_EPHEMERAL_MS + 1;
    await cleaner.round();
    expect(deleted).toEqual([]);
    expect(inputs()).toMatchObject([{ isEphemeral: 0, contentGoneAt: null }]);
  });

  it('lets content that had gone come again, for another 24 hours', async () => {
    upload(true);
    world.ms += KEEP_EPHEMERAL_MS + 1;
    await cleaner.round();
    expect(deleted).toHaveLength(1);
    upload(true);
    await cleaner.round();
    expect(deleted).toHaveLength(1);
    expect(inputs()).toMatchObject([{ isEphemeral: 1, contentGoneAt: null, deletedAt: null }]);
    world.ms += KEEP_EPHEMERAL_MS + 1;
    await cleaner.round();
    expect(deleted).toHaveLength(2);
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
