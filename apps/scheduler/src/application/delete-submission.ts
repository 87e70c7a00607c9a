import type { SubmissionDelete } from '#contracts';
import { isTerminalSubmission } from '#domain';
import { refuse, type Refusal } from './journal-entry';
import type { SchedulerStore, Work } from './store';

export interface DeletionStore {
  /** Its deletion is under way: the id is unknown to all commands, and not free again. */
  isDeleted(submissionId: string): boolean;
  /**
   * From now on it is unknown, and the records will be told. Nothing of it that waits to be published goes out any more:
   * it would bring back a part of it. `row` is absent where the rows have left already (thirty days after its end).
   */
  insertDeletion(deletion: {
    readonly submissionId: string;
    readonly row: number | undefined;
    readonly by: string;
    readonly wall: string;
  }): void;
}

/**
 * Deletes a submission that has ended; one that is not known here may still be in the records, and the deletion goes
 * there in any case. A live one is refused, and so is one that has ended and is still being swept: a container of it may
 * yet run. Deleting twice is deleting once.
 */
export function deleteSubmission(
  { store, now }: Work<SchedulerStore & DeletionStore>,
  { submissionId, by }: SubmissionDelete,
): Refusal | undefined {
  if (store.isDeleted(submissionId)) return undefined;
  const submission = store.findSubmission(submissionId);
  if (submission && !isTerminalSubmission(submission.status)) {
    return refuse('conflict', `submission ${submissionId} is ${submission.status}: cancel it first`);
  }
  if (submission && submission.numPending + submission.numActive + submission.places > 0) {
    return refuse('conflict', `submission ${submissionId} has ended and is still being stopped: try again`);
  }
  store.insertDeletion({ submissionId, row: submission?.row, by, wall: now.wall });
  return undefined;
}
