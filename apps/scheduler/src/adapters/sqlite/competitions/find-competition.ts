import type { Connection } from '../connection';
import { COMPETITION } from '../columns';
import type { Competition } from '../../../domain/model';

export function getCompetition(connection: Connection, assayRow: number, ordinal: number): Competition {
  const competition = connection.get<Competition>(
    `SELECT ${COMPETITION} FROM competitions WHERE assayRow = ? AND ordinal = ?`,
    assayRow,
    ordinal,
  );
  if (!competition) throw new Error(`no competition ${ordinal} in assay row ${assayRow}`);
  return competition;
}

export interface ReadyCompetition {
  readonly assayRow: number;
  readonly ordinal: number;
  readonly attempt: number;
  readonly args: string;
  readonly env: string;
  readonly seed: number;
}

/**
 * Pending ones of the submission's active assays that may start now: those that never waited first, by ordinal. Asks no
 * counter: they may be ahead of the file (unit-of-work.ts).
 */
export function listReadyCompetitions(
  connection: Connection,
  submissionRow: number,
  nowMs: number,
  limit: number,
): ReadyCompetition[] {
  const assays = connection.all<{ row: number }>(
    `SELECT row FROM assays WHERE submissionRow = ? AND status = 'active' ORDER BY row`,
    submissionRow,
  );
  const ready: ReadyCompetition[] = [];
  for (const { row } of assays) {
    if (ready.length >= limit) break;
    ready.push(
      ...connection.all<ReadyCompetition>(
        `SELECT assayRow, ordinal, attempt, args, env, seed FROM competitions INDEXED BY competitionsReady
         WHERE assayRow = ? AND status = 'pending' AND notBeforeMs <= ? ORDER BY notBeforeMs, ordinal LIMIT ?`,
        row,
        nowMs,
        limit - ready.length,
      ),
    );
  }
  return ready;
}

/** When the next back-off of a submission's active assays ends; undefined = none waits. */
export function nextReadyMs(
  connection: Connection,
  submissionRow: number,
  nowMs: number,
): number | undefined {
  const next = connection.get<{ ms: number | null }>(
    `SELECT min((SELECT min(c.notBeforeMs) FROM competitions c
       WHERE c.assayRow = a.row AND c.status = 'pending' AND c.notBeforeMs > ?)) AS ms
     FROM assays a WHERE a.submissionRow = ? AND a.status = 'active' AND a.numPending > 0`,
    nowMs,
    submissionRow,
  );
  return next?.ms ?? undefined;
}
