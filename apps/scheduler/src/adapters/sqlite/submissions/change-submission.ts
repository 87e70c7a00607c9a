import type { SubmissionState } from '#domain';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';

/** A new version of the submission's document. */
export function touchSubmission(connection: Connection, row: number, wall: string): void {
  const version = connection.nextVersion();
  connection.run('UPDATE submissions SET version = ?, changedAt = ? WHERE row = ?', version, wall, row);
  mark(connection, 'submissions', row, version);
}

export interface SubmissionChange {
  readonly from: SubmissionState;
  readonly to: SubmissionState;
  readonly stoppingTo?: 'cancelled' | 'failed';
  readonly reason?: string;
  readonly wall: string;
}

/** Whether it was in the expected state; else nothing has happened. */
export function moveSubmissionIf(connection: Connection, row: number, change: SubmissionChange): boolean {
  const { from, to, stoppingTo, reason, wall } = change;
  const concluded = to === 'completed' || to === 'failed' || to === 'cancelled';
  const moved = connection.run(
    `UPDATE submissions SET status = @to, stoppingTo = @stoppingTo, reason = @reason, concludedAt = @concludedAt,
       planOpen = CASE WHEN @to IN ('pending', 'active') THEN planOpen ELSE 0 END
     WHERE row = @row AND status = @from`,
    {
      row,
      from,
      to,
      stoppingTo: stoppingTo ?? null,
      reason: reason ?? null,
      concludedAt: concluded ? wall : null,
    },
  );
  if (moved === 1) touchSubmission(connection, row, wall);
  return moved === 1;
}

export interface Limits {
  readonly maxCompetitionsActive?: number;
  readonly maxCompetitionsFail?: number;
  readonly competitionTimeoutSeconds?: number;
  readonly priority?: string;
  readonly held?: boolean;
}

/** New limits; absent = as it is. */
export function updateLimits(connection: Connection, row: number, limits: Limits, wall: string): void {
  connection.run(
    `UPDATE submissions SET
       maxCompetitionsActive = coalesce(@maxCompetitionsActive, maxCompetitionsActive),
       maxCompetitionsFail = coalesce(@maxCompetitionsFail, maxCompetitionsFail),
       competitionTimeoutSeconds = coalesce(@competitionTimeoutSeconds, competitionTimeoutSeconds),
       priority = coalesce(@priority, priority),
       held = coalesce(@held, held)
     WHERE row = @row`,
    {
      row,
      maxCompetitionsActive: limits.maxCompetitionsActive ?? null,
      maxCompetitionsFail: limits.maxCompetitionsFail ?? null,
      competitionTimeoutSeconds: limits.competitionTimeoutSeconds ?? null,
      priority: limits.priority ?? null,
      held: limits.held === undefined ? null : Number(limits.held),
    },
  );
  touchSubmission(connection, row, wall);
}

export function setSubmissionPlanOpen(connection: Connection, row: number, open: boolean): void {
  connection.run('UPDATE submissions SET planOpen = ? WHERE row = ?', Number(open), row);
}

export function countFailure(connection: Connection, row: number, firstError: string): void {
  connection.run(
    'UPDATE submissions SET numFailures = numFailures + 1, firstError = coalesce(firstError, ?) WHERE row = ?',
    firstError,
    row,
  );
}

/** A retry, or an inspection that runs again, starts with a clean count. */
export function forgiveFailures(connection: Connection, row: number): void {
  connection.run(
    'UPDATE submissions SET numFailures = 0, firstError = NULL, failuresSince = ? WHERE row = ?',
    connection.nextVersion(),
    row,
  );
}

/** Places under maxCompetitionsActive: +1 with a grant, −1 when its container can no longer be running. */
export function addPlaces(connection: Connection, row: number, change: 1 | -1): void {
  connection.work.countSubmission(row, 'places', change);
}

export function setVirtualTime(connection: Connection, row: number, virtualTime: number): void {
  connection.work.setVirtualTime(row, virtualTime);
}

/** Keeps the facts for all later requests, and the input's count of sites where they name one. */
export function recordFacts(
  connection: Connection,
  row: number,
  facts: Readonly<Record<string, unknown>> | null,
  wall: string,
): void {
  connection.run('UPDATE submissions SET facts = ? WHERE row = ?', facts && JSON.stringify(facts), row);
  touchSubmission(connection, row, wall);
  if (typeof facts?.numSites !== 'number') return;
  const { inputRow } = connection.get<{ inputRow: number }>(
    'SELECT inputRow FROM submissions WHERE row = ?',
    row,
  )!;
  const version = connection.nextVersion();
  const changed = connection.run(
    'UPDATE inputs SET numSites = @numSites, version = @version WHERE row = @inputRow AND numSites IS NOT @numSites',
    { numSites: facts.numSites, version, inputRow },
  );
  if (changed === 1) mark(connection, 'genomes', inputRow, version);
}
