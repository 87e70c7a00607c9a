import type { AttemptOutcome, AttemptState } from '#domain';

/**
 * What the protocol says of submissions of one assay, in as few rules as it can be said: no queries, no counters kept
 * (they are counted), no order of work. The scheduler is compared with it; it shares no code with the scheduler.
 */
export interface ModelCompetition {
  readonly ordinal: number;
  status: 'pending' | 'active' | 'completed' | 'failed' | 'cancelled';
  /** Number of the newest attempt. */
  attempt: number;
  systemErrors: number;
  failure: 'container' | 'system' | null;
  /** Cancelled by a failures stop: a retry brings it back. */
  stopped: boolean;
  /** The scheduler chooses the jitter; the model takes it over once it has found it in bounds. */
  notBeforeMs: number;
  settledBy: number | null;
  value: unknown;
  /** The round whose request carried this result to the planner. */
  toldIn: number | null;
}

export interface ModelAttempt {
  readonly submission: ModelSubmission;
  readonly competition: ModelCompetition;
  readonly number: number;
  readonly attemptId: string;
  readonly token: number;
  readonly executorId: string;
  readonly timeoutMs: number;
  grantedTurn: number;
  state: AttemptState;
  deadlineMs?: number;
}

export interface ModelAssay {
  status: 'active' | 'completed' | 'failed' | 'cancelled';
  stopped: boolean;
  round: number;
  parts: number;
  taken: Set<number>;
  wake: 'any' | 'all';
  planOpen: boolean;
  settledSinceAsked: boolean;
}

export interface ModelLimits {
  cap: number;
  failuresAllowed: number;
  timeoutMs: number;
  held: boolean;
}

export interface ModelSubmission extends ModelLimits {
  readonly id: string;
  readonly budget: number;
  status: 'pending' | 'active' | 'stopping' | 'completed' | 'failed' | 'cancelled';
  stoppingTo?: 'cancelled' | 'failed';
  failures: number;
  assay?: ModelAssay;
  readonly competitions: ModelCompetition[];
  readonly attempts: ModelAttempt[];
}

export const holdsPlace = ({ state }: ModelAttempt): boolean =>
  state === 'leased' || state === 'running' || state === 'lost';

/** §3: leased, running and lost attempts. */
export const placesOf = ({ attempts }: ModelSubmission): number => attempts.filter(holdsPlace).length;

const isLive = ({ status }: ModelCompetition): boolean => status === 'pending' || status === 'active';

/** Nothing settles in a submission that stops, or in an assay that has ended. */
const isUnderWay = ({ status, assay }: ModelSubmission): boolean =>
  status === 'active' && assay?.status === 'active';

/** §9, failed(system) → completed: but not once the planner has planned with the failure. */
const mayStillComplete = ({ status, failure, toldIn }: ModelCompetition): boolean =>
  status === 'active' ||
  status === 'pending' ||
  (status === 'failed' && failure === 'system' && toldIn === null);

/** §3: of use only while a report of it could count. */
export const isWanted = ({ submission, competition, number }: ModelAttempt): boolean =>
  isUnderWay(submission) &&
  competition.attempt === number &&
  (isLive(competition) || competition.failure === 'system');

export function cancelIfLive(submission: ModelSubmission, competition: ModelCompetition): void {
  if (!isLive(competition)) return;
  competition.status = 'cancelled';
  competition.stopped = submission.assay!.stopped;
}

function close(
  { submission, competition, number }: ModelAttempt,
  status: 'completed' | 'failed',
  failure: ModelCompetition['failure'],
  value: unknown,
): void {
  Object.assign(competition, { status, failure, value, settledBy: number });
  submission.assay!.settledSinceAsked = true;
  if (failure === 'container') submission.failures += 1;
}

/** §5: retried while the budget lasts. */
function systemError(attempt: ModelAttempt): void {
  const { submission, competition } = attempt;
  competition.systemErrors += 1;
  if (competition.systemErrors >= submission.budget) close(attempt, 'failed', 'system', null);
  else Object.assign(competition, { status: 'pending', notBeforeMs: Number.NaN });
}

/** A report: §5, and §9 for what comes late. */
export function settleReport(attempt: ModelAttempt, outcome: AttemptOutcome, value: unknown): void {
  const { submission, competition, number } = attempt;
  if (!holdsPlace(attempt)) return;
  if (competition.attempt > number) return void (attempt.state = 'superseded');
  attempt.state = outcome;
  if (!isUnderWay(submission)) return cancelIfLive(submission, competition);
  if (outcome === 'succeeded') {
    if (mayStillComplete(competition)) close(attempt, 'completed', null, value ?? null);
  } else if (!isLive(competition)) {
    return;
  } else if (outcome === 'container-error' || outcome === 'timed-out') {
    close(attempt, 'failed', 'container', null);
  } else if (competition.status === 'active') {
    if (outcome === 'system-error') systemError(attempt);
    else Object.assign(competition, { status: 'pending', notBeforeMs: 0 });
  }
}

/** A lease is over: the place stays taken. */
export function loseAttempt(attempt: ModelAttempt, nowMs: number): void {
  const { submission, competition, number } = attempt;
  attempt.state = 'lost';
  attempt.deadlineMs ??= nowMs + attempt.timeoutMs;
  if (competition.status !== 'active' || competition.attempt !== number) return;
  if (isUnderWay(submission)) systemError(attempt);
  else cancelIfLive(submission, competition);
}

/** What follows by itself (§4, §5, §9), whatever has happened. */
export function followUp(submission: ModelSubmission): void {
  const { assay } = submission;
  if (submission.status === 'active' && submission.failures > submission.failuresAllowed) {
    stop(submission, 'failed');
  }
  if (submission.status === 'stopping' && placesOf(submission) === 0) {
    submission.status = submission.stoppingTo!;
  }
  if (submission.status === 'active' && (assay?.status === 'completed' || assay?.status === 'failed')) {
    submission.status = assay.status;
  }
  if (assay && isPlanDue(submission, assay)) ask(submission, assay);
}

export function stop(submission: ModelSubmission, to: 'cancelled' | 'failed'): void {
  Object.assign(submission, { status: 'stopping', stoppingTo: to });
  const { assay } = submission;
  if (assay?.status !== 'active') return;
  Object.assign(assay, { status: 'cancelled', stopped: to === 'failed', planOpen: false });
}

/** §4: at most one request is open; `all` counts only when every part is in. */
function isPlanDue({ competitions }: ModelSubmission, assay: ModelAssay): boolean {
  if (assay.status !== 'active' || assay.planOpen || assay.taken.size < assay.parts) return false;
  if (!competitions.some(isLive)) return true;
  return assay.wake === 'any' && assay.settledSinceAsked;
}

function ask({ competitions }: ModelSubmission, assay: ModelAssay): void {
  assay.planOpen = true;
  assay.settledSinceAsked = false;
  for (const one of competitions) if (one.settledBy !== null) one.toldIn ??= assay.round + 1;
}
