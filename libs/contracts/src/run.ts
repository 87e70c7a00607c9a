import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ATTEMPT_OUTCOMES, type AttemptOutcome } from '#domain';

export const SHA256 = /^[0-9a-f]{64}$/;

/** What a container may use. Units: whole or fractional CPUs; mebibytes. */
export class Resources {
  @IsNumber()
  @IsPositive()
  @Max(64)
  cpus!: number;

  @IsInt()
  @Min(16)
  @Max(262_144)
  memoryMb!: number;
}

/** A file that a run reads: blob `digest` appears, read-only, at the absolute `path` in the container. */
export class RunInput {
  @Matches(/^\/knockem\/in\/[\w./-]+$/)
  path!: string;

  @Matches(SHA256)
  digest!: string;

  /** Octal permission bits, such as 0o755. */
  @IsInt()
  mode!: number;
}

/**
 * What the executor brings back from a run: the JSON file at `resultFile`, checked against `schema` (JSON Schema); or,
 * for `blob`, that file's bytes as a blob (the value is then {digest, size}).
 */
export class Collect {
  @IsIn(['json', 'blob'])
  kind!: 'json' | 'blob';

  @IsString()
  resultFile!: string;

  @IsOptional()
  @IsObject()
  schema?: Record<string, unknown>;

  /** A text file in which the run may say, in one sentence, why it failed. */
  @IsOptional()
  @IsString()
  reasonFile?: string;
}

/**
 * What all runs of an assay share. Opaque to scheduler and executor beyond what is named here: the planner writes it,
 * the executor obeys it.
 */
export class RunTemplate {
  @IsString()
  @MaxLength(512)
  imageRef!: string;

  /** Chain id of the image's layers that the submission pinned; absent until an inspection has found it. */
  @IsOptional()
  @Matches(/^sha256:[0-9a-f]{64}$/)
  imageChainId?: string;

  /** argv of PID 1 (before the competition's own args). Element 0 is a path or `sh`, which is the injected busybox. */
  @IsArray()
  @IsString({ each: true })
  entry!: string[];

  /** argv where the injected busybox cannot run (another architecture): no shell may be assumed. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  entryWithoutShell?: string[];

  @IsObject()
  env!: Record<string, string>;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RunInput)
  inputs!: RunInput[];

  @ValidateNested()
  @Type(() => Resources)
  resources!: Resources;

  @IsIn(['none'])
  network!: 'none';

  @IsInt()
  @Min(1)
  @Max(86_400 * 7)
  timeoutSeconds!: number;

  /** Bytes kept of the container's output; what goes beyond is dropped, the run goes on. */
  @IsInt()
  @Min(1024)
  stdoutCapBytes!: number;

  /** Working directory; absent = the image's WORKDIR. */
  @IsOptional()
  @IsString()
  workingDirectory?: string;

  @ValidateNested()
  @Type(() => Collect)
  collect!: Collect;

  @IsOptional()
  @IsBoolean()
  keepLogs?: boolean;
}

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

/** A run handed out in a turn: what takes a slot, a lease and a report. */
export class Grant {
  @IsUUID()
  runId!: string;

  @IsUUID()
  submissionId!: string;

  /** Digest of the template; the body follows only when this executor has not had it since its boot. */
  @IsString()
  templateId!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => RunTemplate)
  template?: RunTemplate;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => GrantedCompetition)
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

  @IsISO8601()
  startedAt!: string;

  @IsNumber()
  @Min(0)
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

/** A container that carries this stack's label and that this executor does not hold. */
export class SeenContainer {
  @IsUUID()
  attemptId!: string;

  @IsUUID()
  executorId!: string;

  @IsIn(['running', 'exited'])
  state!: 'running' | 'exited';
}

export class TurnRequest {
  @IsUUID()
  executorId!: string;

  /** New at every start of the executor process. */
  @IsUUID()
  bootId!: string;

  /** Absent in an executor's very first turn; then what the first answer told. */
  @IsOptional()
  @IsUUID()
  stackId?: string;

  /** 1, 2, 3 … within a boot; an answer to an older turn is dropped. */
  @IsInt()
  turn!: number;

  @IsString()
  @MaxLength(255)
  host!: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  pool?: string;

  @IsString()
  @MaxLength(64)
  runtime!: string;

  @IsString()
  @MaxLength(64)
  arch!: string;

  @IsInt()
  @Min(0)
  @Max(10_000)
  slots!: number;

  @IsInt()
  @Min(0)
  free!: number;

  /** What one container can be given here at most; a run that asks for more does not fit. */
  @ValidateNested()
  @Type(() => Resources)
  capacity!: Resources;

  /** Limits that this host cannot hold (an ordinary user without cgroups): memory, pids, cpus. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  limitsNotHeld?: string[];

  @IsString()
  @MaxLength(64)
  version!: string;

  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => HeldAttempt)
  held!: HeldAttempt[];

  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => Report)
  reports!: Report[];

  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => SeenContainer)
  seen!: SeenContainer[];

  @IsBoolean()
  draining!: boolean;

  /** Longest time the scheduler may keep the answer back, in ms. */
  @IsInt()
  @Min(0)
  @Max(60_000)
  maxWaitMs!: number;
}

export class TurnReply {
  @IsUUID()
  stackId!: string;

  @IsInt()
  epoch!: number;

  @IsInt()
  turn!: number;

  /** Attempt ids whose reports are in the scheduler's database: their containers and files may go. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  settled!: string[];

  /** Attempts to stop now; each still gets a report (`cancelled`). */
  @IsArray()
  @IsUUID(undefined, { each: true })
  stop!: string[];

  /** Seen containers to take over: they count as held from now on. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Grant)
  adopt!: Grant[];

  /** Seen containers that nobody needs: stop and remove. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  remove!: string[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Grant)
  grants!: Grant[];

  /** When to come again, in ms. 0 = at once. */
  @IsInt()
  @Min(0)
  nextMs!: number;
}
