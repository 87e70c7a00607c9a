import type { PlannedCompetition } from '#contracts';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import { countMoves, type Counting } from '../submissions/count-moves';

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
  let inserted = 0;
  let revived = 0;
  for (const competition of planned) {
    const row = columnsOf(assay.row, competition, version, wall);
    if (connection.run(INSERT, row) === 1) inserted += 1;
    else revived += connection.run(PLAN_ANEW, row);
  }
  countMoves(connection, assay, undefined, 'pending', inserted);
  countMoves(connection, assay, 'cancelled', 'pending', revived);
  const ordinals = planned.map((competition) => competition.ordinal);
  const [first, last] = [Math.min(...ordinals), Math.max(...ordinals)];
  mark(connection, 'competitions', assay.row, version, first, last);
  connection.run('UPDATE assays SET nextOrdinal = max(nextOrdinal, ?) WHERE row = ?', last + 1, assay.row);
}

const INSERT = `INSERT OR IGNORE INTO competitions
  (assayRow, ordinal, sitesOutAlpha, sitesOutBeta, args, env, seed, status, plannedAt, version)
  VALUES (@assayRow, @ordinal, @sitesOutAlpha, @sitesOutBeta, @args, @env, @seed, 'pending', @wall, @version)`;

const PLAN_ANEW = `UPDATE competitions SET sitesOutAlpha = @sitesOutAlpha, sitesOutBeta = @sitesOutBeta, args = @args,
  env = @env, seed = @seed, status = 'pending', notBeforeMs = 0, systemErrors = 0, failure = NULL, stopped = 0,
  value = NULL, blobDigest = NULL, reason = NULL, logTail = NULL, settledAttempt = NULL, settledVersion = NULL,
  plannedAt = @wall, version = @version
  WHERE assayRow = @assayRow AND ordinal = @ordinal AND status = 'cancelled'`;

const columnsOf = (assayRow: number, planned: PlannedCompetition, version: number, wall: string) => ({
  assayRow,
  ordinal: planned.ordinal,
  sitesOutAlpha: JSON.stringify(planned.sitesOutAlpha),
  sitesOutBeta: JSON.stringify(planned.sitesOutBeta),
  args: JSON.stringify(planned.args),
  env: JSON.stringify(planned.env),
  seed: planned.seed,
  version,
  wall,
});
