import { noEffects, type Effects, type Now } from '../domain/effects';
import { advanceAssay } from './advance-assay';
import type { SchedulerStore, Work } from './store';
import { TOMBSTONE_MS } from './take-submission-command';

/** Rows moved in one call: keeps the transaction under 10 ms. */
const SWEPT_AT_ONCE = 500;
export const KEPT_AFTER_CONCLUSION_MS = 30 * 86_400_000;

export interface SweepStore extends SchedulerStore {
  deleteTombstonesBefore(storedAt: string): number;
  listRemovableSubmissions(concludedBefore: string, limit: number): number[];
  removeSubmission(row: number, limit: number): boolean;
}

/** Cancels what ended assays have left behind, a chunk at a time. `more`: call again at once. */
export function sweepCancelled(store: SweepStore, now: Now): { effects: Effects; more: boolean } {
  const work: Work = { store, now, effects: noEffects() };
  const [assay] = store.listAssaysToSweep(1);
  if (!assay) return { effects: work.effects, more: false };
  return store.transaction(() => {
    const swept = store.sweepCompetitions(assay, assay.stopped === 1, SWEPT_AT_ONCE);
    const submission = store.getSubmission(assay.submissionRow);
    work.effects.progress.add(submission.submissionId);
    const after = store.getAssay(assay.row);
    const isDone = after.numPending + after.numActive === 0;
    if (isDone) {
      // Their counters have changed since they ended.
      store.touchAssay(assay.row, now.wall);
      store.touchSubmission(submission.row, now.wall);
    }
    advanceAssay(work, assay.row);
    return { effects: work.effects, more: swept > 0 };
  });
}

/** Takes away what the records have had for thirty days, and old tombstones. `more`: call again soon. */
export function removeConcluded(store: SweepStore, now: Now): { more: boolean } {
  const wall = Date.parse(now.wall);
  const concludedBefore = new Date(wall - KEPT_AFTER_CONCLUSION_MS).toISOString();
  return store.transaction(() => {
    store.deleteTombstonesBefore(new Date(wall - 2 * TOMBSTONE_MS).toISOString());
    const [row] = store.listRemovableSubmissions(concludedBefore, 1);
    if (row === undefined) return { more: false };
    store.removeSubmission(row, SWEPT_AT_ONCE);
    return { more: true };
  });
}
