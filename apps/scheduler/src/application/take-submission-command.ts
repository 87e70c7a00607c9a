import { isDeepStrictEqual } from 'node:util';
import type { SubmissionCancel, SubmissionCreate, SubmissionRetry, SubmissionUpdate } from '#contracts';
import { isTerminalSubmission } from '#domain';
import { advanceSubmission, startIfUnblocked } from './advance-assay';
import type { DeletionStore } from './delete-submission';
import { refuse, type Refusal } from './journal-entry';
import { stopIfFailuresExceed, stopSubmission } from './stop-submission';
import type { SchedulerStore, Work } from './store';
import type { Assay, Submission } from '../domain/model';

/** A cancel that overtook its create is kept this long. */
export const TOMBSTONE_MS = 3_600_000;

export interface TombstoneStore {
  insertTombstone(tombstone: {
    submissionId: string;
    by: string;
    reason: string | null;
    storedAt: string;
  }): void;
  findTombstone(
    submissionId: string,
  ): { readonly by: string; readonly reason: string | null; readonly storedAt: string } | undefined;
}

type CommandWork = Work<SchedulerStore & TombstoneStore & Pick<DeletionStore, 'isDeleted'>>;

/** A repetition is harmless; another command under a known id is refused. A create that was cancelled is born cancelled. */
export function createSubmission(
  work: CommandWork,
  create: SubmissionCreate,
  storedAt: string,
): Refusal | undefined {
  const { store, now, effects } = work;
  if (store.isDeleted(create.submissionId)) {
    return refuse('duplicate', `submission ${create.submissionId} was deleted; its id is not given again`);
  }
  const known = store.findSubmission(create.submissionId);
  if (known) {
    const same = isDeepStrictEqual(JSON.parse(known.createCommand), JSON.parse(JSON.stringify(create)));
    return same
      ? undefined
      : refuse('duplicate', `submission ${create.submissionId} exists already, with another body`);
  }
  const tombstone = store.findTombstone(create.submissionId);
  const bornCancelled =
    tombstone && Date.parse(storedAt) - Date.parse(tombstone.storedAt) <= TOMBSTONE_MS
      ? tombstone
      : undefined;
  store.insertSubmission(create, {
    status: bornCancelled ? 'cancelled' : 'pending',
    reason: bornCancelled && cancelledBy(bornCancelled.by, bornCancelled.reason),
    virtualTime: store.readVirtualClock(),
    wall: now.wall,
  });
  effects.submissions.add(create.submissionId);
  if (!bornCancelled) effects.plans.set(`${create.submissionId}/-`, { submissionId: create.submissionId });
  return undefined;
}

/** Of one that has ended or is stopping already: nothing. Of an unknown one: remembered for an hour. */
export function cancelSubmission(work: CommandWork, cancel: SubmissionCancel, storedAt: string): void {
  const { submissionId, by, reason } = cancel;
  const submission = work.store.findSubmission(submissionId);
  if (!submission) {
    work.store.insertTombstone({ submissionId, by, reason: reason ?? null, storedAt });
  } else if (submission.status === 'pending' || submission.status === 'active') {
    stopSubmission(work, submission, 'cancelled', cancelledBy(by, reason));
  }
}

const cancelledBy = (by: string, reason: string | null | undefined): string =>
  `cancelled by ${by}${reason ? `: ${reason}` : ''}`;

export function updateSubmission(work: Work, update: SubmissionUpdate): Refusal | undefined {
  const { store, now, effects } = work;
  const submission = store.findSubmission(update.submissionId);
  if (!submission) return refuse('not-found', `no submission ${update.submissionId}`);
  if (isTerminalSubmission(submission.status) || submission.status === 'stopping') {
    return refuse('conflict', `submission ${update.submissionId} is ${submission.status}: its limits stay`);
  }
  if (update.ifVersion !== undefined && update.ifVersion !== submission.version) {
    return refuse(
      'conflict',
      `submission ${update.submissionId} has version ${submission.version} by now, not ${update.ifVersion}`,
    );
  }
  store.updateLimits(submission.row, update, now.wall);
  effects.submissions.add(submission.submissionId);
  effects.workAppeared = true;
  stopIfFailuresExceed(work, submission.row);
  return undefined;
}

/** Failed competitions and assays of a failed submission begin again with a fresh budget; results are kept. */
export function retrySubmission(work: Work, retry: SubmissionRetry): Refusal | undefined {
  const { store, effects } = work;
  const submission = store.findSubmission(retry.submissionId);
  if (!submission) return refuse('not-found', `no submission ${retry.submissionId}`);
  if (submission.status !== 'failed') {
    return refuse(
      'conflict',
      `submission ${retry.submissionId} is ${submission.status}; only a failed one can be retried`,
    );
  }
  const assays = store.listAssays(submission.row);
  reopen(work, submission, assays);
  for (const assay of assays) revive(work, assay);
  for (const assay of assays) startIfUnblocked(work, assay.row);
  effects.workAppeared = true;
  advanceSubmission(work, submission.row);
  return undefined;
}

function reopen(work: Work, submission: Submission, assays: readonly Assay[]): void {
  const { store, now, effects } = work;
  const { submissionId } = submission;
  const inspected =
    assays.length > 0 &&
    assays.every(({ origin, status }) => origin !== 'internal' || status === 'completed');
  store.moveSubmissionIf(submission.row, {
    from: 'failed',
    to: inspected ? 'active' : 'pending',
    wall: now.wall,
  });
  store.forgiveFailures(submission.row);
  store.setVirtualTime(submission.row, Math.max(submission.virtualTime, store.readVirtualClock()));
  effects.submissions.add(submissionId);
  if (assays.length > 0) return;
  store.setSubmissionPlanOpen(submission.row, true);
  effects.plans.set(`${submissionId}/-`, { submissionId });
}

function revive(work: Work, assay: Assay): void {
  const { store, now, effects } = work;
  if (assay.status !== 'failed' && !(assay.status === 'cancelled' && assay.stopped === 1)) return;
  store.reviveCompetitions(assay);
  store.moveAssayIf(assay.row, { from: assay.status, to: 'blocked', wall: now.wall });
  effects.assays.add(assay.assayId);
}
