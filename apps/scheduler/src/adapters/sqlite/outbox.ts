import type { Mark, Outbox } from '../../application/marks';
import type { SchedulerDatabase } from './open-database';

const KEY = 'collection = @collection AND owner = @owner AND first = @first AND last = @last';

/**
 * Versions that one published mark of settled competitions spans at most: some 40,000 of them, which a stream that was
 * set back gets once more, and at 2,500 a second a quarter of a minute that its deletion waits longer.
 */
const SETTLED_SPAN = 2 ** 17;

/** Marks deleted in one transaction: below 10 ms. */
const DELETED_AT_A_TIME = 2000;

/** The table of marks, from the relay's side. Use cases write marks; who moves them on is here. */
export class SqliteOutbox implements Outbox {
  constructor(
    private readonly database: SchedulerDatabase,
    private readonly nowMs: () => number,
  ) {}

  private readonly selectUnpublished = this.database.prepare<[number], Mark>(
    `SELECT collection, owner, first, last, version FROM marks
     WHERE publishedSequence IS NULL ORDER BY version LIMIT ?`,
  );
  private readonly setPublishedIfUnchanged = this.database.prepare(
    `UPDATE marks SET publishedSequence = @sequence, publishedMs = @nowMs WHERE ${KEY} AND version = @version`,
  );
  private readonly deleteIfUnchanged = this.database.prepare(
    `DELETE FROM marks WHERE ${KEY} AND version = @version`,
  );
  private readonly selectSettledBefore = this.database.prepare<object, { first: number }>(
    `SELECT first FROM marks WHERE collection = 'settled' AND owner = @owner AND first BETWEEN @from AND @first - 1
       AND publishedSequence <= @sequence ORDER BY first LIMIT 1`,
  );
  private readonly deletePublishedSettled = this.database.prepare(
    `DELETE FROM marks WHERE collection = 'settled' AND owner = @owner AND first >= @first AND last <= @last
       AND publishedSequence <= @sequence`,
  );
  private readonly deleteSettled = this.database.prepare(
    `DELETE FROM marks WHERE collection = 'settled' AND owner = @owner AND first >= @first AND last <= @last`,
  );
  private readonly insertPublishedSettled = this.database.prepare(
    `INSERT OR REPLACE INTO marks (collection, owner, first, last, version, publishedSequence, publishedMs)
     VALUES ('settled', @owner, @first, @last, @version, @sequence, @nowMs)`,
  );
  private readonly deletePublishedBefore = this.database.prepare(
    `DELETE FROM marks WHERE (collection, owner, first, last) IN
       (SELECT collection, owner, first, last FROM marks
        WHERE publishedSequence IS NOT NULL AND publishedSequence <= @position AND publishedMs <= @beforeMs
        LIMIT ${DELETED_AT_A_TIME})`,
  );

  /** Of what was settled in an assay one mark, whatever the number of transactions: it spans their versions. */
  unpublished(limit: number): { readonly marks: readonly Mark[]; readonly more: boolean } {
    const rows = this.selectUnpublished.all(limit);
    const settled = new Map<number, { -readonly [Key in keyof Mark]: Mark[Key] }>();
    const marks = rows.filter((mark) => {
      if (mark.collection !== 'settled') return true;
      const earlier = settled.get(mark.owner);
      if (earlier) [earlier.last, earlier.version] = [mark.last, mark.version];
      else settled.set(mark.owner, mark);
      return !earlier;
    });
    return { marks, more: rows.length === limit };
  }

  published(marks: readonly Mark[], sequence: number): void {
    const nowMs = this.nowMs();
    this.all(marks, (mark) =>
      mark.collection === 'settled'
        ? this.setSettledPublished(mark, sequence, nowMs)
        : this.setPublishedIfUnchanged.run({ ...mark, sequence, nowMs }),
    );
  }

  drop(marks: readonly Mark[]): void {
    this.all(marks, (mark) =>
      mark.collection === 'settled' ? this.deleteSettled.run(mark) : this.deleteIfUnchanged.run(mark),
    );
  }

  /**
   * One row for what was one in `unpublished`, and for what was published before it, up to a span: there are few then. What
   * has a later sequence stays: of a stream that was set back it is not there any more, and is published again.
   */
  private setSettledPublished(mark: Mark, sequence: number, nowMs: number): void {
    if (this.deleteSettled.run(mark).changes === 0) return;
    const before = this.selectSettledBefore.get({ ...mark, sequence, from: mark.last - SETTLED_SPAN });
    const first = before?.first ?? mark.first;
    if (before) this.deletePublishedSettled.run({ ...mark, sequence, first });
    this.insertPublishedSettled.run({ ...mark, first, sequence, nowMs });
  }

  /** Marks that the record store has confirmed, once they are old enough. Returns how many went. */
  deleteConfirmed(position: number, publishedBeforeMs: number): number {
    const parameters = { position, beforeMs: publishedBeforeMs };
    return this.withoutSync(() => this.deletePublishedBefore.run(parameters).changes);
  }

  /** Everything that the record store has not confirmed up to `position` is to be published again. */
  unpublishAfter(position: number): number {
    const sql = 'UPDATE marks SET publishedSequence = NULL, publishedMs = NULL WHERE publishedSequence > ?';
    return this.database.prepare(sql).run(position).changes;
  }

  /** Monotonic times of an earlier process mean nothing here: the ten minutes start anew. */
  renewPublishedTimes(): void {
    const sql = 'UPDATE marks SET publishedMs = ? WHERE publishedSequence IS NOT NULL';
    this.database.prepare(sql).run(this.nowMs());
  }

  highestPublished(): number {
    const sql = 'SELECT max(publishedSequence) AS highest FROM marks WHERE publishedSequence IS NOT NULL';
    return (this.database.prepare(sql).get() as { highest: number | null }).highest ?? 0;
  }

  count(): { unpublished: number; unconfirmed: number } {
    const sql = `SELECT
      (SELECT count(*) FROM marks WHERE publishedSequence IS NULL) AS unpublished,
      (SELECT count(*) FROM marks WHERE publishedSequence IS NOT NULL) AS unconfirmed`;
    return this.database.prepare(sql).get() as { unpublished: number; unconfirmed: number };
  }

  recordsPosition(): { sequence: number; created: string | null } {
    const sql = 'SELECT recordsSequence AS sequence, recordsCreated AS created FROM meta';
    return this.database.prepare(sql).get() as { sequence: number; created: string | null };
  }

  setRecordsPosition(sequence: number, created: string): void {
    this.database.prepare('UPDATE meta SET recordsSequence = ?, recordsCreated = ?').run(sequence, created);
  }

  private all(marks: readonly Mark[], act: (mark: Mark) => void): void {
    if (marks.length === 0) return;
    this.withoutSync(() => this.database.transaction(() => marks.forEach(act)).immediate());
  }

  /**
   * What these writes say may be forgotten by a power cut: it is published once more. Sparing their fsync halves the
   * number of those that turns would have to wait for; the next synchronous commit writes them too.
   */
  private withoutSync<T>(work: () => T): T {
    this.database.pragma('synchronous = NORMAL');
    try {
      return work();
    } finally {
      this.database.pragma('synchronous = FULL');
    }
  }
}
