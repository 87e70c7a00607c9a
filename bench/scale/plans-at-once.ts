import { atMost } from '../report';
import type { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import type { AddRows, Size } from './scale';

const SUBMISSIONS = 10;
const TRICKLE_SLEEP_MS = 600_000;
const TARGET_MS = 60_000;
/** Beyond this it is only told how far it came. */
const PATIENCE_MS = 5 * TARGET_MS;

/** As many as `many` again, but asked for at once: ten large plans that a planner has to make beside each other. */
export async function plansAtOnce(stack: BenchStack, { many }: Size, add: AddRows): Promise<void> {
  stack.sleep(TRICKLE_SLEEP_MS);
  const each = many / SUBMISSIONS;
  const began = performance.now();
  const ids = await Promise.all(
    Array.from({ length: SUBMISSIONS }, async () => {
      const { submissionId } = await stack.client.submit(nulldist(each, { maxCompetitionsActive: 1 }));
      return submissionId;
    }),
  );
  let planned = 0;
  const isOver = (): boolean => performance.now() - began > PATIENCE_MS;
  for (const id of ids) {
    const { submission } = await stack.client.until(
      id,
      ({ counters }) => counters.pending + counters.active >= each || isOver(),
      200,
    );
    planned += submission.counters.pending + submission.counters.active;
  }
  const what = `${SUBMISSIONS} × ${each} at once: to all planned and stored (${planned} were)`;
  const tookMs = performance.now() - began;
  add(atMost(TARGET_MS, { what, ours: tookMs, unit: 'ms' }));
  for (const id of ids) await stack.client.cancel(id);
}
