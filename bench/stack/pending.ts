import type { BenchStack } from './bench-stack';
import { nulldist } from './client';

/** What a null distribution may ask for, and plans in one round. A screen plans no more than 50,000 at once. */
const MOST_AT_ONCE = 100_000;

export interface Pending {
  readonly submissionIds: readonly string[];
  /** From the first request until all were planned and stored. */
  readonly tookMs: number;
  cancel(): Promise<void>;
}

export interface PendingOptions {
  /** How long each of their competitions runs, if it is to differ from what the stack was told. */
  readonly sleepMs?: number;
  /** Their starts and ends are told. */
  readonly told?: boolean;
}

/**
 * So many competitions that wait, in as few submissions as can hold them, sent one after the other; of each submission
 * one runs at a time.
 */
export async function pendingWork(
  stack: BenchStack,
  competitions: number,
  { sleepMs, told = false }: PendingOptions = {},
): Promise<Pending> {
  const { client } = stack;
  const began = performance.now();
  const containerEnv = {
    ...(sleepMs === undefined ? {} : { BENCH_SLEEP_MS: String(sleepMs) }),
    ...(told ? { BENCH_TELL: '1' } : {}),
  };
  const submissionIds: string[] = [];
  for (let left = competitions; left > 0; left -= MOST_AT_ONCE) {
    const each = Math.min(left, MOST_AT_ONCE);
    const { submissionId } = await client.submit(nulldist(each, { maxCompetitionsActive: 1, containerEnv }));
    submissionIds.push(submissionId);
    await client.until(submissionId, ({ counters }) => {
      const { pending, active, completed } = counters;
      return pending + active + completed >= each;
    });
  }
  const tookMs = performance.now() - began;
  const cancel = async (): Promise<void> => {
    for (const id of submissionIds) await client.cancel(id);
    for (const id of submissionIds) await client.until(id, ({ status }) => status === 'cancelled');
  };
  return { submissionIds, tookMs, cancel };
}
