import { IsEmail, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import type { Problem } from '#domain';
import { Nested } from './nested';
import { SubmissionCreate } from './submission';
import { IsGenomeText } from './validators';
import type { AssayProgress } from './events';
import type { AssayDocument, Counters, SubmissionDocument } from './documents';
import type { CompetitionOutcome } from './plan';

/** Every `knockem.api.*` request is answered by one of these. */
export type ApiReply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly hint?: string;
        readonly problems?: readonly Problem[];
      };
    };

export class BySubmission {
  @IsUUID()
  submissionId!: string;
}

/** Answer of `api.submission.create|cancel|update|retry` (gateway): the command is journalled. */
export interface CommandAccepted {
  readonly submissionId: string;
  readonly streamSequence: number;
  /** True when the same command had been journalled before and this is its repetition. */
  readonly repeated: boolean;
}

/** Answer of `api.submission.status` (scheduler): the live truth. */
export interface LiveSubmission {
  readonly submission: SubmissionDocument;
  readonly assays: readonly (AssayDocument & { readonly counters: Counters; readonly round: number })[];
  readonly progress: readonly AssayProgress[];
  readonly asOf: string;
}

/** Answer of `api.submission.get` (gateway): the live truth, or the record of a finished submission. */
export interface SubmissionView {
  readonly submission: SubmissionDocument;
  readonly assays: readonly AssayDocument[];
  /** `journal`: accepted, and the scheduler has not read it yet. */
  readonly source: 'scheduler' | 'records' | 'journal';
  readonly asOf: string;
}

/** A page of the gateway's largest size, and the one that tells whether there is another. */
export const MOST_LIVE_SUBMISSIONS = 1001;

/** Part of the live submissions; without a field, all that one answer holds. */
export class LiveSubmissionsRequest {
  /** The newest so many. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_LIVE_SUBMISSIONS)
  limit?: number;

  @IsOptional()
  @IsString()
  userEmail?: string;

  /** Only what was created before this time (ISO 8601), or, with `beforeId`, then and has a smaller id. */
  @IsOptional()
  @IsString()
  before?: string;

  @IsOptional()
  @IsString()
  beforeId?: string;
}

/** Answer of `api.submission.live` (scheduler), newest first; the records list the finished ones. */
export interface LiveSubmissionList {
  readonly submissions: readonly SubmissionDocument[];
}

export class ExplainRequest {
  @IsUUID()
  assayId!: string;

  @IsInt()
  @Min(0)
  ordinal!: number;
}

/** Answer of `api.competition.explain` (scheduler): why it is not running. */
export interface Explanation {
  readonly competitionId: string;
  readonly status: string;
  readonly because?:
    'dependency' | 'cap' | 'backoff' | 'held' | 'no-executor' | 'no-slot' | 'no-executor-fits';
  readonly detail: string;
  readonly since: string;
  /** When that ends at the latest: the end of a back-off, or the deadline of what runs. */
  readonly until?: string;
}

export class AssayResultsRequest {
  @IsUUID()
  assayId!: string;

  /** Results with ordinal ≥ this. */
  @IsInt()
  @Min(0)
  fromOrdinal!: number;

  @IsInt()
  @Min(1)
  @Max(5000)
  limit!: number;

  /** Only results that were settled when round `round` was asked for. */
  @IsOptional()
  @IsInt()
  @Min(1)
  round?: number;
}

/** A settled competition, and the round whose request was the first to tell it; absent while none has. */
export interface ToldOutcome extends CompetitionOutcome {
  readonly round?: number;
}

/** Answer of `api.assay.results` (scheduler): settled competitions in ordinal order. */
export interface AssayResultsPage {
  readonly results: readonly ToldOutcome[];
  readonly nextOrdinal?: number;
}

/** Sites are separate arguments of the knockout verb: a command line holds about 2 MB. */
export const MAX_SITES = 100_000;

/** What a submission would run; nothing is created. */
export class ForecastRequest {
  @Nested(() => SubmissionCreate)
  submission!: SubmissionCreate;

