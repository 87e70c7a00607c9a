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

/** Those that may have something to grant, least virtual time first: as the file has them, and as this transaction does. */
export function listSubmissionsWithPending(connection: Connection): Submission[] {
  const { work } = connection;
  const read = connection.all<Submission>(
    `SELECT ${SUBMISSION} FROM submissions INDEXED BY submissionsWithPending
     WHERE status IN ('pending', 'active') AND held = 0 AND numPending > 0`,
  );
  const rows = new Set(read.map(({ row }) => row));
  const others = work.submissionRows.filter((row) => !rows.has(row)).map((row) => work.submission(row));
  return [...read.map((submission) => work.submissionAsRead(submission)), ...others]
    .filter(mayGrant)
    .sort((a, b) => a.virtualTime - b.virtualTime || a.row - b.row);
}

const mayGrant = ({ status, held, numPending }: Submission): boolean =>
  (status === 'pending' || status === 'active') && held === 0 && numPending > 0;
