import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import { cancelCompetitionIfLive } from './change-competition';
import { countMoves, type Counting } from '../submissions/count-moves';

/** Cancels up to `limit` live competitions of an assay that has ended. Returns how many. */
export function sweepCompetitions(
  connection: Connection,
  assay: Counting,
  stopped: boolean,
  limit: number,
): number {
  const pending = sweepPending(connection, assay, stopped, limit);
  const active = connection.all<{ ordinal: number }>(
    `SELECT c.ordinal FROM attempts t INDEXED BY attemptsLiveByAssay
     JOIN competitions c ON c.assayRow = t.assayRow AND c.ordinal = t.ordinal AND c.attempt = t.attempt
     WHERE t.assayRow = ? AND t.state IN ('leased', 'running', 'lost') AND c.status = 'active' LIMIT ?`,
    assay.row,
    Math.max(0, limit - pending),
  );
  const swept = active.filter(({ ordinal }) => cancelCompetitionIfLive(connection, assay, ordinal, stopped));
  return pending + swept.length;
}

/** All of one chunk with one version, in one statement, and one mark for each run of neighbours. */
function sweepPending(connection: Connection, assay: Counting, stopped: boolean, limit: number): number {
  const version = connection.nextVersion();
  const swept = connection.all<{ ordinal: number }>(SWEEP, {
    assayRow: assay.row,
    stopped: Number(stopped),
    version,
    limit,
  });
  countMoves(connection, assay, 'pending', 'cancelled', swept.length);
  for (const [first, last] of runsOf(swept.map(({ ordinal }) => ordinal)))
    mark(connection, 'competitions', assay.row, version, first, last);
  return swept.length;
}

const SWEEP = `UPDATE competitions SET status = 'cancelled', stopped = @stopped, version = @version
  WHERE assayRow = @assayRow AND status = 'pending' AND ordinal IN (
    SELECT ordinal FROM competitions INDEXED BY competitionsReady
    WHERE assayRow = @assayRow AND status = 'pending' LIMIT @limit)
  RETURNING ordinal`;

/** First and last of each run of neighbouring numbers. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
