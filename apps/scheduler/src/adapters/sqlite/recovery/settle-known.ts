import { randomUUID } from 'node:crypto';
import type { AttemptKey } from '../attempts/attempt-key';
import type { SettledAttempt } from '../../../application/recover';
import type { Assay, Competition } from '../../../domain/model';
import { COMPETITION } from '../columns';
import type { Connection } from '../connection';
import type { AttemptRow } from '../rows';
import { countMoves } from '../submissions/count-moves';

export function findUnsettled(
  connection: Connection,
  assayRow: number,
  ordinal: number,
): Competition | undefined {
  return connection.get(
    `SELECT ${COMPETITION} FROM competitions WHERE assayRow = ? AND ordinal = ? AND status IN ('pending', 'active')`,
    assayRow,
    ordinal,
  );
}

/** Whether it was withdrawn; it is pending again then. */
export function returnIfWithdrawn(connection: Connection, assay: Assay, ordinal: number): boolean {
  const moved = connection.run(
    `UPDATE competitions SET status = 'pending' WHERE assayRow = ? AND ordinal = ? AND status = 'cancelled'
       AND stopped = 0`,
    assay.row,
    ordinal,
  );
  countMoves(connection, assay, 'cancelled', 'pending', moved);
  return moved === 1;
}

export const listActiveAssays = (connection: Connection): number[] =>
  connection
    .all<{ row: number }>(`SELECT row FROM assays WHERE status = 'active' ORDER BY row`)
    .map(({ row }) => row);

/** Leased, running or lost. */
export function listLiveAttempts(connection: Connection, assayRow: number, ordinal: number): AttemptRow[] {
  return connection.all(
    `SELECT * FROM attempts INDEXED BY attemptsLiveByAssay
     WHERE assayRow = ? AND ordinal = ? AND state IN ('leased', 'running', 'lost') ORDER BY attempt`,
    assayRow,
    ordinal,
  );
}

/** An attempt that this database never granted: an earlier life of it did. It takes no place. */
export function insertSettledAttempt(connection: Connection, key: AttemptKey, known: SettledAttempt): void {
  connection.run(
    `INSERT INTO attempts (assayRow, ordinal, attempt, attemptId, token, executorRow, executorId, state, named,
       timeoutSeconds, grantedAt, startedAt, durationMs, warnings, imageChainId, imageDigest)
     VALUES (@assayRow, @ordinal, @attempt, @attemptId, @token, 0, @executorId, @state, 1, 0, @startedAt, @startedAt,
       @durationMs, @warnings, @imageChainId, @imageDigest)`,
    {
      assayRow: key.assayRow,
      ordinal: key.ordinal,
      attempt: key.attempt,
      attemptId: known.attemptId ?? randomUUID(),
      token: connection.nextVersion(),
      executorId: known.executorId ?? 'unknown',
      state: known.state,
      startedAt: known.startedAt ?? known.wall,
      durationMs: known.durationMs ?? null,
      warnings: known.warnings && known.warnings.length > 0 ? JSON.stringify(known.warnings) : null,
      imageChainId: known.imageChainId ?? null,
      imageDigest: known.imageDigest ?? null,
    },
  );
}

/** Its newest attempt is this one, which was granted by an earlier life of this database. */
export function setAttemptNumber(
  connection: Connection,
  assay: Assay,
  ordinal: number,
  attempt: number,
): void {
  const moved = connection.run(
    `UPDATE competitions SET status = 'active' WHERE assayRow = ? AND ordinal = ? AND status = 'pending'`,
    assay.row,
    ordinal,
  );
  countMoves(connection, assay, 'pending', 'active', moved);
  connection.run(
    'UPDATE competitions SET attempt = ? WHERE assayRow = ? AND ordinal = ?',
    attempt,
    assay.row,
    ordinal,
  );
}
