import type { Plan } from '#contracts';
import { isTerminalSubmission } from '#domain';
import type { Assay, Submission } from '../domain/model';
import { judgePart } from '../domain/rounds';
import { advanceSubmission, completeAssay, endAssay, goOn, startIfUnblocked } from './advance-assay';
import { refuse, type Refusal } from './journal-entry';
import type { Work } from './store';

/**
 * The planner's answer, or one part of it. Whatever was taken before is passed silently: requests are delivered at
 * least once, and so are answers. Of one that is `replayed` by a database that catches up, nothing follows yet: the
 * next request in the journal tells what had been settled meanwhile.
 */
export function takePlan(work: Work, plan: Plan, replayed = false): Refusal | undefined {
  const submission = work.store.findSubmission(plan.submissionId);
  if (!submission)
    return refuse('not-found', `a plan for submission ${plan.submissionId}, which is not known`);
  if (isTerminalSubmission(submission.status) || submission.status === 'stopping') return undefined;
  if (plan.assayId === undefined) return takeSubmissionPlan(work, submission, plan);
  const assay = work.store.findAssay(plan.assayId);
  if (!assay || assay.submissionRow !== submission.row) {
    return refuse('not-found', `a plan for assay ${plan.assayId}, which this submission does not have`);
  }
  const verdict = judgePart(assay, work.store.isPartTaken(assay.row, plan.part), plan);
  if (verdict.kind === 'repeated') return undefined;
  if (verdict.kind === 'refused') return refuse(verdict.reason, verdict.problem);
  if (plan.conclusion) return takeConclusion(work, assay, plan);
  if (!plan.template && assay.templateRow === null && (plan.competitions ?? []).length > 0)
    return refuse('plan-template', `the first round of ${assay.assayType} came without a run template`);
  takePart(work, submission, assay, plan, verdict.firstOfRound);
  if (!replayed) goOn(work, work.store.getAssay(assay.row));
  return undefined;
}

function takeSubmissionPlan(work: Work, submission: Submission, plan: Plan): Refusal | undefined {
  const { store, now, effects } = work;
  if (submission.planOpen === 0) return undefined;
  if (plan.refusal !== undefined) {
    store.moveSubmissionIf(submission.row, {
      from: 'pending',
      to: 'failed',
      reason: plan.refusal,
      wall: now.wall,
    });
    effects.submissions.add(submission.submissionId);
    return undefined;
  }
  const planned = plan.assays ?? [];
  if (planned.length === 0) return refuse('plan-assays', 'the plan of a submission names no assays');
  const ids = new Set(planned.map((assay) => assay.assayId));
  const stranger = planned.flatMap((assay) => assay.dependsOn).find((id) => !ids.has(id));
  if (stranger !== undefined || ids.size < planned.length) {
    return refuse(
      'plan-assays',
      `assays of a plan must be distinct and depend on each other only (${stranger})`,
    );
  }
  const taken = planned.find(({ assayId }) => store.findAssay(assayId));
  if (taken) return refuse('plan-assays', `assay ${taken.assayId} exists already`);
  store.setSubmissionPlanOpen(submission.row, false);
  const rows = new Map(
    planned.map((assay) => [assay.assayId, store.insertAssay(submission.row, assay, now.wall)]),
  );
  for (const assay of planned) {
    for (const id of new Set(assay.dependsOn)) {
      store.insertDependency(rows.get(assay.assayId)!, rows.get(id)!);
    }
    effects.assays.add(assay.assayId);
  }
  store.touchSubmission(submission.row, now.wall);
  for (const row of rows.values()) startIfUnblocked(work, row);
  advanceSubmission(work, submission.row);
  return undefined;
}

function takeConclusion(work: Work, assay: Assay, plan: Plan): Refusal | undefined {
  const { status, result, resultDigest, reason, warnings, facts } = plan.conclusion!;
  if (status === 'failed') {
    endAssay(work, assay, 'failed', reason ?? 'the planner gave no reason');
    return undefined;
  }
  if (!result && !resultDigest) return refuse('plan-conclusion', 'a conclusion completed without a result');
  const kept = {
    result: result ? JSON.stringify(result) : null,
    resultDigest: resultDigest ?? null,
    warnings: JSON.stringify(warnings),
  };
  completeAssay(work, assay, kept, { facts, remembered: false });
  return undefined;
}

function takePart(work: Work, submission: Submission, assay: Assay, plan: Plan, firstOfRound: boolean): void {
  const { store, now, effects } = work;
  if (plan.template) store.giveTemplate(assay.row, plan.template);
  store.takePart(assay.row, { ...pick(plan), firstOfRound });
  store.insertCompetitions(assay, plan.competitions ?? [], now.wall);
  for (const ordinal of plan.withdraw ?? []) store.cancelCompetitionIfLive(assay, ordinal, false);
  catchUp(work, submission);
  store.touchAssay(assay.row, now.wall);
  effects.assays.add(assay.assayId);
  effects.progress.add(submission.submissionId);
  effects.workAppeared = true;
}

const pick = ({ round, part, parts, planDigest, plannerVersion, wake }: Plan) => ({
  round,
  part,
  parts,
  planDigest,
  plannerVersion,
  wake,
});

/** Who had nothing to run has saved up nothing. */
function catchUp(work: Work, submission: Submission): void {
  const clock = work.store.readVirtualClock();
  if (submission.numPending === 0 && submission.virtualTime < clock) {
    work.store.setVirtualTime(submission.row, clock);
  }
}
