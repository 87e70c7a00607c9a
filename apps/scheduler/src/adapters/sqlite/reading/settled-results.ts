import type { CompetitionOutcome } from '#contracts';
import type { SchedulerDatabase } from '../open-database';

interface SettledRow {
  readonly ordinal: number;
  readonly settledVersion: number;
  readonly status: 'completed' | 'failed';
  readonly value: string | null;
  readonly blobDigest: string | null;
  readonly reason: string | null;
  readonly imageChainId: string | null;
  readonly imageDigest: string | null;
}

/** Which settlements count: after one watermark, up to another (versions at which requests were opened). */
export interface SettledBetween {
  readonly assayRow: number;
  readonly after: number;
  readonly upTo: number;
}

/** Rows read before others get the event loop: a few milliseconds. */
const READ_AT_A_TIME = 1000;

const SELECT = `
  SELECT c.ordinal, c.settledVersion, c.status, c.value, c.blobDigest, c.reason, a.imageChainId, a.imageDigest
  FROM competitions c LEFT JOIN attempts a
    ON a.assayRow = c.assayRow AND a.ordinal = c.ordinal AND a.attempt = c.settledAttempt
  WHERE c.assayRow = @assayRow AND c.ordinal >= @fromOrdinal AND c.status IN ('completed', 'failed')
    AND c.settledVersion > @after AND c.settledVersion <= @upTo
  ORDER BY c.ordinal LIMIT @limit`;

/** Settled competitions of an assay as the planner sees them, in ordinal order. */
export class SettledResults {
  private readonly select;

  constructor(private readonly database: SchedulerDatabase) {
    this.select = database.prepare<unknown[], SettledRow>(SELECT);
  }

  /** All of them, in pages: others get the event loop in between. */
  async *all(
    between: SettledBetween,
  ): AsyncGenerator<{ readonly result: CompetitionOutcome; readonly settledVersion: number }> {
    for (let fromOrdinal = 0; ;) {
      const rows = this.select.all({ ...between, fromOrdinal, limit: READ_AT_A_TIME });
      for (const row of rows) yield { result: outcomeOf(row), settledVersion: row.settledVersion };
      if (rows.length < READ_AT_A_TIME) return;
      fromOrdinal = rows[rows.length - 1].ordinal + 1;
      await new Promise(setImmediate);
    }
  }

  page(between: SettledBetween, fromOrdinal: number, limit: number): CompetitionOutcome[] {
    return this.select.all({ ...between, fromOrdinal, limit }).map(outcomeOf);
  }

  /** Up to where round `round` of an assay was asked with; undefined when it was not. */
  watermarkOf(assayRow: number, round: number): number | undefined {
    const sql = 'SELECT watermark FROM planRounds WHERE assayRow = ? AND round = ?';
    return (this.database.prepare(sql).get(assayRow, round) as { watermark: number } | undefined)?.watermark;
  }
}

const outcomeOf = (row: SettledRow): CompetitionOutcome => ({
  ordinal: row.ordinal,
  outcome: row.status,
  ...(row.status === 'completed' && row.value !== null
    ? { value: JSON.parse(row.value) as Record<string, unknown> }
    : {}),
  ...(row.blobDigest === null ? {} : { blobDigest: row.blobDigest }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.imageChainId === null ? {} : { imageChainId: row.imageChainId }),
  ...(row.imageDigest === null ? {} : { imageDigest: row.imageDigest }),
});
