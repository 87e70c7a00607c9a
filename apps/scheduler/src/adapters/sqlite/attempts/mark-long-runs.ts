import type { Connection } from '../connection';
import { mark } from '../meta/mark';

/** Tokens are versions, so they tell when an attempt was granted. */
export interface GrantedBetween {
  readonly after: number;
  readonly upTo: number;
}

/** Marks the competitions of attempts that were granted then and are not over. Looks through live attempts only. */
export function markLongRuns(connection: Connection, granted: GrantedBetween): number {
  const runs = connection.all<{ assayRow: number; ordinal: number }>(
    `SELECT assayRow, ordinal FROM attempts INDEXED BY attemptsLiveByAssay
     WHERE state IN ('leased', 'running', 'lost') AND token > @after AND token <= @upTo`,
    granted,
  );
  for (const { assayRow, ordinal } of runs)
    mark(connection, 'competitions', assayRow, connection.nextVersion(), ordinal);
  return runs.length;
}
