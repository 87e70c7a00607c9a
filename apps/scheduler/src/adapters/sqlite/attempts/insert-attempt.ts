import type { Connection } from '../connection';
import { addPlaces } from '../submissions/change-submission';

export interface NewAttempt {
  readonly assayRow: number;
  readonly submissionRow: number;
  readonly ordinal: number;
  readonly attempt: number;
  readonly attemptId: string;
  readonly executorRow: number;
  readonly executorId: string;
  readonly grantedTurn: number;
  readonly timeoutSeconds: number;
  readonly wall: string;
}

/** Leases it and takes its place under the cap. Returns the fencing token, which grows with every lease of the stack. */
export function insertAttempt(connection: Connection, attempt: NewAttempt): number {
  const token = connection.nextVersion();
  connection.run(
    `INSERT INTO attempts (assayRow, ordinal, attempt, attemptId, token, executorRow, executorId, grantedTurn, state,
       timeoutSeconds, grantedAt)
     VALUES (@assayRow, @ordinal, @attempt, @attemptId, @token, @executorRow, @executorId, @grantedTurn, 'leased',
       @timeoutSeconds, @wall)`,
    { ...attempt, token },
  );
  addPlaces(connection, attempt.submissionRow, 1);
  return token;
}
