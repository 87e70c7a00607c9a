import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import { countMoves, type Counting } from '../submissions/count-moves';
import { voidToldResults } from '../assays/void-told-results';

const FRESH = `status = 'pending', notBeforeMs = 0, systemErrors = 0, failure = NULL, stopped = 0, value = NULL,
  blobDigest = NULL, reason = NULL, logTail = NULL, settledAttempt = NULL, settledVersion = NULL, version = @version`;

/** Up to here the rounds taken so far were told: they were planned by it, so it cannot become another result any more. */
const PLANNED_BY = `coalesce((SELECT r.watermark FROM assays a
  JOIN planRounds r ON r.assayRow = a.row AND r.round = a.round WHERE a.row = @assayRow), 0)`;

/**
 * By a user's retry: failed ones, and those that a failures stop cancelled, are pending again with a fresh budget; not
 * the failures by which later rounds of an adaptive assay were planned (it has put other competitions in their place).
 * One statement, since a retry is one journal entry; a million rows take about two seconds.
 */
export function reviveCompetitions(connection: Connection, assay: Counting): number {
  const version = connection.nextVersion();
  const parameters = { assayRow: assay.row, version };
  const failed = connection.run(
    `UPDATE competitions SET ${FRESH} WHERE assayRow = @assayRow AND status = 'failed' AND settledVersion > ${PLANNED_BY}`,
    parameters,
  );
  const stopped = connection.run(
    `UPDATE competitions SET ${FRESH} WHERE assayRow = @assayRow AND status = 'cancelled' AND stopped = 1`,
    parameters,
  );
  countMoves(connection, assay, 'failed', 'pending', failed);
  countMoves(connection, assay, 'cancelled', 'pending', stopped);
  if (failed > 0) voidToldResults(connection, assay.row);
  if (failed + stopped > 0) markAll(connection, assay.row, version);
  return failed + stopped;
}

/** The assay starts over: nothing of it counts any more; the plan to come brings the rows back by their ordinals. */
export function withdrawCompetitions(connection: Connection, assay: Counting): void {
  const version = connection.nextVersion();
  let changed = 0;
  for (const from of ['pending', 'active', 'failed'] as const) {
    const count = connection.run(
      `UPDATE competitions SET status = 'cancelled', stopped = 0, version = ? WHERE assayRow = ? AND status = ?`,
      version,
      assay.row,
      from,
    );
    countMoves(connection, assay, from, 'cancelled', count);
    changed += count;
  }
  if (changed > 0) markAll(connection, assay.row, version);
  voidToldResults(connection, assay.row);
}

/** In ranges of a chunk, so that one mark never renders more than one message's worth. */
function markAll(connection: Connection, assayRow: number, version: number): void {
  const { last } = connection.get<{ last: number }>(
    'SELECT max(ordinal) AS last FROM competitions WHERE assayRow = ?',
    assayRow,
  )!;
  for (let first = 0; first <= last; first += 500) {
    mark(connection, 'competitions', assayRow, version, first, Math.min(last, first + 499));
  }
}
