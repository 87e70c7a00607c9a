// Real: SQLite file and the use cases that fill it. Scripted: planner, executor (../testing/world), the blob store.
import { DocumentRenderer } from '../adapters/documents/document-renderer';
import { SqliteOutbox } from '../adapters/sqlite/outbox';
import { DocumentRows } from '../adapters/sqlite/reading/document-rows';
import { UsersUsage } from '../adapters/sqlite/reading/users-usage';
import { Eraser } from '../adapters/timers/eraser';
import { createCommand, startedSubmission, World } from '../testing/world';
import type { JournalApplied } from './apply-journal-batch';

const STAMP = { knockemVersion: '0', knockemRevision: 'r', knockemRunmode: 'testing' } as const;

let world: World;
let deleted: string[];
let eraser: Eraser;
beforeEach(() => {
  world = new World();
  deleted = [];
  const blobs = { delete: async (digest: string): Promise<void> => void deleted.push(digest) };
  eraser = new Eraser(world.store, blobs, {
    wallMs: () => Date.parse(world.now.wall),
    onErased: () => undefined,
  });
});
afterEach(() => world.close());

const remove = (submissionId: string): JournalApplied['refusal'] =>
  world.journal({ kind: 'submission.delete', body: { submissionId, by: 'ada' } }).refusal;
const count = (table: string): number =>
  world.store.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const ended = (
  competitions: number,
  outcome: 'succeeded' | 'container-error' = 'succeeded',
  more: Parameters<typeof startedSubmission>[2] = {},
): { id: string } => {
  const { id, planner } = startedSubmission(world, competitions, more);
  world.executor().runDry(outcome);
  planner.conclude('work');
  return { id };
};
/** What the relay would publish now. */
const published = (): { collection: string; documents: readonly unknown[] }[] => {
  const outbox = new SqliteOutbox(world.store.database, () => 0);
  const renderer = new DocumentRenderer(new DocumentRows(world.store.database), STAMP);
  return outbox.unpublished(1000).marks.flatMap((mark) => [...renderer.render(mark)]);
};

it('makes a submission unknown at once, tells the records, and nothing else of it goes out any more', () => {
  const { id } = ended(3);
  expect(remove(id)).toBeUndefined();
  expect(world.store.findSubmission(id)).toBeUndefined();
  const [row] = world.store.database.prepare('SELECT version FROM deletions').all() as { version: number }[];
  const told = published().filter(({ collection }) => collection !== 'genomes');
  expect(told).toEqual([
    {
      collection: 'submissions',
      submissionId: id,
      documents: [{ id, version: row.version, deletedAt: world.now.wall }],
    },
  ]);
  expect(remove(id)).toBeUndefined();
  expect(count('deletions')).toBe(1);
});

it('refuses a live one, and one whose containers may still run', () => {
  const { id } = startedSubmission(world, 2);
  expect(remove(id)).toMatchObject({ reason: 'conflict', problems: [expect.stringContaining('cancel it')] });
  const executor = world.executor();
  executor.turn();
  world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
  expect(remove(id)?.problems[0]).toContain('is stopping');
  executor.turn();
  executor.turn();
  world.sweep();
  expect(remove(id)).toBeUndefined();
});

it('tells the records of one whose rows have left, and gives its id to nobody', () => {
  const create = createCommand();
  expect(remove(create.submissionId)).toBeUndefined();
  expect(published()).toMatchObject([{ documents: [{ id: create.submissionId }] }]);
  const again = world.journal({ kind: 'submission.create', body: create });
  expect(again.refusal).toMatchObject({ reason: 'duplicate' });
  const retry = world.journal({
    kind: 'submission.retry',
    body: { submissionId: create.submissionId, by: 'ada' },
  });
  expect(retry.refusal).toMatchObject({ reason: 'not-found' });
});

it('erases rows and blobs that nobody else uses, and forgets the deletion when it is confirmed', async () => {
  const [own, shared] = ['1'.repeat(64), '2'.repeat(64)];
  const { id } = ended(3, 'succeeded');
  const other = ended(2);
  const logs = world.store.database.prepare(
    'UPDATE attempts SET logDigest = ? WHERE ordinal = ? AND assayRow IN (SELECT a.row FROM assays a JOIN submissions s ON s.row = a.submissionRow WHERE s.submissionId = ?)',
  );
  logs.run(own, 0, id);
  logs.run(shared, 1, id);
  logs.run(shared, 1, other.id);
  remove(id);
  await eraser.round();
  expect(deleted).toEqual([own]);
  expect(count('submissions')).toBe(1);
  expect(count('competitions')).toBe(2);
  expect(count('deletions')).toBe(1);
  world.restart();
  expect(published().filter(({ documents }) => JSON.stringify(documents).includes('deletedAt'))).toHaveLength(
    1,
  );
  world.store.database.prepare('DELETE FROM marks').run();
  await new Eraser(
    world.store,
    { delete: async () => undefined },
    { wallMs: () => 0, onErased: () => undefined },
  ).round();
  expect(count('deletions')).toBe(0);
});

it("erases a deleted genome's content after a minute, unless another has the same", async () => {
  const genome = (genomeId: string, userEmail: string): void => {
    const content = {
      digest: 'c'.repeat(64),
      size: 5,
      isEphemeral: false,
      knockemRunmode: 'testing',
    } as const;
    world.journal({ kind: 'genome.create', body: { genomeId, userEmail, ...content } });
  };
  const [hers, his] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  genome(hers, 'ada@example.org');
  genome(his, 'bob@example.org');
  const usage = new UsersUsage(world.store.database);
  expect(usage.of('ada@example.org')).toEqual({ submissions: 0, competitions: 0, genomeBytes: 5 });
  world.journal({ kind: 'genome.delete', body: { genomeId: hers, by: 'ada' } });
  expect(usage.of('ada@example.org').genomeBytes).toBe(0);
  world.ms += 120_000;
  await eraser.round();
  expect(deleted).toEqual([]);
  world.journal({ kind: 'genome.delete', body: { genomeId: his, by: 'bob' } });
  await eraser.round();
  expect(deleted).toEqual([]);
  world.ms += 120_000;
  await eraser.round();
  await eraser.round();
  expect(deleted).toEqual(['c'.repeat(64)]);
});

it('counts what a user has now', () => {
  const usage = new UsersUsage(world.store.database);
  const { id } = startedSubmission(world, 5);
  const { userEmail } = JSON.parse(world.submission(id).createCommand) as { userEmail: string };
  expect(usage.of(userEmail)).toMatchObject({ submissions: 1, competitions: 5 });
  expect(usage.of('nobody@example.org')).toEqual({ submissions: 0, competitions: 0, genomeBytes: 0 });
  world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
  world.sweep();
  expect(usage.of(userEmail)).toMatchObject({ submissions: 0, competitions: 0 });
});
