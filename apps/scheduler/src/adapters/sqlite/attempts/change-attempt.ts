import type { Report } from '#contracts';
import type { AttemptState } from '#domain';
import type { Connection } from '../connection';
import { addPlaces } from '../submissions/change-submission';
import type { AttemptKey } from './attempt-key';

/** The executor named it: it has the grant. Running from the first turn that says so, and then it has a deadline. */
export function renewAttemptIfLeaseHeld(
  connection: Connection,
  key: AttemptKey,
  renewed: { readonly running: boolean; readonly deadlineMs: number },
): boolean {
  return (
    connection.run(
      `UPDATE attempts SET named = 1,
         state = CASE WHEN @running = 1 THEN 'running' ELSE state END,
         deadlineMs = CASE WHEN @running = 1 THEN coalesce(deadlineMs, @deadlineMs) ELSE deadlineMs END
       WHERE assayRow = @assayRow AND ordinal = @ordinal AND attempt = @attempt AND state IN ('leased', 'running')`,
      {
        assayRow: key.assayRow,
        ordinal: key.ordinal,
        attempt: key.attempt,
        running: Number(renewed.running),
        deadlineMs: renewed.deadlineMs,
      },
    ) === 1
  );
}

/** The lease is over and nobody knows what the container does: it keeps its place until its deadline is over. */
export function loseAttemptIfLeaseHeld(connection: Connection, key: AttemptKey, deadlineMs: number): boolean {
  return (
    connection.run(
      `UPDATE attempts SET state = 'lost', deadlineMs = coalesce(deadlineMs, ?)
       WHERE assayRow = ? AND ordinal = ? AND attempt = ? AND state IN ('leased', 'running')`,
      deadlineMs,
      key.assayRow,
      key.ordinal,
      key.attempt,
    ) === 1
  );
}

/** The end of a live attempt; gives its place back. Whether it was in the expected state. */
export function endAttemptIf(
  connection: Connection,
  key: AttemptKey,
  submissionRow: number,
  from: AttemptState,
  to: AttemptState,
  report?: Report,
): boolean {
  const changed = connection.run(END, {
    assayRow: key.assayRow,
    ordinal: key.ordinal,
    attempt: key.attempt,
    from,
    to,
    startedAt: report?.startedAt ?? null,
    durationMs: report?.durationMs ?? null,
    exitCode: report?.exitCode ?? null,
    outOfMemory: Number(report?.outOfMemory ?? false),
    reason: report?.reason ?? null,
    reasonCode: report?.reasonCode ?? null,
    warnings: report && report.warnings.length > 0 ? JSON.stringify(report.warnings) : null,
    logDigest: report?.logDigest ?? null,
    imageChainId: report?.imageChainId ?? null,
    imageDigest: report?.imageDigest ?? null,
  });
  if (changed !== 1) return false;
  addPlaces(connection, submissionRow, -1);
  return true;
}

const END = `UPDATE attempts SET state = @to, startedAt = @startedAt, durationMs = @durationMs, exitCode = @exitCode,
  outOfMemory = @outOfMemory, reason = @reason, reasonCode = @reasonCode, warnings = @warnings, logDigest = @logDigest,
  imageChainId = @imageChainId, imageDigest = @imageDigest
  WHERE assayRow = @assayRow AND ordinal = @ordinal AND attempt = @attempt AND state = @from`;

/** Another executor on the same host has taken the container over; lease and deadline go on. */
export function adoptAttempt(
  connection: Connection,
  key: AttemptKey,
  executor: { readonly row: number; readonly executorId: string; readonly turn: number },
): void {
  connection.run(
    `UPDATE attempts SET executorRow = ?, executorId = ?, named = 0, grantedTurn = ?
     WHERE assayRow = ? AND ordinal = ? AND attempt = ?`,
    executor.row,
    executor.executorId,
    executor.turn,
    key.assayRow,
    key.ordinal,
    key.attempt,
  );
}

/** The grant goes out once more with the answer to this turn. */
export function noteGrantSent(connection: Connection, key: AttemptKey, turn: number): void {
  connection.run(
    'UPDATE attempts SET grantedTurn = ? WHERE assayRow = ? AND ordinal = ? AND attempt = ?',
    turn,
    key.assayRow,
    key.ordinal,
    key.attempt,
  );
}
