import { isTerminalAssay } from '#domain';
import type { Submission } from '../domain/model';
import { failureStop } from '../domain/failure-stop';
import { advanceSubmission } from './advance-assay';
import type { Work } from './store';

/**
 * Nothing of the submission starts from here on; what runs is stopped by its executors' next turns, what is ready is
 * swept lazily, and it ends when no container of it can be running any more.
 */
export function stopSubmission(
  work: Work,
  submission: Submission,
  to: 'cancelled' | 'failed',
  reason: string | undefined,
): void {
  const { store, now, effects } = work;
  const change = { from: submission.status, to: 'stopping', stoppingTo: to, reason, wall: now.wall } as const;
  if (!store.moveSubmissionIf(submission.row, change)) return;
  for (const assay of store.listAssays(submission.row)) {
    if (isTerminalAssay(assay.status)) continue;
    const stopped = to === 'failed';
    store.moveAssayIf(assay.row, { from: assay.status, to: 'cancelled', reason, stopped, wall: now.wall });
    effects.assays.add(assay.assayId);
  }
  effects.submissions.add(submission.submissionId);
  effects.workAppeared = true;
  advanceSubmission(work, submission.row);
}

/** Whether the submission was stopped because more competitions failed than it allows. */
export function stopIfFailuresExceed(work: Work, submissionRow: number): boolean {
  const submission = work.store.getSubmission(submissionRow);
  if (submission.status !== 'active' && submission.status !== 'pending') return false;
  const reason = failureStop(submission);
  if (reason === undefined) return false;
  // The table has no way from pending to a failures stop: internal runs do not count.
  stopSubmission(work, submission, 'failed', reason);
  return true;
}
