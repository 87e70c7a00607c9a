import type { Connection } from '../connection';
import { cancelCompetitionIfLive } from './change-competition';
import type { Counting } from '../submissions/count-moves';

/** Cancels up to `limit` live competitions of an assay that has ended. Returns how many. */
export function sweepCompetitions(
  connection: Connection,
  assay: Counting,
  stopped: boolean,
  limit: number,
): number {
  const pending = connection.all<{ ordinal: number }>(
    `SELECT ordinal FROM competitions INDEXED BY competitionsReady WHERE assayRow = ? AND status = 'pending' LIMIT ?`,
    assay.row,
    limit,
  );
  const active = connection.all<{ ordinal: number }>(
    `SELECT c.ordinal FROM attempts t INDEXED BY attemptsLiveByAssay
     JOIN competitions c ON c.assayRow = t.assayRow AND c.ordinal = t.ordinal AND c.attempt = t.attempt
     WHERE t.assayRow = ? AND t.state IN ('leased', 'running', 'lost') AND c.status = 'active' LIMIT ?`,
    assay.row,
    Math.max(0, limit - pending.length),
  );
  const swept = [...pending, ...active].filter(({ ordinal }) =>
    cancelCompetitionIfLive(connection, assay, ordinal, stopped),
  );
  return swept.length;
}
