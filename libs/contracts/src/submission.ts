import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ASSAY_TYPES, RUNMODES, type AssayType, type Runmode } from '#domain';
import { Nested } from './nested';
import { Notify } from './notifications';
import { Resources, SHA256 } from './run-template';
import {
  AreKnownAssayTypes,
  IsActor,
  IsAssayParameters,
  IsContainerEnv,
  IsGenomeText,
  IsImageName,
  IsWithoutRepetition,
  IsPoolName,
  IsWholeWithin,
} from './validators';

export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Bounds and defaults of what a person may ask for; the OpenAPI page and the docs show these numbers. */
export const LIMITS = {
  competitionTimeoutSeconds: { min: 1, max: 86_400, default: 600 },
  maxCompetitionsActive: { min: 1, max: 10_000, default: 100 },
  maxCompetitionsFail: { min: 0, max: 10_000_000, default: 10 },
  maxCompetitionAttempts: { min: 1, max: 100, default: 5 },
  genomeBytes: 15_000_000,
  inlineGenomeBytes: 256_000,
  seed: { min: 0, max: 2_147_483_647 },
} as const;

export const DEFAULT_RESOURCES: Resources = { cpus: 1, memoryMb: 256 };

/** `submission.create`: one user's request to study one genome. Everything optional was given its default at the door. */
export class SubmissionCreate {
  @IsUUID()
  submissionId!: string;

  @IsEmail()
  @MaxLength(254)
  userEmail!: string;

  @IsImageName()
  containerImage!: string;

  @IsContainerEnv()
  containerEnv!: Record<string, string>;

  /** The genome, by id; content given inline is stored by the door first and becomes an id here too. */
  @IsUUID()
  genomeIdAlpha!: string;

  @Matches(SHA256)
  genomeDigest!: string;

  @IsInt()
  @Min(1)
  @Max(LIMITS.genomeBytes)
  genomeSize!: number;

  @IsBoolean()
  genomeIsEphemeral!: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @IsWithoutRepetition()
  @AreKnownAssayTypes()
  assayTypes!: AssayType[];

  @IsAssayParameters()
  assayParameters!: Record<string, Record<string, unknown>>;

  @IsWholeWithin(LIMITS.competitionTimeoutSeconds)
  competitionTimeoutSeconds!: number;

  @IsWholeWithin(LIMITS.maxCompetitionsActive)
  maxCompetitionsActive!: number;

  @IsWholeWithin(LIMITS.maxCompetitionsFail)
  maxCompetitionsFail!: number;

  @IsWholeWithin(LIMITS.maxCompetitionAttempts)
  maxCompetitionAttempts!: number;

  @IsIn(PRIORITIES)
  priority!: Priority;

  @Nested(() => Resources)
  resources!: Resources;

  @IsOptional()
  @IsPoolName()
  pool?: string;

  @IsIn([0, 1])
  siteBase!: 0 | 1;

  @IsWholeWithin(LIMITS.seed)
  seed!: number;

  @IsBoolean()
  keepLogs!: boolean;

  /** Results of identical assays of this user that have completed are taken over; absent = everything is measured. */
  @IsOptional()
  @IsBoolean()
  reuseResults?: boolean;

  /** Whom to tell stands under this id in the stream of notifications, where only the gateway reads. */
  @IsOptional()
  @IsUUID()
  notifyId?: string;

  @IsIn(RUNMODES)
  knockemRunmode!: Runmode;
}

export class SubmissionCancel {
  @IsUUID()
  submissionId!: string;

  @IsActor()
  by!: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** `submission.update`: new limits for a live submission. Absent = as it is. */
export class SubmissionUpdate {
  @IsUUID()
  submissionId!: string;

  @IsActor()
  by!: string;

  @IsOptional()
  @IsWholeWithin(LIMITS.maxCompetitionsActive)
  maxCompetitionsActive?: number;

  @IsOptional()
  @IsWholeWithin(LIMITS.maxCompetitionsFail)
  maxCompetitionsFail?: number;

  @IsOptional()
  @IsWholeWithin(LIMITS.competitionTimeoutSeconds)
  competitionTimeoutSeconds?: number;

  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  @IsOptional()
  @IsBoolean()
  held?: boolean;

  /** Refused when the submission's document has another version by now. */
  @IsOptional()
  @IsInt()
  ifVersion?: number;
}

export class SubmissionRetry {
  @IsUUID()
  submissionId!: string;

  @IsActor()
  by!: string;
}

/**
 * What a person or another tool sends to a door (REST body, or `knockem.api.submission.create`): a SubmissionCreate in
 * which nearly everything may be left out. The door fills in defaults, stores an inline genome and journals the command.
 */
export class SubmissionRequest {
  @IsOptional()
  @IsUUID()
  submissionId?: string;

  @IsEmail({}, { message: 'userEmail must be an e-mail address' })
  @MaxLength(254)
  userEmail!: string;

  @IsImageName()
  containerImage!: string;

  @IsOptional()
  @IsContainerEnv()
  containerEnv?: Record<string, string>;

  @IsOptional()
  @IsUUID()
  genomeIdAlpha?: string;

  /** UTF-8 text; exactly one of genomeIdAlpha and genomeContent. */
  @IsOptional()
  @IsGenomeText()
  genomeContent?: string;

  @IsArray()
  @ArrayMinSize(1, { message: `assayTypes must name at least one of ${ASSAY_TYPES.join(', ')}` })
  @ArrayMaxSize(20)
  @IsWithoutRepetition()
  @AreKnownAssayTypes()
  assayTypes!: AssayType[];

  @IsOptional()
  @IsAssayParameters()
  assayParameters?: Record<string, Record<string, unknown>>;

  @IsOptional()
  @IsWholeWithin(LIMITS.competitionTimeoutSeconds)
  competitionTimeoutSeconds?: number;

  @IsOptional()
  @IsWholeWithin(LIMITS.maxCompetitionsActive)
  maxCompetitionsActive?: number;

  @IsOptional()
  @IsWholeWithin(LIMITS.maxCompetitionsFail)
  maxCompetitionsFail?: number;

  @IsOptional()
  @IsWholeWithin(LIMITS.maxCompetitionAttempts)
  maxCompetitionAttempts?: number;

  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  @IsOptional()
  @Nested(() => Resources)
  resources?: Resources;

  @IsOptional()
  @IsPoolName()
  pool?: string;

  @IsOptional()
  @IsIn([0, 1])
  siteBase?: 0 | 1;

  @IsOptional()
  @IsWholeWithin(LIMITS.seed)
  seed?: number;

  @IsOptional()
  @IsBoolean()
  keepLogs?: boolean;

  @IsOptional()
  @IsBoolean()
  reuseResults?: boolean;

  @IsOptional()
  @Nested(() => Notify)
  notify?: Notify;

  @IsOptional()
  @IsIn(RUNMODES)
  knockemRunmode?: Runmode;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  idempotencyKey?: string;
}

/** `submission.delete`: of one that has ended; what was recorded of it goes, too. */
export class SubmissionDelete {
  @IsUUID()
  submissionId!: string;

  @IsActor()
  by!: string;
}

export class GenomeCreate {
  @IsUUID()
  genomeId!: string;

  @Matches(SHA256)
  digest!: string;

  @IsInt()
  @Min(1)
  @Max(LIMITS.genomeBytes)
  size!: number;

  @IsBoolean()
  isEphemeral!: boolean;

  @IsEmail()
  userEmail!: string;

  @IsIn(RUNMODES)
  knockemRunmode!: Runmode;
}

export class GenomeDelete {
  @IsUUID()
  genomeId!: string;

  @IsActor()
  by!: string;
}
