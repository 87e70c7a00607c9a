import type {
  AssayDocument,
  AssayResultDocument,
  CompetitionAttempts,
  CompetitionDocument,
  CompetitionResultDocument,
  ExecutorView,
  Explanation,
  GenomeCreate,
  GenomeDelete,
  GenomeDocument,
  LiveSubmission,
  LiveSubmissionsRequest,
  RecordedRun,
  RecordedRunRequest,
  SubmissionCancel,
  SubmissionCreate,
  SubmissionDelete,
  SubmissionDocument,
  SubmissionRetry,
  SubmissionUpdate,
  UserUsage,
} from '#contracts';
import type { CompetitionState, ImageAllowList, Runmode, SubmissionState } from '#domain';

/** What this stack writes into every record; a submission that asks for another runmode is refused. */
export interface StackFacts {
  readonly runmode: Runmode;
  readonly version: string;
  readonly revision: string;
  readonly allowedImages: ImageAllowList;
}

/** A command as the journal holds it. `message` is absent when a stranger published something unreadable there. */
export interface Journalled<T> {
  readonly sequence: number;
  readonly storedAt: string;
  readonly message?: T;
}

/**
 * The journal of commands: what it has taken is accepted, and the scheduler reads it in order. All methods reject with
 * `unavailable` when the journal does not answer: then nothing is known to be accepted, and repeating is safe.
 */
export interface CommandJournal {
  /** Exactly one create per submission id; `taken` when there is one already. */
  createSubmission(command: SubmissionCreate): Promise<{ readonly sequence: number } | 'taken'>;
  submissionCreateOf(submissionId: string): Promise<Journalled<SubmissionCreate> | undefined>;
  cancelSubmission(command: SubmissionCancel): Promise<number>;
  updateSubmission(command: SubmissionUpdate): Promise<number>;
  retrySubmission(command: SubmissionRetry): Promise<number>;
  deleteSubmission(command: SubmissionDelete): Promise<number>;
  submissionDeleteOf(submissionId: string): Promise<Journalled<SubmissionDelete> | undefined>;
  createGenome(command: GenomeCreate): Promise<number>;
  deleteGenome(command: GenomeDelete): Promise<number>;
  genomeCreateOf(genomeId: string): Promise<Journalled<GenomeCreate> | undefined>;
  genomeDeleteOf(genomeId: string): Promise<Journalled<GenomeDelete> | undefined>;
}

/** Genome contents, by SHA-256. */
export interface GenomeContents {
  put(content: Uint8Array): Promise<{ readonly digest: string; readonly size: number }>;
  get(digest: string): Promise<Buffer | undefined>;
  has(digest: string): Promise<boolean>;
}

/** The scheduler's answers about what is live. Methods reject with `unavailable` while it is away. */
export interface LiveState {
  /** Resolves when the scheduler knows the submission, or after a moment in any case; never rejects. */
  awaitRead(submissionId: string): Promise<void>;
  /** Resolves when nothing more of the submission will be granted, or after a moment in any case; never rejects. */
  awaitStopping(submissionId: string): Promise<void>;
  /** Resolves when the submission is failed no more, or after a moment in any case; never rejects. */
  awaitRetried(submissionId: string): Promise<void>;
  /** Undefined when the scheduler does not know (or no longer knows) the submission. */
  status(submissionId: string): Promise<LiveSubmission | undefined>;
  /** Resolves when the scheduler no longer knows the submission, or after a moment in any case; never rejects. */
  awaitForgotten(submissionId: string): Promise<void>;
  live(asked: LiveSubmissionsRequest): Promise<readonly SubmissionDocument[]>;
  /** What counts against a user's quotas. */
  usage(userEmail: string): Promise<UserUsage>;
  /** Ids of live submissions that use the genome. */
  genomeUsers(genomeId: string): Promise<readonly string[]>;
  explain(assayId: string, ordinal: number): Promise<Explanation | undefined>;
  /** Rejects with `not-found` or `conflict`, in the scheduler's words. */
  run(asked: RecordedRunRequest): Promise<RecordedRun>;
  /** Rejects with `not-found`, in the scheduler's words. */
  attempts(assayId: string, ordinal: number): Promise<CompetitionAttempts>;
  executors(): Promise<readonly ExecutorView[]>;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** Where a list sorted by (datetime, id), newest first, goes on. */
export interface ListPosition {
  readonly datetime: string;
  readonly id: string;
}

export interface SubmissionFilter {
  readonly userEmail?: string;
  readonly status?: SubmissionState;
  readonly from?: string;
  readonly to?: string;
}

export interface CompetitionFilter {
  readonly submissionId: string;
  readonly assayId?: string;
  readonly status?: CompetitionState;
  /** Of one assay: from this place on. */
  readonly fromOrdinal?: number;
}

/** The records: what is finished, and lists. They may lag behind the scheduler. */
export interface RecordReads {
  genome(genomeId: string): Promise<GenomeDocument | undefined>;
  genomesOf(userEmail: string, page: PageRequest): Promise<Page<Omit<GenomeDocument, 'genomeContent'>>>;
  submission(submissionId: string): Promise<SubmissionDocument | undefined>;
  /** Newest first, after the position. */
  submissions(filter: SubmissionFilter, limit: number, after?: ListPosition): Promise<SubmissionDocument[]>;
  assaysOf(submissionId: string): Promise<AssayDocument[]>;
  assayResults(assayIds: readonly string[]): Promise<AssayResultDocument[]>;
  competition(assayId: string, ordinal: number): Promise<CompetitionDocument | undefined>;
  competitions(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionDocument>>;
  competitionResults(competitionIds: readonly string[]): Promise<CompetitionResultDocument[]>;
  /** All competitions of a submission with what they measured, in the order of assay and ordinal; flat memory. */
  competitionRows(submissionId: string): AsyncIterable<{
    readonly competition: CompetitionDocument;
    readonly result?: CompetitionResultDocument;
  }>;
}

/** Wall time as ISO-8601 UTC. */
export type Now = () => string;
