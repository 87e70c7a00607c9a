import type { AssayDocument, AssayProgress, Counters, SubmissionDocument } from '#contracts';
import { KnockemError } from '#domain';
import { pendingDocument } from '../domain/submission-body';
import type { CommandJournal, LiveState, Now, RecordReads, StackFacts } from './ports';

export type AssayView = AssayDocument & { readonly counters?: Counters; readonly round?: number };

export interface SubmissionState {
  readonly submission: SubmissionDocument;
  readonly assays: readonly AssayView[];
  /** Counters by assay; empty where only the record is known. */
  readonly progress: readonly AssayProgress[];
  /** Who said so: the scheduler (live), the records (finished, or the scheduler is away), or the journal (not read yet). */
  readonly source: 'scheduler' | 'records' | 'journal';
  readonly asOf: string;
}

/**
 * One submission as it is known now. The scheduler is asked first; the record answers for what has left it and while it
 * is away; the journal proves what is accepted and not read yet. So a GET right after a 202 finds the submission.
 */
export class ReadSubmission {
  constructor(
    private readonly live: Pick<LiveState, 'status'>,
    private readonly records: Pick<RecordReads, 'submission' | 'assaysOf'>,
    private readonly journal: Pick<CommandJournal, 'submissionCreateOf' | 'submissionDeleteOf'>,
    private readonly stack: StackFacts,
    private readonly now: Now,
  ) {}

  /** Throws `not-found`; `unavailable` when nobody could be asked. */
  async read(submissionId: string): Promise<SubmissionState> {
    const failures: unknown[] = [];
    const orNothing = <T>(answer: Promise<T | undefined>): Promise<T | undefined> =>
      answer.catch((error: unknown) => void failures.push(error));

    const found =
      (await orNothing(this.fromScheduler(submissionId))) ??
      (await orNothing(this.unlessDeleted(submissionId)));
    if (found) return found;
    if (failures.length > 0) throw failures[0];
    throw submissionNotFound(submissionId);
  }

  /** A deletion that is journalled counts, though the records may not have it yet. */
  private async unlessDeleted(id: string): Promise<SubmissionState | undefined> {
    const deletion = await this.journal.submissionDeleteOf(id).catch(() => undefined);
    if (deletion?.message) return undefined;
    let failure: Error | undefined;
    const recorded = await this.fromRecords(id).catch((error: Error) => void (failure = error));
    const found = recorded ?? (await this.fromJournal(id));
    if (!found && failure) throw failure;
    return found;
  }

  private async fromScheduler(id: string): Promise<SubmissionState | undefined> {
    const live = await this.live.status(id);
    return live && { ...live, source: 'scheduler' };
  }

  private async fromRecords(id: string): Promise<SubmissionState | undefined> {
    const submission = await this.records.submission(id);
    if (!submission) return undefined;
    const assays = await this.records.assaysOf(id);
    return {
      submission,
      assays,
      progress: [],
      source: 'records',
      asOf: submission.concludedAt ?? this.now(),
    };
  }

  private async fromJournal(id: string): Promise<SubmissionState | undefined> {
    const created = await this.journal.submissionCreateOf(id);
    if (!created?.message) return undefined;
    const submission = pendingDocument(created.message, created.storedAt, this.stack);
    return { submission, assays: [], progress: [], source: 'journal', asOf: this.now() };
  }
}

export const submissionNotFound = (submissionId: string): KnockemError =>
  new KnockemError('not-found', `There is no submission ${submissionId} here.`, {
    hint: 'Those that are known: GET /api/v1/submissions, or `knockem list`.',
  });
