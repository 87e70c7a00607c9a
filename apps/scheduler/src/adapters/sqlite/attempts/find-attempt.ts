import type { Connection } from '../connection';
import type { AttemptRow } from '../rows';

/** Word for word the condition of the partial indexes, or SQLite does not see that they serve. */
const LIVE = `state IN ('leased', 'running', 'lost')`;

/** Leased, running or lost; undefined = ended, or never ours. */
export function findLiveAttempt(connection: Connection, attemptId: string): AttemptRow | undefined {
  return connection.get(
    `SELECT * FROM attempts INDEXED BY attemptsLive
     WHERE attemptId = ? AND ${LIVE}`,
    attemptId,
  );
}

/** What an executor holds under a lease. */
export function listLeasedAttempts(connection: Connection, executorRow: number): AttemptRow[] {
  return connection.all(
    `SELECT * FROM attempts INDEXED BY attemptsLiveByExecutor
     WHERE executorRow = ? AND ${LIVE} AND state IN ('leased', 'running') ORDER BY token`,
    executorRow,
  );
}

export function countLostAttempts(connection: Connection, executorRow: number): number {
  return connection.get<{ count: number }>(
    `SELECT count(*) AS count FROM attempts INDEXED BY attemptsLiveByExecutor
     WHERE executorRow = ? AND ${LIVE} AND state = 'lost'`,
    executorRow,
  )!.count;
}

/** Lost ones whose container has ended at the latest before `endedByMs`. */
export function listLostAttempts(connection: Connection, endedByMs: number, limit: number): AttemptRow[] {
  return connection.all(
    `SELECT * FROM attempts INDEXED BY attemptsLost WHERE state = 'lost' AND deadlineMs <= ?
     ORDER BY deadlineMs LIMIT ?`,
    endedByMs,
    limit,
  );
}
