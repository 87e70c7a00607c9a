import type { Report } from '#contracts';
import { deadlineOf } from '../domain/leases';
import type { Assay, Attempt, LiveAttempt, Standing, Submission } from '../domain/model';
import { settleLoss, settleReport, type Settlement } from '../domain/settlement';
import { advanceAssay, advanceSubmission } from './advance-assay';
import { startOver } from './start-over';
import { stopIfFailuresExceed } from './stop-submission';
import type { Work } from './store';

/** The rows that one attempt's end concerns. */
interface Concerned {
  readonly submission: Submission;
  readonly assay: Assay;
  readonly competition: Standing;
  readonly attempt: Attempt;
}

/** Assay rows whose counters moved; what follows from it is done once for all of them (`concludeSettling`). */
export type SettledAssays = Set<number>;

/** Applies a report to its attempt and, if no newer attempt has been granted, to its competition: once. */
export function settle(
  work: Work,
  attempt: Attempt | LiveAttempt,
  report: Report,
  random: number,
  settled: SettledAssays,
): void {
  const concerned = readConcerned(work, attempt);
  if (report.reasonCode === 'image-changed' && wasOnlyRemembered(work, concerned.submission)) {
    const { submission } = concerned;
    work.store.endAttemptIf(attempt, submission.row, attempt.state, report.outcome, report);
    startOver(work, submission);
    return;
  }
  const context = { ...concerned, nowMs: work.now.ms, random };
  apply(work, concerned, settleReport(report.outcome, context), settled, report);
}

/** A lease is over. */
export function lose(work: Work, attempt: Attempt, random: number, settled: SettledAssays): void {
  const concerned = readConcerned(work, attempt);
  apply(work, concerned, settleLoss({ ...concerned, nowMs: work.now.ms, random }), settled);
}

/** The attempt is over without a report: nobody has the run, or its own deadline has passed. */
export function endUnreported(
  work: Work,
  attempt: Attempt | LiveAttempt,
  to: 'abandoned' | 'cancelled' | 'interrupted',
  settled: SettledAssays,
): void {
  const { store, effects } = work;
  const { submission, assay, competition } = readConcerned(work, attempt);
  if (!store.endAttemptIf(attempt, submission.row, attempt.state, to)) return;
  if (competition.status === 'active' && competition.attempt === attempt.attempt) {
    if (to === 'interrupted') {
      const { systemErrors } = competition;
      store.returnCompetitionIfActive(assay, attempt.ordinal, { notBeforeMs: 0, systemErrors });
    } else {
      store.cancelCompetitionIfLive(assay, attempt.ordinal, assay.stopped === 1);
    }
  }
  effects.progress.add(submission.submissionId);
  effects.placesFreed = true;
  settled.add(assay.row);
}

/** What follows once counters have moved: a failures stop, the end of stopping, the next round. */
export function concludeSettling(work: Work, settled: SettledAssays): void {
  const submissions = new Set<number>();
  for (const assayRow of settled) submissions.add(work.store.getAssay(assayRow).submissionRow);
  for (const row of submissions) {
    if (!stopIfFailuresExceed(work, row)) advanceSubmission(work, row);
  }
  for (const assayRow of settled) advanceAssay(work, assayRow);
  settled.clear();
}

function readConcerned(work: Work, attempt: Attempt | LiveAttempt): Concerned {
  const assay = work.store.getAssay(attempt.assayRow);
  const submission = work.store.getSubmission(assay.submissionRow);
  return { attempt, assay, submission, competition: standingOf(work, attempt) };
}

/** As it was read with the attempt, if it was: what this transaction has changed since is refused by the statements' guards. */
export const standingOf = ({ store }: Work, attempt: Attempt | LiveAttempt): Standing =>
  'competition' in attempt ? attempt.competition : store.getCompetition(attempt.assayRow, attempt.ordinal);

function apply(
  work: Work,
  concerned: Concerned,
  settlement: Settlement,
  settled: SettledAssays,
  report?: Report,
): void {
  const { store, effects } = work;
  const { submission, assay, attempt } = concerned;
  const won =
    settlement.attempt === 'lost'
      ? store.loseAttemptIfLeaseHeld(attempt, deadlineOf(work.now.ms, attempt.timeoutSeconds))
      : store.endAttemptIf(attempt, submission.row, attempt.state, settlement.attempt, report);
  if (!won) return;
  changeCompetition(work, concerned, settlement, report);
  effects.progress.add(submission.submissionId);
  effects.placesFreed = true;
  settled.add(assay.row);
}

function changeCompetition(
  work: Work,
  { submission, assay, competition, attempt }: Concerned,
  { competition: change }: Settlement,
  report?: Report,
): void {
  const { store } = work;
  const reason = report?.reason ?? (report ? undefined : `executor ${attempt.executorId} fell silent`);
  if (!change) return;
  if (change.to === 'cancelled') {
    store.cancelCompetitionIfLive(assay, competition.ordinal, assay.stopped === 1);
  } else if (change.to === 'pending') {
    store.returnCompetitionIfActive(assay, competition.ordinal, { ...change, reason });
  } else {
    const isSpent = change.to === 'failed' && change.failure === 'system';
    const told = isSpent ? spent(change.systemErrors, reason) : reason;
    const won = store.settleCompetitionIfNewest(assay, competition.ordinal, {
      from: competition.status as 'pending' | 'active' | 'failed',
      to: change.to,
      attempt: attempt.attempt,
      failure: change.to === 'failed' ? change.failure : undefined,
      systemErrors: change.to === 'failed' ? change.systemErrors : undefined,
      value: change.to === 'completed' ? report?.value : undefined,
      blobDigest: change.to === 'completed' ? report?.blobDigest : undefined,
      reason: change.to === 'failed' ? told : undefined,
      logTail: change.to === 'failed' ? report?.logTail : undefined,
    });
    const counts = change.to === 'failed' && change.failure === 'container' && assay.origin !== 'internal';
    if (won && counts) store.countFailure(submission.row, told ?? 'no reason was given');
  }
}

const spent = (times: number, reason: string | undefined): string =>
  `system: given up after ${times === 1 ? 'one system error' : `${times} system errors`}; the last: ${reason ?? 'no reason was given'}`;

/** Nothing has succeeded yet, and the inspection was taken from memory: it may have spoken of another image. */
const wasOnlyRemembered = (work: Work, submission: Submission): boolean =>
  submission.numCompleted === 0 &&
  submission.status === 'active' &&
  work.store
    .listAssays(submission.row)
    .some((assay) => assay.origin === 'internal' && assay.remembered === 1 && assay.status === 'completed');
