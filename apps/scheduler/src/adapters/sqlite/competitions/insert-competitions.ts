import type { PlannedCompetition } from '#contracts';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import { countMoves, type Counting } from '../submissions/count-moves';

/** Rows of one statement: a call for each costs as much as the row. */
const BATCH = 50;

/**
 * A chunk of a plan: pending rows with one version and one mark for all. A row that is there already was cancelled when
 * its assay started over: it is planned anew and keeps its attempt number, which fences.
 */
export function insertCompetitions(
  connection: Connection,
  assay: Counting,
  planned: readonly PlannedCompetition[],
  wall: string,
): void {
  if (planned.length === 0) return;
  const version = connection.nextVersion();
  const rows = planned.map((competition) => [assay.row, wall, version, ...columnsOf(competition)]);
  const { inserted, revived } = insertRows(connection, rows);
  countMoves(connection, assay, undefined, 'pending', inserted);
  countMoves(connection, assay, 'cancelled', 'pending', revived);
  const ordinals = planned.map((competition) => competition.ordinal);
  const [first, last] = [Math.min(...ordinals), Math.max(...ordinals)];
  mark(connection, 'competitions', assay.row, version, first, last);
  connection.run('UPDATE assays SET nextOrdinal = max(nextOrdinal, ?) WHERE row = ?', last + 1, assay.row);
}

function insertRows(
  connection: Connection,
  rows: readonly (readonly unknown[])[],
): { readonly inserted: number; readonly revived: number } {
  let inserted = 0;
  let revived = 0;
  for (let start = 0; start < rows.length;) {
    const isWhole = rows.length - start >= BATCH;
    const batch = rows.slice(start, start + (isWhole ? BATCH : 1));
    const fresh = connection.run(isWhole ? INSERT_BATCH : INSERT, batch.flat());
    if (fresh < batch.length) for (const row of batch) revived += connection.run(PLAN_ANEW, named(row));
    inserted += fresh;
    start += batch.length;
  }
  return { inserted, revived };
}

const COLUMNS = [
  'assayRow',
  'plannedAt',
  'version',
  'ordinal',
  'seed',
  'sitesOutAlpha',
  'sitesOutBeta',
  'args',
  'env',
] as const;

const columnsOf = ({ ordinal, seed, sitesOutAlpha, sitesOutBeta, args, env }: PlannedCompetition) => [
  ordinal,
  seed,
  ...[sitesOutAlpha, sitesOutBeta, args, env].map((value) => JSON.stringify(value)),
];

function insertOf(count: number): string {
  const row = `(${'?, '.repeat(COLUMNS.length)}'pending')`;
  return `INSERT OR IGNORE INTO competitions (${COLUMNS.join(', ')}, status) VALUES ${Array(count).fill(row).join(', ')}`;
}

const INSERT = insertOf(1);
const INSERT_BATCH = insertOf(BATCH);

const named = (row: readonly unknown[]) => Object.fromEntries(COLUMNS.map((name, k) => [name, row[k]]));

/** Does nothing to a row that was inserted just now, or that is a repetition. */
const PLAN_ANEW = `UPDATE competitions SET sitesOutAlpha = @sitesOutAlpha, sitesOutBeta = @sitesOutBeta, args = @args,
  env = @env, seed = @seed, status = 'pending', notBeforeMs = 0, systemErrors = 0, failure = NULL, stopped = 0,
  value = NULL, blobDigest = NULL, reason = NULL, logTail = NULL, settledAttempt = NULL, settledVersion = NULL,
  plannedAt = @plannedAt, version = @version
  WHERE assayRow = @assayRow AND ordinal = @ordinal AND status = 'cancelled'`;
