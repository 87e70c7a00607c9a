import type { MessageOf, Plan } from '#contracts';
import type { AskedRound } from './recover';

/** One message of the journal, read and held against its schema; `pass` = nothing to apply, only the position moves. */
export interface JournalEntry {
  readonly sequence: number;
  /** ISO-8601: when the broker stored it. */
  readonly storedAt: string;
  readonly message: JournalMessage;
}

export type JournalMessage =
  | { readonly kind: 'submission.create'; readonly body: MessageOf<'submission.create.v1'> }
  | { readonly kind: 'submission.cancel'; readonly body: MessageOf<'submission.cancel.v1'> }
  | { readonly kind: 'submission.update'; readonly body: MessageOf<'submission.update.v1'> }
  | { readonly kind: 'submission.retry'; readonly body: MessageOf<'submission.retry.v1'> }
  | { readonly kind: 'submission.delete'; readonly body: MessageOf<'submission.delete.v1'> }
  | { readonly kind: 'genome.create'; readonly body: MessageOf<'genome.create.v1'> }
  | { readonly kind: 'genome.delete'; readonly body: MessageOf<'genome.delete.v1'> }
  | { readonly kind: 'plan'; readonly body: Plan }
  /** Our own request to the planner: of use only to a database that catches up. Undefined: of a submission, or not readable. */
  | { readonly kind: 'planRequest'; readonly read: () => AskedRound | undefined }
  | { readonly kind: 'pass' };

/** Why an entry cannot be applied: a word for the subject of its dead letter, and sentences for a person. */
export interface Refusal {
  readonly reason: string;
  readonly problems: readonly string[];
}

export const refuse = (reason: string, problem: string): Refusal => ({ reason, problems: [problem] });
