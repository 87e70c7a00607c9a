import type { Connection } from '../connection';

/**
 * Terminal submissions concluded before `concludedBefore`, with nothing left to publish or confirm and no container
 * that may run: the records have them.
 */
export function listRemovableSubmissions(
  connection: Connection,
  concludedBefore: string,
  limit: number,
): number[] {
  return connection
    .all<{ row: number }>(
      `SELECT s.row FROM submissions s
       WHERE s.status IN ('completed', 'failed', 'cancelled') AND s.concludedAt < ? AND s.places = 0
         AND s.numPending = 0 AND s.numActive = 0
         AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.collection = 'submissions' AND m.owner = s.row)
         AND NOT EXISTS (SELECT 1 FROM marks m JOIN assays a ON a.row = m.owner
           WHERE a.submissionRow = s.row AND m.collection IN ('assays', 'assayResults', 'competitions', 'competitionResults', 'settled'))
       LIMIT ?`,
      concludedBefore,
      limit,
    )
    .map(({ row }) => row);
}

/** Takes up to `limit` competitions of it away, and the rest of it with the last. Whether it is gone. */
export function removeSubmission(connection: Connection, row: number, limit: number): boolean {
  const assays = connection.all<{ row: number }>('SELECT row FROM assays WHERE submissionRow = ?', row);
  let left = limit;
  for (const assay of assays) {
    left -= removeCompetitions(connection, assay.row, left);
    if (left <= 0) return false;
  }
  for (const assay of assays) {
    connection.run('DELETE FROM dependencies WHERE assayRow = ? OR dependsOnRow = ?', assay.row, assay.row);
    connection.run('DELETE FROM planParts WHERE assayRow = ?', assay.row);
    connection.run('DELETE FROM planRounds WHERE assayRow = ?', assay.row);
  }
  connection.run('DELETE FROM assays WHERE submissionRow = ?', row);
  connection.run('DELETE FROM submissions WHERE row = ?', row);
  return true;
}

function removeCompetitions(connection: Connection, assayRow: number, limit: number): number {
  const last = connection.get<{ ordinal: number }>(
    'SELECT ordinal FROM competitions WHERE assayRow = ? ORDER BY ordinal LIMIT 1 OFFSET ?',
    assayRow,
    limit,
  );
  const before = last?.ordinal ?? Number.MAX_SAFE_INTEGER;
  connection.run('DELETE FROM attempts WHERE assayRow = ? AND ordinal < ?', assayRow, before);
  return connection.run('DELETE FROM competitions WHERE assayRow = ? AND ordinal < ?', assayRow, before);
}
