import type { GenomeCreate, GenomeDelete } from '#contracts';
import { noEffects, type Effects, type Now } from '../domain/effects';
import { refuse, type JournalEntry, type Refusal } from './journal-entry';
import { settleBefore, takeAskedRound, type RecoveryStore } from './recover';
import type { Work } from './store';
import { deleteSubmission, type DeletionStore } from './delete-submission';
import { takePlan } from './take-plan';
import {
  cancelSubmission,
  createSubmission,
  retrySubmission,
  updateSubmission,
  type TombstoneStore,
} from './take-submission-command';

export interface JournalStore extends RecoveryStore, TombstoneStore, DeletionStore {
  /** `work`, or nothing of it and why; a failing disk is thrown. */
  undoIfFailing<T>(work: () => T): { ok: true; value: T } | { ok: false; message: string };
  readJournalPosition(): { readonly sequence: number };
  passJournal(passed: readonly { readonly sequence: number; readonly storedAt: string }[]): void;
  createInput(command: GenomeCreate, wall: string): void;
  deleteInput(
    command: GenomeDelete,
    wall: string,
  ): 'deleted' | 'unknown' | { readonly usedBy: readonly string[] };
}

export interface JournalApplied {
  /** Entries whose effect and position have been committed. */
  readonly applied: number;
  /** The entry after them, which cannot be applied: to be kept as a dead letter and passed. */
  readonly refusal?: Refusal & { readonly sequence: number };
  readonly effects: Effects;
}

/**
 * Applies journal entries in their order, with the position in the same transaction: each exactly once, and those at or
 * below the position not again. Stops before
 * an entry that must be refused, so that its dead letter can be stored before the position passes it.
 */
export function applyJournalBatch(
  store: JournalStore,
  entries: readonly JournalEntry[],
  now: Now,
): JournalApplied {
  const work = { store, now, effects: noEffects() };
  return store.transaction(() => {
    let applied = 0;
    let refusal: JournalApplied['refusal'];
    const { sequence: position } = store.readJournalPosition();
    const isRecovering = store.recoverUntil() !== null;
    for (const entry of entries) {
      const refused = entry.sequence <= position ? undefined : applyOrUndo(work, entry, isRecovering);
      if (refused) {
        refusal = { ...refused, sequence: entry.sequence };
        break;
      }
      applied += 1;
    }
    const passed = entries.slice(0, applied).filter(({ sequence }) => sequence > position);
    if (passed.length > 0) store.passJournal(passed);
    return { applied, refusal, effects: work.effects };
  });
}

/** An entry that meets a defect must not hold up all that come after it: it is undone and becomes a dead letter. */
function applyOrUndo(
  work: Work<JournalStore>,
  entry: JournalEntry,
  isRecovering: boolean,
): Refusal | undefined {
  const tried = work.store.undoIfFailing(() => {
    if (isRecovering) catchUp(work, entry);
    return applyEntry(work, entry, isRecovering);
  });
  return tried.ok ? tried.value : refuse('internal', `could not be applied: ${tried.message}`);
}

/** What the records tell, brought to where it stood when this entry was journalled. */
function catchUp(work: Work<JournalStore>, { message, storedAt }: JournalEntry): void {
  if (message.kind === 'planRequest') {
    const asked = message.read();
    if (asked) takeAskedRound(work, asked);
  } else if (message.kind.startsWith('submission.') && message.kind !== 'submission.create') {
    settleBefore(work, (message as { body: { submissionId: string } }).body.submissionId, storedAt);
  }
}

/** Refuses before it writes anything. */
function applyEntry(
  work: Work<JournalStore>,
  { message, storedAt }: JournalEntry,
  isRecovering: boolean,
): Refusal | undefined {
  const { store, now } = work;
  switch (message.kind) {
    case 'submission.create':
      return createSubmission(work, message.body, storedAt);
    case 'submission.cancel':
      return void cancelSubmission(work, message.body, storedAt);
    case 'submission.update':
      return updateSubmission(work, message.body);
    case 'submission.retry':
      return retrySubmission(work, message.body);
    case 'submission.delete':
      return deleteSubmission(work, message.body);
    case 'genome.create':
      return void store.createInput(message.body, now.wall);
    case 'genome.delete': {
      const deletion = store.deleteInput(message.body, now.wall);
      return typeof deletion === 'string'
        ? undefined
        : refuse('conflict', `still used by ${deletion.usedBy.join(', ')}`);
    }
    case 'plan':
      return takePlan(work, message.body, isRecovering);
    case 'planRequest':
    case 'pass':
      return undefined;
  }
}

export interface ResetStore {
  beginEpoch(position: { sequence: number; streamCreated: string | null }): void;
  unpublishMarks(): void;
  transaction<T>(work: () => T): T;
}

/** The stream was set back or made anew: go on from its end, above every version that was ever handed out. */
export function resetJournal(
  store: ResetStore,
  position: { readonly sequence: number; readonly streamCreated: string | null },
): void {
  store.transaction(() => {
    store.beginEpoch(position);
    store.unpublishMarks();
  });
}
