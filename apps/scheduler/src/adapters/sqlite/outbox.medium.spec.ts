// Real: SQLite file, use cases that write the marks. Scripted: planner, executor (../../testing/world), the recorder's answers.
import type { RecorderPosition } from '#contracts';
import { startedSubmission, World } from '../../testing/world';
import { Confirmer } from '../timers/confirmer';
import type { Mark } from '../../application/marks';
import { SqliteOutbox } from './outbox';

describe('the outbox', () => {
  let world: World;
  let outbox: SqliteOutbox;
  beforeEach(() => {
    world = new World();
    outbox = new SqliteOutbox(world.store.database, () => world.ms);
  });
  afterEach(() => world.close());

  const unpublished = (): readonly Mark[] => outbox.unpublished(100).marks;
  const publishAll = (sequence: number): void => {
    for (let marks = unpublished(); marks.length > 0; marks = unpublished())
      outbox.published(marks, sequence);
  };

  it('holds one mark for a planned chunk, and marks in the order of their versions', () => {
    startedSubmission(world, 300);
    const marks = unpublished();
    expect(marks.filter(({ collection }) => collection === 'competitions')).toMatchObject([
      { first: 0, last: 299 },
    ]);
    const versions = marks.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('leaves a mark that has changed since it was read', () => {
    const { id } = startedSubmission(world, 1);
    const before = unpublished();
    world.journal({ kind: 'submission.update', body: { submissionId: id, by: 'ada', held: true } });
    outbox.published(before, 7);
    expect(unpublished()).toMatchObject([{ collection: 'submissions' }]);
    outbox.drop(before);
    expect(unpublished()).toHaveLength(1);
  });

  it('gives what was not confirmed again, and only that', () => {
    startedSubmission(world, 3);
    publishAll(5);
    startedSubmission(world, 3);
    const second = unpublished().length;
    publishAll(9);
    expect(outbox.unpublishAfter(5)).toBe(second);
    expect(unpublished()).toHaveLength(second);
    expect(outbox.highestPublished()).toBe(5);
  });

  it('deletes marks ten minutes after the recorder has passed them, never before', async () => {
    let position: RecorderPosition = { streamSequence: 4, streamCreated: 'then' };
    outbox.setRecordsPosition(0, 'then');
    const confirmer = new Confirmer(
      outbox,
      () => Promise.resolve(position),
      () => world.ms,
    );
    startedSubmission(world, 3);
    publishAll(5);
    const all = outbox.count().unconfirmed;
    world.ms += 600_001;
    await confirmer.round();
    expect(outbox.count().unconfirmed).toBe(all);
    position = { streamSequence: 5, streamCreated: 'another stream' };
    await confirmer.round();
    expect(outbox.count().unconfirmed).toBe(all);
    position = { streamSequence: 5, streamCreated: 'then' };
    await confirmer.round();
    expect(outbox.count()).toEqual({ unpublished: 0, unconfirmed: 0 });
    expect(outbox.recordsPosition()).toEqual({ sequence: 5, created: 'then' });
  });

  it('starts the ten minutes anew after a restart', async () => {
    startedSubmission(world, 3);
    publishAll(5);
    world.restart(50);
    outbox = new SqliteOutbox(world.store.database, () => world.ms);
    outbox.renewPublishedTimes();
    expect(outbox.deleteConfirmed(5, world.ms - 1)).toBe(0);
    expect(outbox.deleteConfirmed(5, world.ms)).toBeGreaterThan(0);
  });

  it('keeps one mark for all that was settled in an assay, whatever the number of transactions and publications', () => {
    startedSubmission(world, 40);
    publishAll(1);
    const executor = world.executor({ slots: 4 });
    executor.turn();
    const settleFour = (): void => {
      executor.endAll();
      executor.turn();
    };
    settleFour();
    settleFour();
    expect(world.marks('settled')).toBe(2);
    expect(unpublished()).toMatchObject([{ collection: 'settled' }]);
    publishAll(7);
    expect(world.marks('settled')).toBe(1);
    settleFour();
    const [third] = unpublished();
    publishAll(9);
    expect(world.marks('settled')).toBe(1);
    expect(outbox.highestPublished()).toBe(9);
    outbox.unpublishAfter(8);
    const [all] = unpublished();
    expect(all.first).toBeLessThan(third.first);
    expect(all.last).toBe(third.last);
  });

  it('never takes a lower sequence for what was published under a higher one: a stream set back is noticed by it', () => {
    startedSubmission(world, 8);
    publishAll(1);
    const executor = world.executor({ slots: 4 });
    const settle = (): void => {
      executor.turn();
      executor.endAll();
      executor.turn();
    };
    settle();
    publishAll(980);
    settle();
    publishAll(901);
    expect(outbox.highestPublished()).toBe(980);
    expect(world.marks('settled')).toBe(2);
    outbox.unpublishAfter(905);
    expect(unpublished()).toMatchObject([{ collection: 'settled' }]);
  });

  it('keeps the database flushing every commit of the others', () => {
    startedSubmission(world, 3);
    publishAll(5);
    expect(world.store.database.pragma('synchronous', { simple: true })).toBe(2);
  });
});
