import type { Connection } from '../connection';
import { SUBMISSION, SUBMISSION_BY_ID } from '../columns';
import type { Submission } from '../../../domain/model';
import type { SubmissionRow } from '../rows';

/** One that was deleted is unknown, though its rows may be there for a moment yet. */
export function findSubmission(connection: Connection, submissionId: string): SubmissionRow | undefined {
  return connection.get(SUBMISSION_BY_ID, submissionId);
}

export const getSubmission = (connection: Connection, row: number): Submission =>
  connection.work.submission(row);

/** Those that may have something to grant, least virtual time first. */
export function listSubmissionsWithPending(connection: Connection): Submission[] {
  return connection.all(
    `SELECT ${SUBMISSION} FROM submissions INDEXED BY submissionsWithPending
     WHERE status IN ('pending', 'active') AND held = 0 AND numPending > 0 ORDER BY virtualTime, row`,
  );
}
