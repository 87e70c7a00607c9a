import { noEffects, type Effects, type Now } from '../domain/effects';
import { endAssay } from './advance-assay';
import type { SchedulerStore, Work } from './store';

/** A plan request was given up by its consumer: the assay, or the submission that has none yet, fails with the sentence. */
export function failUnplannable(
  store: SchedulerStore,
  request: { readonly submissionId: string; readonly assayId?: string },
  reason: string,
  now: Now,
): Effects {
  const work: Work = { store, now, effects: noEffects() };
  return store.transaction(() => {
    const submission = store.findSubmission(request.submissionId);
    if (!submission) return work.effects;
    const assay = request.assayId === undefined ? undefined : store.findAssay(request.assayId);
    if (assay && assay.status === 'active' && assay.planOpen === 1) endAssay(work, assay, 'failed', reason);
    if (request.assayId === undefined && submission.planOpen === 1) {
      const change = { from: 'pending', to: 'failed', reason, wall: now.wall } as const;
      if (store.moveSubmissionIf(submission.row, change))
        work.effects.submissions.add(submission.submissionId);
    }
    return work.effects;
  });
}
