import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ATTEMPT_OUTCOMES, type AttemptOutcome } from '#domain';
import { Nested, NestedEach } from './nested';
import { RunTemplate, SHA256 } from './run-template';
import { IsInstant } from './validators';

/** One competition inside a grant: its difference from the template, and the claim under which it runs. */
export class GrantedCompetition {
  @IsUUID()
  competitionId!: string;

  @IsUUID()
  attemptId!: string;

  /** Fencing token: grows with every lease of the whole stack. */
  @IsInt()
  token!: number;

  /** 1, 2, 3 … of this competition; never repeats. */
  @IsInt()
  @Min(1)
  attempt!: number;

  @IsArray()
  @IsString({ each: true })
  args!: string[];

  @IsObject()
  env!: Record<string, string>;

  /** Of the competition, not of the attempt, so that a repeated attempt says the same. Below 2^31. */
  @IsInt()
  @Min(0)
  seed!: number;
}

/**
 * A run handed out in a turn: what takes one slot. Its competitions are one, or a bundle of one assay whose template
 * serves: each has its lease, its deadline and its report.
 */
export class Grant {
  @IsUUID()
  runId!: string;

  @IsUUID()
  submissionId!: string;

  /** Digest of the template; the body follows only when this executor has not had it since its boot. */
  @IsString()
  templateId!: string;

  @IsOptional()
  @Nested(() => RunTemplate)
  template?: RunTemplate;

  @IsArray()
  @NestedEach(() => GrantedCompetition)
  competitions!: GrantedCompetition[];

  @IsInt()
  leaseMs!: number;

  /** Of this run; the submission's limit at the time of the grant (the template's number is only its default). */
  @IsInt()
  @Min(1)
  timeoutSeconds!: number;
}

export class HeldAttempt {
  @IsUUID()
  attemptId!: string;

  @IsInt()
  token!: number;

  /** preparing: image or inputs are on their way; running: the container was started; ended: a report follows. */
  @IsIn(['preparing', 'running', 'ended'])
  state!: 'preparing' | 'running' | 'ended';
}

/** A thousand years would make a date that nobody can write; thirty are enough. */
export const MAX_RUN_MS = 1e12;

/** The end of one attempt, in the executor's words. Repeated in every turn until it is answered as settled. */
export class Report {
  @IsUUID()
  attemptId!: string;

  @IsUUID()
  competitionId!: string;

  @IsInt()
  token!: number;

  @IsIn(ATTEMPT_OUTCOMES)
  outcome!: AttemptOutcome;

  @IsOptional()
  @IsInt()
  exitCode?: number;

  @IsOptional()
  @IsBoolean()
  outOfMemory?: boolean;

  /** One sentence for a person; required unless succeeded. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;

  /** A word for machines where the scheduler must act on it. */
  @IsOptional()
  @IsIn(['image-changed', 'no-image', 'no-runtime', 'no-input'])
  reasonCode?: 'image-changed' | 'no-image' | 'no-runtime' | 'no-input';

  @IsOptional()
  @IsObject()
  value?: Record<string, unknown>;

  @IsOptional()
  @Matches(SHA256)
  blobDigest?: string;

  @IsArray()
  @IsString({ each: true })
  warnings!: string[];

  @IsInstant()
  startedAt!: string;

  @IsNumber()
  @Min(0)
  @Max(MAX_RUN_MS)
  durationMs!: number;

  /** Last lines of the container's output, ≤ 8 kB; failed runs only. */
  @IsOptional()
  @IsString()
  @MaxLength(8192)
  logTail?: string;

  /** Digest of the kept log blob (last 64 kB), for failed runs and where the template says keepLogs. */
  @IsOptional()
  @Matches(SHA256)
  logDigest?: string;

  @IsOptional()
  @IsString()
  imageChainId?: string;

  @IsOptional()
  @IsString()
  imageDigest?: string;

  @IsUUID()
  executorId!: string;
}
