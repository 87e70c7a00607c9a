import type { Blobs } from '#messaging';
import type { SqliteStore } from '../sqlite/store';

const HOUR_MS = 3_600_000;
/** An ephemeral input's content stays this long after the last submission that uses it. */
export const KEEP_EPHEMERAL_MS = 24 * HOUR_MS;

/** Somewhat longer than JOURNAL keeps its messages. */
const KEEP_TRAIL_MS = 15 * 24 * HOUR_MS;

export interface CleanerOptions {
  readonly wallMs: () => number;
  /** One step of it; true when there is more. */
  readonly removeConcluded: () => boolean;
  readonly onForgotten: (digest: string) => void;
}

/**
 * Takes away what nobody needs any more: concluded submissions after 30 days (the records have them), the content of
 * ephemeral inputs 24 h after their last use (the record stays), what is remembered of journal messages that no stream holds. A blob that other inputs share stays. A crash between
 * the blob and its row repeats both.
 */
export class Cleaner {
  constructor(
    private readonly store: SqliteStore,
    private readonly blobs: Pick<Blobs, 'delete'>,
    private readonly options: CleanerOptions,
  ) {}

  async round(): Promise<boolean> {
    while (this.options.removeConcluded()) await new Promise(setImmediate);
    await this.forgetInputs();
    this.store.transaction(() => this.store.shortenTrail(this.wall(KEEP_TRAIL_MS)));
    return false;
  }

  private async forgetInputs(): Promise<void> {
    const sql = `
      SELECT i.row, i.digest FROM inputs i
      WHERE i.isEphemeral = 1 AND i.contentGoneAt IS NULL AND i.deletedAt IS NULL AND i.createdAt < @before
        AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.inputRow = i.row
          AND (s.status NOT IN ('completed', 'failed', 'cancelled') OR s.concludedAt IS NULL OR s.concludedAt >= @before))
      LIMIT 100`;
    const before = this.wall(KEEP_EPHEMERAL_MS);
    const inputs = this.store.database.prepare(sql).all({ before }) as { row: number; digest: string }[];
    for (const { row, digest } of inputs) {
      if (!this.isShared(row, digest)) await this.blobs.delete(digest);
      this.store.transaction(() => this.store.forgetInputContent(row, this.wall(0)));
      this.options.onForgotten(digest);
    }
  }

  private isShared(row: number, digest: string): boolean {
    const sql =
      'SELECT 1 FROM inputs WHERE digest = ? AND row <> ? AND contentGoneAt IS NULL AND deletedAt IS NULL LIMIT 1';
    return this.store.database.prepare(sql).get(digest, row) !== undefined;
  }

  private wall(agoMs: number): string {
    return new Date(this.options.wallMs() - agoMs).toISOString();
  }
}
