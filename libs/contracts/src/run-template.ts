import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested, NestedEach } from './nested';
import { Serve } from './serve';

export const SHA256 = /^[0-9a-f]{64}$/;

/** The most that one container may ask for; a larger host says no more than this of itself. */
export const MAX_RESOURCES = { cpus: 64, memoryMb: 262_144 } as const;

/** What a container may use. Units: whole or fractional CPUs; mebibytes. */
export class Resources {
  @IsNumber()
  @IsPositive()
  @Max(MAX_RESOURCES.cpus)
  cpus!: number;

  @IsInt()
  @Min(16)
  @Max(MAX_RESOURCES.memoryMb)
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
 * for `blob`, that file's bytes as a blob (the value is then {digest, size}). Beside a JSON result a run may leave one
 * more file, `blobFile`: where there is one, its bytes become a blob and the report names it.
 */
export class Collect {
  @IsIn(['json', 'blob'])
  kind!: 'json' | 'blob';

  @IsString()
  resultFile!: string;

  @IsOptional()
  @IsObject()
  schema?: Record<string, unknown>;

  /** Of `json` only; ≤ 15 MiB. A run that leaves no such file, or fails, has no blob. */
  @IsOptional()
  @IsString()
  blobFile?: string;

  /** The blob is taken only from runs that have this argument: an image leaves no file unasked. Absent: from all. */
  @IsOptional()
  @IsString()
  blobArgument?: string;

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
  @NestedEach(() => RunInput)
  inputs!: RunInput[];

  @Nested(() => Resources)
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

  @Nested(() => Collect)
  collect!: Collect;

  /** Absent: every competition has a container of its own. */
  @IsOptional()
  @Nested(() => Serve)
  serve?: Serve;

  @IsOptional()
  @IsBoolean()
  keepLogs?: boolean;
}
