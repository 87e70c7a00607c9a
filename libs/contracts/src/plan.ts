import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested, NestedEach } from './nested';
import { ArePlannedCompetitions, type PlannedCompetition } from './planned-competition';
import { RunTemplate, SHA256 } from './run-template';
import { SubmissionCreate } from './submission';

/** Competitions in one plan part, and documents in one batch. */
export const MAX_CHUNK = 500;
/** Bytes of one message; what can be larger goes by blob. */
export const MAX_MESSAGE_BYTES = 512_000;
/** Bytes of results, conclusions and argument lists that still travel inside a message. */
export const MAX_INLINE_BYTES = 128_000;

/** How one competition ended, as the planner sees it; `failed` is a result of its own kind. */
export interface CompetitionOutcome {
  readonly ordinal: number;
  readonly outcome: 'completed' | 'failed';
  /** The run's JSON value; absent when failed. */
  readonly value?: Record<string, unknown>;
  readonly blobDigest?: string;
  readonly reason?: string;
  /** Of the image that the counted attempt ran in, from its report; an inspection pins them. */
  readonly imageChainId?: string;
  readonly imageDigest?: string;
}

/** What inspection found out; later plan requests carry it. Opaque to the scheduler, which keeps and hands it on. */
export interface SubmissionFacts {
  readonly numSites: number;
  readonly imageChainId: string;
  readonly imageDigest?: string;
  /** The image can run many competitions in one container. */
  readonly serves?: boolean;
}

/** The result of an assay that this one depends on. */
export interface DependencyResult {
  readonly assayId: string;
  readonly assayType: string;
  readonly status: 'completed';
  /** Absent above MAX_INLINE_BYTES, and from the second round on: then `resultDigest` names the blob of its JSON. */
  readonly result?: Record<string, unknown>;
  readonly resultDigest?: string;
}

/** Scheduler -> planner: say what comes next, for a whole submission (no assayId) or for one assay's next round. */
export class PlanRequest {
  @IsUUID()
  submissionId!: string;

  @IsOptional()
  @IsUUID()
  assayId?: string;

  @IsOptional()
  @IsString()
  assayType?: string;

  /** 0 for a submission, 1, 2 … for an assay. */
  @IsInt()
  @Min(0)
  round!: number;

  /** From the second round on without its `containerEnv`: that stands in the run template, which the first round made. */
  @Nested(() => SubmissionCreate)
  submission!: SubmissionCreate;

  /** Absent until the inspection has completed. */
  @IsOptional()
  @IsObject()
  facts?: SubmissionFacts;

  /** Names this asking of the round; the answer repeats it. A round that was asked anew passes answers to the old asking. */
  @IsOptional()
  @IsInt()
  asked?: number;

  /** Assay type -> result, of the assays that this one depends on. */
  @IsObject()
  dependencyResults!: Record<string, DependencyResult>;

  /** Results since the last round, in ordinal order; absent when they are too many for a message: then page them. */
  @IsOptional()
  @IsArray()
  results?: CompetitionOutcome[];

  /** Of all results so far (settled competitions of this assay), whether in this message or not. */
  @IsInt()
  @Min(0)
  resultsTotal!: number;

  /** ResultsDigest of all results that requests have told so far, these included. */
  @IsString()
  resultsDigest!: string;

  /** The ordinal that the next new competition gets. */
  @IsInt()
  @Min(0)
  nextOrdinal!: number;
}

export class PlannedAssay {
  @IsUUID()
  assayId!: string;

  @IsString()
  @MaxLength(64)
  assayType!: string;

  /** Assay ids of the same plan. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  dependsOn!: string[];

  @IsObject()
  parameters!: Record<string, number>;

  /** A record that nobody asked for: no competitionResult documents, not counted against maxCompetitionsFail. */
  @IsIn(['internal', 'asked', 'needed'])
  origin!: 'internal' | 'asked' | 'needed';

  /** Digest under which a completed result of this assay is remembered for later submissions; absent = never. */
  @IsOptional()
  @Matches(SHA256)
  rememberAs?: string;

  /** Digest of all that the result depends on but the facts: completed assays of equal identity and facts found the same. */
  @IsOptional()
  @Matches(SHA256)
  identity?: string;

  /** Take over the result of such an assay, if there is one, instead of running this one. */
  @IsOptional()
  @IsBoolean()
  reuse?: boolean;
}

export class Conclusion {
  @IsIn(['completed', 'failed'])
  status!: 'completed' | 'failed';

  @IsOptional()
  @IsObject()
  result?: Record<string, unknown>;

  /** The blob that holds the result's JSON: in place of one above MAX_INLINE_BYTES, beside a smaller one. */
  @IsOptional()
  @Matches(SHA256)
  resultDigest?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4000)
  reason?: string;

  @IsArray()
  @IsString({ each: true })
  warnings!: string[];

  /** Set by an inspection: what all later plan requests of the submission carry. */
  @IsOptional()
  @IsObject()
  facts?: SubmissionFacts;
}

/**
 * Planner -> scheduler: part k of n of one round's answer. Exactly one of: `assays` (answer to a submission's request),
 * `competitions` with a wake word (next round of an assay), `conclusion` (its last word), `refusal` (the submission
 * cannot be planned at all: it fails with the reason).
 */
export class Plan {
  @IsUUID()
  submissionId!: string;

  @IsOptional()
  @IsUUID()
  assayId?: string;

  @IsInt()
  @Min(0)
  round!: number;

  /** Of the request that this answers. */
  @IsOptional()
  @IsInt()
  asked?: number;

  /** 1..parts */
  @IsInt()
  @Min(1)
  part!: number;

  @IsInt()
  @Min(1)
  parts!: number;

  /** SHA-256 of the whole round's canonical JSON; equal in all parts, and in every repetition. */
  @Matches(SHA256)
  planDigest!: string;

  @IsString()
  plannerVersion!: string;

  @IsOptional()
  @IsArray()
  @NestedEach(() => PlannedAssay)
  assays?: PlannedAssay[];

  /** First round only; the same for every run of the assay. */
  @IsOptional()
  @Nested(() => RunTemplate)
  template?: RunTemplate;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_CHUNK)
  @ArePlannedCompetitions()
  competitions?: PlannedCompetition[];

  /** Ordinals whose answer is no longer wanted. */
  @IsOptional()
  @IsArray()
  @IsInt({ each: true })
  withdraw?: number[];

  /** Ask again when any live competition of the assay has settled, or when all have. */
  @IsOptional()
  @IsIn(['any', 'all'])
  wake?: 'any' | 'all';

  @IsOptional()
  @Nested(() => Conclusion)
  conclusion?: Conclusion;

  @IsOptional()
  @IsString()
  @MaxLength(4000)
  refusal?: string;
}
