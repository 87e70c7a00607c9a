import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import { countMoves, type Counting } from '../submissions/count-moves';

/**
 * Whether it was pending, with no newer attempt than the one before `attempt`. Not marked: a run that is over within a
 * second is told once, by its end (mark-long-runs.ts).
 */
export function grantCompetitionIfPending(
  connection: Connection,
  assay: Counting,
  ordinal: number,
  attempt: number,
): boolean {
  const granted = connection.run(GRANT, attempt, connection.nextVersion(), assay.row, ordinal, attempt - 1);
  if (granted === 1) countMoves(connection, assay, 'pending', 'active');
  return granted === 1;
}

const GRANT = `UPDATE competitions SET status = 'active', attempt = ?, version = ?
  WHERE assayRow = ? AND ordinal = ? AND status = 'pending' AND attempt = ?`;

export interface Settled {
  readonly from: 'pending' | 'active' | 'failed';
  readonly to: 'completed' | 'failed';
  readonly attempt: number;
  readonly failure?: 'container' | 'system';
  readonly systemErrors?: number;
  readonly value?: Readonly<Record<string, unknown>>;
  readonly blobDigest?: string;
  readonly reason?: string;
  readonly logTail?: string;
}

/**
 * Settles by the newest attempt only: whether it was in the expected state and no newer attempt has been granted. A
 * failure of which the planner was told stays: rounds are planned by it.
 */
export function settleCompetitionIfNewest(
  connection: Connection,
  assay: Counting,
  ordinal: number,
  settled: Settled,
): boolean {
  const version = connection.nextVersion();
  const changed = connection.run(SETTLE, {
    assayRow: assay.row,
    ordinal,
    from: settled.from,
    to: settled.to,
    attempt: settled.attempt,
    failure: settled.failure ?? null,
    systemErrors: settled.systemErrors ?? null,
    value: settled.value ? JSON.stringify(settled.value) : null,
    blobDigest: settled.blobDigest ?? null,
    reason: settled.reason ?? null,
    logTail: settled.logTail ?? null,
    version,
  });
  if (changed !== 1) return false;
  countMoves(connection, assay, settled.from, settled.to);
  connection.work.noteSettled(assay.row, version);
  return true;
}

const SETTLE = `UPDATE competitions SET status = @to, failure = @failure,
  systemErrors = coalesce(@systemErrors, systemErrors), value = @value, blobDigest = @blobDigest, reason = @reason,
  logTail = @logTail, settledAttempt = @attempt, settledVersion = @version, version = @version
  WHERE assayRow = @assayRow AND ordinal = @ordinal AND status = @from AND attempt = @attempt
    AND (status <> 'failed' OR settledVersion > (SELECT openWatermark FROM assays WHERE row = @assayRow))`;

/** Back in line for its next attempt. */
export function returnCompetitionIfActive(
  connection: Connection,
  assay: Counting,
  ordinal: number,
  wait: { readonly notBeforeMs: number; readonly systemErrors: number; readonly reason?: string },
): boolean {
  const version = connection.nextVersion();
  const changed = connection.run(
    `UPDATE competitions SET status = 'pending', notBeforeMs = ?, systemErrors = ?, reason = ?, version = ?
     WHERE assayRow = ? AND ordinal = ? AND status = 'active'`,
    wait.notBeforeMs,
    wait.systemErrors,
    wait.reason ?? null,
    version,
    assay.row,
    ordinal,
  );
  if (changed !== 1) return false;
  countMoves(connection, assay, 'active', 'pending');
  mark(connection, 'competitions', assay.row, version, ordinal);
  return true;
}

/** No longer wanted. `stopped` = by a failures stop, so that a retry brings it back. */
export function cancelCompetitionIfLive(
  connection: Connection,
  assay: Counting,
  ordinal: number,
  stopped: boolean,
): boolean {
  const live = connection.get<{ status: 'pending' | 'active' }>(
    `SELECT status FROM competitions WHERE assayRow = ? AND ordinal = ? AND status IN ('pending', 'active')`,
    assay.row,
    ordinal,
  );
  if (!live) return false;
  const version = connection.nextVersion();
  connection.run(
    `UPDATE competitions SET status = 'cancelled', stopped = ?, version = ? WHERE assayRow = ? AND ordinal = ?`,
    Number(stopped),
    version,
    assay.row,
    ordinal,
  );
  countMoves(connection, assay, live.status, 'cancelled');
  mark(connection, 'competitions', assay.row, version, ordinal);
  return true;
}
