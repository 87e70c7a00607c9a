import { createHash } from 'node:crypto';
import type { Blobs } from '#messaging';
import type { ResultWithBlob } from '../sqlite/recovery/list-results-with-blob';

/**
 * nats-server lost its last minutes, and with them perhaps blobs that the planner is going to read: what this database
 * holds itself is put back. A result that it holds by digest alone (MAX_INLINE_BYTES) it cannot.
 */
export async function putLostResults(
  results: readonly ResultWithBlob[],
  blobs: Pick<Blobs, 'put'>,
): Promise<void> {
  for (const { result, resultDigest } of results) {
    if (createHash('sha256').update(result).digest('hex') === resultDigest)
      await blobs.put(Buffer.from(result));
  }
}