  /** Where the genome's sites have been counted. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_SITES)
  numSites?: number;
}

/** Answer of `api.submission.forecast` (planner): the assays in the order of their dependencies. */
export interface AssayForecasts {
  readonly assays: readonly AssayForecast[];
}

/** What a submission would be, and how long it would take; nothing is created. */
export interface SubmissionForecast {
  readonly assays: readonly AssayForecast[];
  /** Absent while the genome's sites have not been counted. */
  readonly numSites?: number;
  readonly competitions: CompetitionRange;
  /** So many run at once: what maxCompetitionsActive allows, of the slots of executors that fit. */
  readonly atOnce: number;
  /** Slots of executors that are here and fit. */
  readonly slots: number;
  /** How long it takes, in times of what one competition takes; absent without a slot. */
  readonly lengths?: CompetitionRange;
  /** Measured in earlier submissions of this user with this image; absent where there are none. */
  readonly measured?: MeasuredDuration;
}

export interface CompetitionRange {
  readonly atLeast: number;
  /** Absent: no bound is known beforehand. */
  readonly atMost?: number;
}

/** Of one competition, from the start of its container to its end. */
export interface MeasuredDuration {
  readonly medianSeconds: number;
  readonly numCompetitions: number;
  readonly submissionId: string;
}

export interface AssayForecast extends CompetitionCount {
  readonly assayType: string;
  /** asked: named in the submission; needed: another depends on it; internal: a look at image and genome. */
  readonly origin: 'internal' | 'asked' | 'needed';
  readonly parameters: Readonly<Record<string, number>>;
  /** Assay types. */
  readonly dependsOn: readonly string[];
}

/** How many competitions an assay will have; exact where both numbers are the same. */
export interface CompetitionCount {
  readonly atLeast: number;
  /** Absent: what is found on the way decides, and no bound is known beforehand. */
  readonly atMost?: number;
  /** So many at once at most, however many slots there are; absent: all. */
  readonly sideBySide?: number;
  /** What decides, where it is not exact. */
  readonly note?: string;
}

export class ByGenome {
  @IsUUID()
  genomeId!: string;
}

/** Answer of `api.genome.users` (scheduler): live submissions that use the genome. */
export interface GenomeUsers {
  readonly submissionIds: readonly string[];
}

export class ByUser {
  @IsEmail()
  userEmail!: string;
}

/** Answer of `api.user.usage` (scheduler): what counts against a user's quotas now. */
export interface UserUsage {
  /** Submissions that have not ended. */
  readonly submissions: number;
  /** Competitions of theirs that wait or run. */
  readonly competitions: number;
  /** Bytes of genomes whose content is kept. */
  readonly genomeBytes: number;
}

/** Answer of `api.executor.list` (scheduler). */
export interface ExecutorList {
  readonly executors: readonly ExecutorView[];
}

export interface ExecutorView {
  readonly executorId: string;
  readonly host: string;
  readonly state: string;
  readonly runtime: string;
  readonly arch: string;
  readonly pool?: string;
  readonly slots: number;
  readonly running: number;
  /** Limits that this executor's host cannot hold, in words: memory, pids, cpus. */
  readonly limitsNotHeld?: readonly string[];
  readonly version: string;
  readonly lastTurnAt: string;
  /** Some of what runs here, longest first: at most 8 of an executor, and 1,000 of all. */
  readonly runs?: readonly RunningCompetition[];
}

/** A competition that an executor holds. */
export interface RunningCompetition {
  readonly submissionId: string;
  readonly userEmail: string;
  readonly assayId: string;
  readonly assayType: string;
  readonly ordinal: number;
  readonly attempt: number;
  /** leased: its image and inputs are being made ready. */
  readonly state: 'leased' | 'running';
  readonly since: string;
}

/** `api.recorder.position` (recorder): how far the records have taken in the RECORDS stream. */
export interface RecorderPosition {
  readonly streamSequence: number;
  /** Creation time of the stream that the position belongs to: a stream made anew starts over. */
  readonly streamCreated: string;
  /** When the message at the position was stored: an older copy of the stream that grew again has another one there. */
  readonly storedAt?: string;
}

/** One file that a service has copied for a backup, on its own host. */
export interface BackupFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly schemaVersion: number;
}

/** Answer of `api.scheduler.backup`: a consistent copy of the database, checked, and which blobs belong to it. */
export interface SchedulerBackup extends BackupFile {
  readonly at: string;
  readonly stackId: string;
  readonly epoch: number;
  readonly blobs: readonly string[];
}

/** Answer of `api.recorder.backup`: of a record server nothing is copied; it has its own tools. */
export interface RecorderBackup {
  readonly kind: 'embedded' | 'server';
  readonly copy?: BackupFile;
}

/** Answer of `api.records.rebuild` (scheduler): everything it holds is told to the records again, in so many portions. */
export interface RecordsToldAgain {
  readonly marks: number;
}

/** Answer of `api.recorder.replay` (recorder): RECORDS is read again from its beginning. */
export interface RecordsReplayed {
  readonly fromSequence: number;
  readonly toSequence: number;
}

/** `api.containerlog.follow` (broadcast to executors; the one that holds the run answers). */
export class ContainerLogRequest {
  @IsUUID()
  submissionId!: string;

  @IsUUID()
  competitionId!: string;

  /** Keep publishing on `containerlog.<sub>.<competition>` for this long; repeat the request to go on. */
  @IsInt()
  @Min(0)
  @Max(600_000)
  followMs!: number;
}

/** The output so far; what comes later is published on the containerlog subject while followed. */
export interface ContainerLogReply {
  readonly attemptId: string;
  readonly executorId: string;
  readonly running: boolean;
  /** Text, at most the last 64 kB. */
  readonly output: string;
  /** Byte offset of the end of `output`: chunks on the subject continue from here. */
  readonly offset: number;
}

export interface ContainerLogChunk {
  readonly attemptId: string;
  /** Byte offset of the beginning of `text`. */
  readonly offset: number;
  readonly text: string;
  readonly ended: boolean;
}

/** `api.genome.create` (gateway), for tools that have no HTTP: content ≤ 256 kB; larger genomes go by REST. */
export class GenomeUpload {
  @IsGenomeText()
  genomeContent!: string;

  @IsEmail()
  userEmail!: string;
}
