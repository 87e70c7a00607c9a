import { setImmediate as nextTick } from 'node:timers/promises';
import type { Blobs } from '#messaging';
import type { SqliteStore } from '../sqlite/store';

/** Rows and blobs in one step: each transaction stays under 10 ms. */
const STEP = 500;
/**
 * A deleted genome's blob stays a minute: who uploads the same content again at that moment finds it there, and his
 * genome is journalled long before the minute is over.
 */
const KEEP_DELETED_INPUT_MS = 60_000;

export interface EraserOptions {
  readonly wallMs: () => number;
  readonly onErased: (facts: { readonly submissionId: string; readonly blobs: number }) => void;
}

/**
 * Takes away what was deleted: of a submission its blobs (kept output, large results), then its rows; of a genome its
 * blob. What others use, too, stays. A crash in between repeats what was done, which is harmless: a blob that has gone is
 * gone, and rows are the list of what is left to do.
 */
export class Eraser {
  constructor(
    private readonly store: SqliteStore,
    private readonly blobs: Pick<Blobs, 'delete'>,
    private readonly options: EraserOptions,
  ) {}

  async round(): Promise<boolean> {
    for (const { submissionId, row } of this.store.listErasable(STEP)) {
      const blobs = await this.eraseBlobs(row);
      while (!this.store.transaction(() => this.store.removeSubmission(row, STEP))) await nextTick();
      this.options.onErased({ submissionId, blobs });
    }
    this.store.transaction(() => this.store.forgetDeletions());
    await this.eraseInputs();
    return false;
  }

  private async eraseBlobs(row: number): Promise<number> {
    let count = 0;
    for (let last = ''; ;) {
      const digests = this.store.listOwnBlobs(row, last, STEP);
      for (const digest of digests) await this.blobs.delete(digest);
      count += digests.length;
      if (digests.length < STEP) return count;
      last = digests[digests.length - 1];
    }
  }

  private async eraseInputs(): Promise<void> {
    const wall = this.options.wallMs();
    const before = new Date(wall - KEEP_DELETED_INPUT_MS).toISOString();
    for (const { row, digest, isShared } of this.store.listInputsToErase(before, STEP)) {
      if (isShared === 0) await this.blobs.delete(digest);
      this.store.transaction(() => this.store.noteInputErased(row, new Date(wall).toISOString()));
    }
  }
}
