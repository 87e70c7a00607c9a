import { setTimeout } from 'node:timers/promises';
import type { Schemas } from '#client';
import { KnockemError } from '#domain';
import type { GatewayClient } from './gateway-client';

const POLL_MS = 100;
const PATIENCE_MS = 30_000;

/**
 * What the assays of an ended submission concluded. Its end is told by the scheduler, its results by the records, which
 * may be a moment behind: waits until those of all `assayTypes` are there.
 */
export async function awaitResults(
  gateway: GatewayClient,
  submissionId: string,
  assayTypes: readonly string[],
): Promise<readonly Schemas['AssayResult'][]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await gateway.results(submissionId);
    const missing = assayTypes.filter(
      (type) => !items.some((row) => row.assayType === type && row.assayResult !== undefined),
    );
    if (missing.length === 0) return items;
    if (Date.now() > deadline) {
      throw new KnockemError('unavailable', `the records have no result of ${missing.join(', ')}`, {
        hint: `is the recorder up? Try later: knockem results ${submissionId}`,
      });
    }
    await setTimeout(POLL_MS);
  }
}
