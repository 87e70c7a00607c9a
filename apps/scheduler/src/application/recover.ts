import type { CompetitionOutcome } from '#contracts';
import type { Assay, Attempt, Competition } from '../domain/model';
import { roundAsked } from '../domain/rounds';
import { advanceAssay, goOn } from './advance-assay';
import { concludeSettling, type SettledAssays } from './settle-attempt';
import type { SchedulerStore, Work } from './store';

/** A request to plan as the journal holds it: which round, under which name, and what had been settled by then. */
export interface AskedRound {
  readonly assayId: string;
  readonly round: number;
  readonly asked: number;
  /** Absent: too many for a message; the records tell them. */
  readonly results?: readonly CompetitionOutcome[];
  /** Of all rounds so far. */
  readonly resultsTotal: number;
  readonly nextOrdinal: number;
}

/** How a competition was settled after this database was backed up, as far as journal and records tell. */
export interface KnownOutcome extends CompetitionOutcome {
  readonly failure?: 'container' | 'system';
  readonly logTail?: string;
  /** Of the attempt that settled it. */
  readonly attempt?: KnownAttempt;
}

export interface KnownAttempt {
  /** Absent of failures: only results name theirs. */
  readonly attemptId?: string;
  readonly number?: number;
  readonly executorId?: string;
  readonly startedAt?: string;
  readonly durationMs?: number;
  readonly warnings?: readonly string[];
}

/** What is wanted of the later records: up to a version of before, or up to when they were stored. */
export interface LaterLimit {
  readonly version?: number;
  readonly storedBy?: string;
}

export interface RecoveryStore extends SchedulerStore {
  /** Journal sequence up to which this database catches up; null = it does not. */
  recoverUntil(): number | null;
  /** Of the assay's unsettled competitions, what the later records say, in the order in which they were settled. */
  listLaterOutcomes(assay: Assay, limit: LaterLimit): KnownOutcome[];
  /** Rows. */
  listActiveAssays(): number[];
  /** A competition that a plan has withdrawn is pending again. */
  returnIfWithdrawn(assay: Assay, ordinal: number): boolean;
  findUnsettled(assayRow: number, ordinal: number): Competition | undefined;
  listLiveAttempts(assayRow: number, ordinal: number): Attempt[];
  insertSettledAttempt(
    key: { assayRow: number; ordinal: number; attempt: number },
    known: SettledAttempt,
  ): void;
  setAttemptNumber(assay: Assay, ordinal: number, attempt: number): void;
  /** The request is closed, so that it can be opened with what has been settled by now. */
  closePlan(assayRow: number): void;
  noteAskedBefore(assayRow: number, asked: number): void;
}

export interface SettledAttempt extends KnownAttempt {
  readonly state: 'succeeded' | 'container-error' | 'system-error';
  readonly imageChainId?: string;
  readonly imageDigest?: string;
  readonly wall: string;
}

type RecoveryWork = Work<RecoveryStore>;

/**
 * The journal is read again, and comes to a request of before: what had been settled when it was made is settled now,
 * so that the answer behind it meets the same round. Also what the plan before it withdrew: it had ended by then. The
 * request that this opens anew has another name; the answer to the old one counts as well, if it knew just these
 * results. If not, this life goes on otherwise, and the answers of the former one are passed over.
 */
export function takeAskedRound(work: RecoveryWork, asked: AskedRound): void {
  const { store } = work;
  const assay = store.findAssay(asked.assayId);
  if (!assay || assay.status !== 'active' || roundAsked(assay) !== asked.round) return;
  if (assay.nextOrdinal !== asked.nextOrdinal) return;
  if (assay.planOpen === 1 && assay.openWatermark === asked.asked) return;
  const later = store.listLaterOutcomes(assay, { version: asked.asked });
  const told = merged(asked.results ?? later, later);
  for (const { ordinal } of told) store.returnIfWithdrawn(assay, ordinal);
  settleKnown(work, assay, told);
  const after = store.getAssay(assay.row);
  if (after.status === 'active') askAgain(work, after, asked);
}

/** Opens the request, or what stood open, with all that is settled by now. */
function askAgain(work: RecoveryWork, assay: Assay, asked: AskedRound): void {
  const { store } = work;
  if (assay.planOpen === 1 && assay.partsTaken === assay.parts) store.closePlan(assay.row);
  advanceAssay(work, assay.row);
  const { planOpen, numCompleted, numFailed } = store.getAssay(assay.row);
  const knewTheSame = asked.resultsTotal === numCompleted + numFailed;
  if (planOpen === 1 && knewTheSame) store.noteAskedBefore(assay.row, asked.asked);
}

/** A command of before comes: what had been recorded of its submission by then had been settled before it. */
export function settleBefore(work: RecoveryWork, submissionId: string, storedAt: string): void {
  const { store } = work;
  const submission = store.findSubmission(submissionId);
  if (!submission) return;
  for (const { row } of store.listAssays(submission.row)) {
    const assay = store.getAssay(row);
    if (assay.status === 'active')
      settleKnown(work, assay, store.listLaterOutcomes(assay, { storedBy: storedAt }));
  }
}

