import type { CompetitionOutcome, ToldOutcome } from '#contracts';
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
  readonly round: number | null;
}

/** Which settlements count: after one watermark, up to another (versions at which requests were opened). */
export interface SettledBetween {
  readonly assayRow: number;
  readonly after: number;
  readonly upTo: number;
}

/** Rows read before others get the event loop: a few milliseconds. */
const READ_AT_A_TIME = 1000;
/** Versions grow by one with every change: no more settlements than this can lie between two that are so near. */
const NEAR = 5000;

const select = (source: string): string => `
  SELECT c.ordinal, c.settledVersion, c.status, c.value, c.blobDigest, c.reason, a.imageChainId, a.imageDigest,
    (SELECT r.round FROM planRounds r WHERE r.assayRow = c.assayRow AND r.watermark >= c.settledVersion
     ORDER BY r.watermark LIMIT 1) AS round
  FROM ${source} LEFT JOIN attempts a
    ON a.assayRow = c.assayRow AND a.ordinal = c.ordinal AND a.attempt = c.settledAttempt
  WHERE c.assayRow = @assayRow AND c.ordinal >= @fromOrdinal AND c.status IN ('completed', 'failed')
    AND c.settledVersion > @after AND c.settledVersion <= @upTo
  ORDER BY c.ordinal LIMIT @limit`;

/** Settled competitions of an assay as the planner sees them, in ordinal order. */
export class SettledResults {
  private readonly selectInOrder;
  private readonly selectNear;
  private readonly selectWatermarks;

  constructor(private readonly database: SchedulerDatabase) {
    this.selectInOrder = database.prepare<unknown[], SettledRow>(select('competitions c'));
    this.selectNear = database.prepare<unknown[], SettledRow>(
      select('competitions c INDEXED BY competitionsSettled'),
    );
    this.selectWatermarks = database.prepare<[number, number, number], { round: number; watermark: number }>(
      'SELECT round, watermark FROM planRounds WHERE assayRow = ? AND round BETWEEN ? AND ?',
    );
  }

  /** All of them, in pages: others get the event loop in between. */
  async *all(between: SettledBetween): AsyncGenerator<CompetitionOutcome> {
    for (let fromOrdinal = 0; ;) {
      const rows = this.rows(between, fromOrdinal, READ_AT_A_TIME);
      for (const row of rows) yield outcomeOf(row);
      if (rows.length < READ_AT_A_TIME) return;
      fromOrdinal = rows[rows.length - 1].ordinal + 1;
      await new Promise(setImmediate);
    }
  }

  page(between: SettledBetween, fromOrdinal: number, limit: number): ToldOutcome[] {
    return this.rows(between, fromOrdinal, limit).map((row) => ({
      ...outcomeOf(row),
      ...(row.round === null ? {} : { round: row.round }),
    }));
  }

  /** What few rounds settled is found by its version, so that a round costs the same however many came before. */
  private rows(between: SettledBetween, fromOrdinal: number, limit: number): SettledRow[] {
    const isNear = between.upTo - between.after <= NEAR;
    return (isNear ? this.selectNear : this.selectInOrder).all({ ...between, fromOrdinal, limit });
  }

  /** Up to where each of these rounds was asked with, by round. */
  watermarks(assayRow: number, from: number, to: number): ReadonlyMap<number, number> {
    const rows = this.selectWatermarks.all(assayRow, from, to);
    return new Map(rows.map(({ round, watermark }) => [round, watermark]));
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
