import { type BlobPruning, type BlobsPruned, MAX_ASKED_DIGESTS, YOUNGEST_PRUNED_BLOB_MS } from '#contracts';
import { KnockemError } from '#domain';

export interface BlobFacts {
  readonly digest: string;
  readonly size: number;
  readonly storedAt: string;
  readonly revision: number;
}

export interface BlobStore {
  list(): Promise<string[]>;
  look(digest: string): Promise<BlobFacts | undefined>;
  deleteIfUnchanged(blob: BlobFacts): Promise<boolean>;
}

/** What the database says of names. */
export interface BlobNames {
  listBlobs(): readonly string[];
  /** Since when the oldest run goes on that may still report blobs; undefined: none does. */
  oldestLiveRun(): string | undefined;
}

export interface PruneBlobsParts {
  readonly blobs: BlobStore;
  readonly names: BlobNames;
  /** Waits a moment until all that the journal holds now is applied; else why names may be missing, in a sentence. */
  readonly whyBehind: () => Promise<string | undefined>;
  /** Those of them that a record names. */
  readonly namedInRecords: (digests: readonly string[]) => Promise<readonly string[]>;
  readonly wallMs: () => number;
}

/** Questions to the blob store at a time. */
const AT_ONCE = 16;

/**
 * Blobs that neither this database nor a record names: outputs of submissions that were deleted after the scheduler had
 * forgotten them, what was stored and never reported, what a crash left between two deletions.
 *
 * A blob is stored before it is named. So nothing goes that was stored an hour ago or later, or since the oldest run
 * that still goes on began; storing what is there already makes it new (Blobs.put); and what was made new after it was
 * looked at does not go. Names that are still on their way are waited for: while the journal holds more than has been
 * applied, nothing is said at all.
 */
export class PruneBlobs {
  constructor(private readonly parts: PruneBlobsParts) {}

  /** One portion, in the order of digests. */
  async prune({ olderThanMs, remove, after = '' }: BlobPruning): Promise<BlobsPruned> {
    const unnamed = await this.unnamed(after);
    const portion = unnamed.slice(0, MAX_ASKED_DIGESTS);
    const old = await this.oldOnes(portion, olderThanMs);
    const named = new Set(await this.namedInRecords(old));
    const free = old.filter(({ digest }) => !named.has(digest));
    const gone = remove ? await this.remove(free) : free;
    const next = portion.length < unnamed.length ? { next: portion[portion.length - 1] } : {};
    return { count: gone.length, bytes: gone.reduce((sum, { size }) => sum + size, 0), ...next };
  }

  private async unnamed(after: string): Promise<string[]> {
    const { blobs, names, whyBehind } = this.parts;
    const all = await blobs.list();
    const behind = await whyBehind();
    if (behind)
      throw new KnockemError('unavailable', `what blobs are named is not known now: ${behind}`, {
        hint: 'try again in a moment',
      });
    const named = new Set(names.listBlobs());
    return all.filter((digest) => digest > after && !named.has(digest)).sort();
  }

  private async oldOnes(digests: readonly string[], olderThanMs: number): Promise<BlobFacts[]> {
    const { blobs, names, wallMs } = this.parts;
    const before = wallMs() - Math.max(olderThanMs, YOUNGEST_PRUNED_BLOB_MS);
    const oldest = names.oldestLiveRun();
    const cutoff =
      oldest === undefined ? before : Math.min(before, Date.parse(oldest) - YOUNGEST_PRUNED_BLOB_MS);
    const looked = await sideBySide(digests, (digest) => blobs.look(digest));
    return looked
      .filter((blob) => blob !== undefined)
      .filter(({ storedAt }) => Date.parse(storedAt) < cutoff);
  }

  private async namedInRecords(old: readonly BlobFacts[]): Promise<readonly string[]> {
    if (old.length === 0) return [];
    return this.parts.namedInRecords(old.map(({ digest }) => digest));
  }

  /** Those that went. */
  private async remove(free: readonly BlobFacts[]): Promise<BlobFacts[]> {
    const { blobs } = this.parts;
    const gone = await sideBySide(free, (blob) => blobs.deleteIfUnchanged(blob));
    return free.filter((_, index) => gone[index]);
  }
}

async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE)
    done.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
  return done;
}
