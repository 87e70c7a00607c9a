import type { AttemptOutcome, AttemptState } from '#domain';
import { backOffMs } from './back-off';
import type { Assay, Attempt, Competition, Submission } from './model';

/** What one report, or the loss of an attempt, does to its attempt and its competition. */
export interface Settlement {
  readonly attempt: AttemptState;
  /** Absent: the competition stays as it is. */
  readonly competition?: CompetitionChange;
}

export type CompetitionChange =
  | { readonly to: 'completed' }
  | { readonly to: 'failed'; readonly failure: 'container' | 'system'; readonly systemErrors: number }
  | { readonly to: 'pending'; readonly notBeforeMs: number; readonly systemErrors: number }
  | { readonly to: 'cancelled' };

export interface SettlementContext {
  readonly submission: Pick<Submission, 'status' | 'maxCompetitionAttempts'>;
  readonly assay: Pick<Assay, 'status'>;
  readonly competition: Pick<Competition, 'status' | 'attempt' | 'systemErrors' | 'failure'>;
  readonly attempt: Pick<Attempt, 'attempt' | 'state'>;
  readonly nowMs: number;
  /** 0 ≤ random < 1, for the jitter of the back-off. */
  readonly random: number;
}

/**
 * Whose fault, and what follows. A competition is settled by its newest attempt only; a late report of an older one is
 * kept as superseded. Nothing settles in an assay that is no longer active: what it still runs is cancelled.
 */
export function settleReport(outcome: AttemptOutcome, context: SettlementContext): Settlement {
  const { attempt, competition } = context;
  if (attempt.attempt !== competition.attempt) return { attempt: 'superseded' };
  return { attempt: outcome, competition: changeByReport(outcome, context) };
}

/** A lease is over: the competition goes on with its next attempt, or fails when its budget is spent. */
export function settleLoss(context: SettlementContext): Settlement {
  if (context.competition.status !== 'active') return { attempt: 'lost' };
  if (!isWanted(context)) return { attempt: 'lost', competition: { to: 'cancelled' } };
  return { attempt: 'lost', competition: afterSystemError(context) };
}

function changeByReport(outcome: AttemptOutcome, context: SettlementContext): CompetitionChange | undefined {
  const { competition } = context;
  const { status, systemErrors } = competition;
  if (status === 'completed' || status === 'cancelled') return undefined;
  if (!isWanted(context)) return status === 'failed' ? undefined : { to: 'cancelled' };
  if (outcome === 'succeeded') {
    return status === 'failed' && competition.failure !== 'system' ? undefined : { to: 'completed' };
  }
  if (status === 'failed') return undefined;
  if (outcome === 'container-error' || outcome === 'timed-out') {
    return { to: 'failed', failure: 'container', systemErrors };
  }
  // Pending: the loss of this attempt has been counted already.
  if (status === 'pending') return undefined;
  if (outcome === 'system-error') return afterSystemError(context);
  return { to: 'pending', notBeforeMs: 0, systemErrors };
}

function afterSystemError({ competition, submission, nowMs, random }: SettlementContext): CompetitionChange {
  const systemErrors = competition.systemErrors + 1;
  return systemErrors >= submission.maxCompetitionAttempts
    ? { to: 'failed', failure: 'system', systemErrors }
    : { to: 'pending', notBeforeMs: Math.ceil(nowMs + backOffMs(systemErrors, random)), systemErrors };
}

const isWanted = ({ submission, assay }: SettlementContext): boolean =>
  assay.status === 'active' && (submission.status === 'active' || submission.status === 'pending');
