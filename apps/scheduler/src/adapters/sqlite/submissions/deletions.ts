import type { Connection } from '../connection';
import { mark } from '../meta/mark';

export interface DeletionRow {
  readonly row: number;
  readonly submissionId: string;
  readonly by: string;
  readonly deletedAt: string;
  readonly version: number;
}

const OF_SUBMISSION = `(collection = 'submissions' AND owner = @row)
  OR (collection IN ('assays', 'assayResults', 'competitions', 'competitionResults', 'settled')
      AND owner IN (SELECT row FROM assays WHERE submissionRow = @row))`;

export function isDeleted(connection: Connection, submissionId: string): boolean {
  return connection.get('SELECT 1 FROM deletions WHERE submissionId = ?', submissionId) !== undefined;
}

/** The mark of a deletion has an owner below zero: rows of submissions may go before it is confirmed. */
export function insertDeletion(
  connection: Connection,
  deletion: {
    readonly submissionId: string;
    readonly row: number | undefined;
    readonly by: string;
    readonly wall: string;
  },
): void {
  const { submissionId, row, by, wall } = deletion;
  if (row !== undefined) connection.run(`DELETE FROM marks WHERE ${OF_SUBMISSION}`, { row });
  const version = connection.nextVersion();
  const inserted = connection.get<{ row: number }>(
    'INSERT INTO deletions (submissionId, by, deletedAt, version) VALUES (?, ?, ?, ?) RETURNING row',
    submissionId,
    by,
    wall,
    version,
  );
  mark(connection, 'submissions', -inserted!.row, version);
}

/** Deletions whose rows are here yet, oldest first. */
export function listErasable(
  connection: Connection,
  limit: number,
): { readonly submissionId: string; readonly row: number }[] {
  return connection.all(
    `SELECT s.submissionId, s.row FROM deletions d JOIN submissions s ON s.submissionId = d.submissionId
     ORDER BY d.row LIMIT ?`,
    limit,
  );
}

/** Blobs that only this submission's rows name: kept output, large results. Pages by digest, so that each is short. */
export function listOwnBlobs(connection: Connection, row: number, after: string, limit: number): string[] {
  return connection
    .all<{ digest: string }>(
      `WITH own AS (SELECT row FROM assays WHERE submissionRow = @row),
       named AS (
         SELECT logDigest AS digest FROM attempts WHERE assayRow IN own AND logDigest IS NOT NULL
         UNION SELECT blobDigest FROM competitions WHERE assayRow IN own AND blobDigest IS NOT NULL
         UNION SELECT resultDigest FROM assays WHERE row IN own AND resultDigest IS NOT NULL)
       SELECT digest FROM named
       WHERE digest > @after
         AND NOT EXISTS (SELECT 1 FROM attempts WHERE logDigest = digest AND assayRow NOT IN own)
         AND NOT EXISTS (SELECT 1 FROM competitions WHERE blobDigest = digest AND assayRow NOT IN own)
         AND NOT EXISTS (SELECT 1 FROM assays WHERE resultDigest = digest AND row NOT IN own)
         AND NOT EXISTS (SELECT 1 FROM memos WHERE resultDigest = digest)
         AND NOT EXISTS (SELECT 1 FROM inputs WHERE inputs.digest = named.digest AND contentGoneAt IS NULL)
       ORDER BY digest LIMIT @limit`,
      { row, after, limit },
    )
    .map(({ digest }) => digest);
}

/** Forgets deletions that the records have confirmed and whose rows have gone. How many went. */
export function forgetDeletions(connection: Connection): number {
  return connection.run(
    `DELETE FROM deletions
     WHERE submissionId NOT IN (SELECT submissionId FROM submissions)
       AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.collection = 'submissions' AND m.owner = -deletions.row)`,
  );
}

/** Inputs that were deleted before `deletedBefore` and whose content is still kept. */
export function listInputsToErase(
  connection: Connection,
  deletedBefore: string,
  limit: number,
): { readonly row: number; readonly digest: string; readonly isShared: 0 | 1 }[] {
  return connection.all(
    `SELECT i.row, i.digest, EXISTS (SELECT 1 FROM inputs o WHERE o.digest = i.digest AND o.row <> i.row
       AND o.deletedAt IS NULL AND o.contentGoneAt IS NULL) AS isShared
     FROM inputs i WHERE i.deletedAt < ? AND i.contentGoneAt IS NULL LIMIT ?`,
    deletedBefore,
    limit,
  );
}

/** Its blob has gone; nothing of it is told anew, it has no record. */
export function noteInputErased(connection: Connection, inputRow: number, wall: string): void {
  connection.run(
    'UPDATE inputs SET contentGoneAt = ? WHERE row = ? AND deletedAt IS NOT NULL',
    wall,
    inputRow,
  );
}
