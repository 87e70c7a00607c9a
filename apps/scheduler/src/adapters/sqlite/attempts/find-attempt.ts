import type { Attempt, Competition, LiveAttempt } from '../../../domain/model';
import { ATTEMPT_OF_T } from '../columns';
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

/**
 * All live attempts of an executor with where their competitions stand, oldest first: one statement tells a turn what it
 * needs to know of them.
 */
export function listAttemptsOf(connection: Connection, executorRow: number): LiveAttempt[] {
  return connection
    .all<LiveRow>(
      `SELECT ${ATTEMPT_OF_T}, c.status, c.attempt AS newest, c.systemErrors, c.failure
       FROM attempts t INDEXED BY attemptsLiveByExecutor
       JOIN competitions c ON c.assayRow = t.assayRow AND c.ordinal = t.ordinal
       WHERE t.executorRow = ? AND t.${LIVE} ORDER BY t.token`,
      executorRow,
    )
    .map(({ status, newest, systemErrors, failure, ...attempt }) => ({
      ...attempt,
      competition: { ordinal: attempt.ordinal, status, attempt: newest, systemErrors, failure },
    }));
}

interface LiveRow extends Attempt {
  readonly status: Competition['status'];
  readonly newest: number;
  readonly systemErrors: number;
  readonly failure: Competition['failure'];
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
