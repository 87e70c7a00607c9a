import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { SHA256 } from './run-template';

/** Less is refused for blobs: whoever stores one has named it long before. In ms. */
export const YOUNGEST_PRUNED_BLOB_MS = 3_600_000;
const TEN_YEARS_MS = 315_360_000_000;

/** Blobs that nobody names and that were stored so long ago: how many there are, or take them away. */
export class BlobPruning {
  @IsInt()
  @Min(YOUNGEST_PRUNED_BLOB_MS)
  @Max(TEN_YEARS_MS)
  olderThanMs!: number;

  /** False: only tell. */
  @IsBoolean()
  remove!: boolean;

  /** Go on after this digest. */
  @IsOptional()
  @Matches(SHA256)
  after?: string;
}

/** What is, or was, free of one kind. */
export interface Freed {
  readonly count: number;
  readonly bytes: number;
}

/** Answer of `api.blobs.prune` (scheduler): a part of them, in the order of digests. */
export interface BlobsPruned extends Freed {
  /** There may be more after this digest. */
  readonly next?: string;
}

/** How many digests one question about names holds. */
export const MAX_ASKED_DIGESTS = 2000;

export class NamedBlobsRequest {
  @IsArray()
  @ArrayMaxSize(MAX_ASKED_DIGESTS)
  @Matches(SHA256, { each: true })
  digests!: string[];
}

/** Answer of `api.records.named` (recorder): those of them that a record names. */
export interface NamedBlobs {
  readonly named: readonly string[];
}

/** Answer of `api.images.needed` (scheduler): the images that live submissions run, by the chain ids of their layers. */
export interface NeededImages {
  readonly chainIds: readonly string[];
}

export const EXECUTOR_STOCKS = ['images', 'volumes'] as const;
export type ExecutorStock = (typeof EXECUTOR_STOCKS)[number];

/** To one executor (heard by all): what it keeps of images and volumes and nothing has used for so long. */
export class ExecutorPruning {
  @IsUUID()
  executorId!: string;

  @IsArray()
  @IsIn(EXECUTOR_STOCKS, { each: true })
  stocks!: ExecutorStock[];

  @IsInt()
  @Min(0)
  @Max(TEN_YEARS_MS)
  olderThanMs!: number;

  @IsBoolean()
  remove!: boolean;

  /** Images that stay in any case. */
  @IsArray()
  @ArrayMaxSize(10_000)
  @Matches(/^sha256:[0-9a-f]{64}$/, { each: true })
  keepChainIds!: string[];
}

/** Answer of `api.executor.prune`. What its runtime does not keep itself (a daemon's images) is left out. */
export interface ExecutorPruned {
  readonly executorId: string;
  readonly host: string;
  readonly images?: Freed;
  readonly volumes?: Freed;
}
