import { stateByDependencies } from '../domain/activation';
import { dependencyFailed, nextMove } from '../domain/conclusion';
import type { Assay } from '../domain/model';
import { isPlanDue, isRoundFruitless, roundAsked } from '../domain/rounds';
import type { Origin, Result, Work } from './store';

/** Opens the request for the next round when it is due. Repeated calls change nothing. */
export function advanceAssay(work: Work, assayRow: number): void {
  const assay = work.store.getAssay(assayRow);
  if (isPlanDue(assay)) openPlan(work, assay);
}

/** After a plan: asks for the next round when it is due, or ends an assay whose plan leads nowhere. */
export function goOn(work: Work, assay: Assay): void {
  if (isRoundFruitless(assay)) {
    const reason = `round ${assay.round} of its plan holds nothing to run and no conclusion`;
    endAssay(work, assay, 'failed', reason);
  } else {
    advanceAssay(work, assay.row);
  }
}

/** Opens the request for the round that is to be asked for; an unfinished one is asked for again. */
export function openPlan(work: Work, assay: Assay): void {
  if (!work.store.openPlanIfClosed(assay.row, roundAsked(assay))) return;
  const { submissionId } = work.store.getSubmission(assay.submissionRow);
  work.effects.plans.set(`${submissionId}/${assay.assayId}`, { submissionId, assayId: assay.assayId });
}

/** A blocked assay starts, or fails, when its dependencies have said enough. */
export function startIfUnblocked(work: Work, assayRow: number): void {
  const { store, now, effects } = work;
  const assay = store.getAssay(assayRow);
  if (assay.status !== 'blocked') return;
  const dependencies = store.listDependencies(assayRow);
  const next = stateByDependencies(dependencies.map((dependency) => dependency.status));
  if (next === 'blocked') return;
  if (next === 'failed') {
    const failed = dependencies.find(({ status }) => status === 'failed' || status === 'cancelled')!;
    return endAssay(work, assay, 'failed', dependencyFailed(failed.assayType, failed.reason));
  }
  store.moveAssayIf(assayRow, { from: 'blocked', to: 'active', wall: now.wall });
  effects.assays.add(assay.assayId);
  if (assay.round > 0 || !completeWithoutRunning(work, assay)) continueAssay(work, store.getAssay(assayRow));
}

/** From what an earlier submission found out: an inspection's memo, or the result of an assay that would find the same. */
function completeWithoutRunning(work: Work, { row, rememberAs, reuse }: Assay): boolean {
  const { store } = work;
  const memo = rememberAs ? store.findMemo(rememberAs) : undefined;
  const result = memo ?? (reuse ? store.findReusableResult(row) : undefined);
  if (!result) return false;
  const facts = memo?.facts ? (JSON.parse(memo.facts) as object) : undefined;
  completeAssay(work, store.getAssay(row), result, { facts, remembered: memo !== undefined });
  return true;
}

/** After a retry an assay may stand in the middle of a round. */
function continueAssay(work: Work, assay: Assay): void {
  work.effects.workAppeared = true;
  if (assay.partsTaken < assay.parts) openPlan(work, assay);
  else advanceAssay(work, assay.row);
}

/** The planner's word, or a remembered one: the result is kept, the facts go to the submission, dependants may start. */
export function completeAssay(
  work: Work,
  assay: Assay,
  result: Result & Partial<Origin>,
  also: { readonly facts?: object; readonly remembered: boolean },
): void {
  const { store, now } = work;
  if (also.facts) store.recordFacts(assay.submissionRow, also.facts, now.wall);
  const { result: json, resultDigest, warnings, reusedFrom, plannerVersion } = result;
  const kept = { result: json, resultDigest, warnings, remembered: also.remembered };
  store.recordAssayResult(assay.row, { ...kept, reusedFrom, plannerVersion });
  if (assay.rememberAs && !also.remembered) {
    const facts = also.facts ? JSON.stringify(also.facts) : null;
    const memo = { digest: assay.rememberAs, facts, rememberedAt: now.wall };
    store.rememberMemo({ ...memo, result: json, resultDigest, warnings });
  }
  endAssay(work, assay, 'completed');
}

/** The end of an assay, and what follows from it for those that depend on it and for the submission. */
export function endAssay(work: Work, assay: Assay, to: 'completed' | 'failed', reason?: string): void {
  const { store, now, effects } = work;
  if (!store.moveAssayIf(assay.row, { from: assay.status, to, reason, wall: now.wall })) return;
  effects.assays.add(assay.assayId);
  for (const dependent of store.listDependents(assay.row)) startIfUnblocked(work, dependent.row);
  advanceSubmission(work, assay.submissionRow);
}

/** Makes the moves that follow from the assays (active, completed, failed) or from the last container's end. */
export function advanceSubmission(work: Work, submissionRow: number): void {
  const { store, now, effects } = work;
  for (;;) {
    const submission = store.getSubmission(submissionRow);
    const move = nextMove(submission, store.listAssays(submissionRow));
    if (!move || !store.moveSubmissionIf(submissionRow, { ...move, wall: now.wall })) return;
    effects.submissions.add(submission.submissionId);
    effects.workAppeared = true;
  }
}
