import type { AssayState } from '#domain';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';

/** A new version of the assay's document. */
export function touchAssay(connection: Connection, row: number, wall: string): void {
  const version = connection.nextVersion();
  connection.run('UPDATE assays SET version = ?, changedAt = ? WHERE row = ?', version, wall, row);
  mark(connection, 'assays', row, version);
}

export interface AssayChange {
  readonly from: AssayState;
  readonly to: AssayState;
  readonly reason?: string;
  /** Cancelled by a failures stop: a retry brings it back. */
  readonly stopped?: boolean;
  readonly wall: string;
}

/** Whether it was in the expected state. Leaving `active` closes its plan request. */
export function moveAssayIf(connection: Connection, row: number, change: AssayChange): boolean {
  const { from, to, reason, stopped, wall } = change;
  const moved = connection.run(
    `UPDATE assays SET status = @to, reason = @reason, stopped = @stopped, planOpen = 0,
       concludedAt = CASE WHEN @to IN ('completed', 'failed', 'cancelled') THEN @wall ELSE NULL END
     WHERE row = @row AND status = @from`,
    { row, from, to, reason: reason ?? null, stopped: Number(stopped ?? false), wall },
  );
  if (moved === 1) touchAssay(connection, row, wall);
  return moved === 1;
}

export interface AssayResult {
  readonly result: string | null;
  readonly resultDigest: string | null;
  /** JSON of string[]. */
  readonly warnings: string;
  readonly remembered: boolean;
  /** Of the planner that the result was taken over from; else the row's own stays. */
  readonly plannerVersion?: string | null;
  /** JSON of {submissionId, assayId}. */
  readonly reusedFrom?: string;
}

/** Keeps the result of an assay that has just completed, and marks its record. */
export function recordAssayResult(connection: Connection, row: number, result: AssayResult): void {
  connection.run(
    `UPDATE assays SET result = @result, resultDigest = @resultDigest, warnings = @warnings, remembered = @remembered,
       plannerVersion = COALESCE(@plannerVersion, plannerVersion), reusedFrom = @reusedFrom
     WHERE row = @row`,
    { row, plannerVersion: null, reusedFrom: null, ...result, remembered: Number(result.remembered) },
  );
  mark(connection, 'assayResults', row, connection.nextVersion());
}

/** Everything that planner and runs said is forgotten; rows and their attempt numbers stay (they fence). */
export function startAssayOver(connection: Connection, row: number): void {
  connection.run(
    `UPDATE assays SET round = 0, parts = 0, partsTaken = 0, planDigest = NULL, wake = NULL, watermark = 0,
       openWatermark = 0, lastSettled = 0, templateRow = NULL, nextOrdinal = 0, result = NULL, resultDigest = NULL,
       warnings = NULL, remembered = 0, reusedFrom = NULL
     WHERE row = ?`,
    row,
  );
  connection.run('DELETE FROM planRounds WHERE assayRow = ?', row);
  connection.run('DELETE FROM planParts WHERE assayRow = ?', row);
}