/**
 * The journal is at its end: all that the records know beyond this database is settled, before anything runs; then what
 * waits for nothing more is asked for.
 */
export function settleRest(work: RecoveryWork): void {
  const { store } = work;
  for (const row of store.listActiveAssays()) {
    const assay = store.getAssay(row);
    if (assay.status !== 'active') continue;
    settleKnown(work, assay, store.listLaterOutcomes(assay, {}));
    const after = store.getAssay(row);
    if (after.status === 'active' && after.planOpen === 0) goOn(work, after);
  }
}

/** The journal's word for the outcome; what it leaves out of the attempt, from the records. */
function merged(told: readonly KnownOutcome[], later: readonly KnownOutcome[]): KnownOutcome[] {
  const recorded = new Map(later.map((outcome) => [outcome.ordinal, outcome]));
  return told.map((outcome) => {
    const record = recorded.get(outcome.ordinal);
    return {
      ...record,
      ...outcome,
      ...(record?.attempt ? { attempt: attemptOf(record.attempt, outcome) } : {}),
    };
  });
}

/** A record has the warnings of value and attempt as one list, those of the value first. */
function attemptOf(attempt: KnownAttempt, { value }: KnownOutcome): KnownAttempt {
  const ofValue = Array.isArray(value?.warnings) ? value.warnings.length : 0;
  return { ...attempt, warnings: attempt.warnings?.slice(ofValue) };
}

function settleKnown(work: RecoveryWork, assay: Assay, outcomes: readonly KnownOutcome[]): void {
  const settled: SettledAssays = new Set();
  for (const outcome of outcomes) {
    const competition = work.store.findUnsettled(assay.row, outcome.ordinal);
    if (!competition) continue;
    settleOne(work, assay, competition, outcome);
    settled.add(assay.row);
  }
  if (settled.size > 0) concludeSettling(work, settled);
  advanceAssay(work, assay.row);
}

function settleOne(work: RecoveryWork, assay: Assay, competition: Competition, outcome: KnownOutcome): void {
  const { store, effects } = work;
  const { submissionId } = store.getSubmission(assay.submissionRow);
  const failure = outcome.outcome === 'failed' ? (outcome.failure ?? failureOf(outcome.reason)) : undefined;
  const attempt = settleAttempt(work, assay, competition, outcome, failure);
  const { status } = store.getCompetition(assay.row, competition.ordinal);
  const won = store.settleCompetitionIfNewest(assay, competition.ordinal, {
    from: status as 'pending' | 'active',
    to: outcome.outcome,
    attempt,
    failure,
    value: outcome.value,
    blobDigest: outcome.blobDigest,
    reason: outcome.outcome === 'failed' ? outcome.reason : undefined,
    logTail: outcome.logTail,
  });
  effects.progress.add(submissionId);
  if (won && failure === 'container' && assay.origin !== 'internal')
    store.countFailure(assay.submissionRow, outcome.reason ?? 'no reason was given');
}

/** Only the end of a spent budget begins so (settle-attempt.ts). */
const failureOf = (reason: string | undefined): 'container' | 'system' =>
  reason?.startsWith('system: ') ? 'system' : 'container';

/** The attempt that settled it: one that this database still holds as live, or one that it never knew. Its number. */
function settleAttempt(
  work: RecoveryWork,
  assay: Assay,
  competition: Competition,
  outcome: KnownOutcome,
  failure: 'container' | 'system' | undefined,
): number {
  const { store, now } = work;
  const known = outcome.attempt ?? {};
  const state =
    failure === undefined ? 'succeeded' : failure === 'container' ? 'container-error' : 'system-error';
  let settledBy: number | undefined;
  for (const live of store.listLiveAttempts(assay.row, competition.ordinal)) {
    const isIt =
      known.attemptId === undefined ? known.number === live.attempt : known.attemptId === live.attemptId;
    const other = live.state === 'lost' ? 'superseded' : 'interrupted';
    const ended = isIt ? state : other;
    store.endAttemptIf(
      live,
      assay.submissionRow,
      live.state,
      ended,
      isIt ? reportOf(live, outcome, state, now.wall) : undefined,
    );
    if (isIt) settledBy = live.attempt;
  }
  if (settledBy === competition.attempt) return settledBy;
  const attempt = Math.max(competition.attempt + 1, known.number ?? 0);
  const { imageChainId, imageDigest } = outcome;
  const key = { assayRow: assay.row, ordinal: competition.ordinal, attempt };
  store.insertSettledAttempt(key, { ...known, state, imageChainId, imageDigest, wall: now.wall });
  store.setAttemptNumber(assay, competition.ordinal, attempt);
  return attempt;
}

const reportOf = (
  live: Attempt,
  { attempt = {}, reason, imageChainId, imageDigest }: KnownOutcome,
  outcome: SettledAttempt['state'],
  wall: string,
) => ({
  attemptId: live.attemptId,
  competitionId: '',
  token: live.token,
  outcome,
  reason: outcome === 'succeeded' ? undefined : reason,
  warnings: [...(attempt.warnings ?? [])],
  startedAt: attempt.startedAt ?? wall,
  durationMs: attempt.durationMs ?? 0,
  imageChainId,
  imageDigest,
  executorId: live.executorId,
});
