import type { BenchStack } from './bench-stack';
import { nulldist, screen } from './client';

/** An assay's competitions are at most sites × 100; a genome has at most so many sites. */
const MOST_SITES = 100_000;

export interface Pending {
  readonly submissionId: string;
  /** From the request until all were planned and stored. */
  readonly tookMs: number;
  cancel(): Promise<void>;
}

/** Sites and replicates of a screen of at least so many competitions. */
export function screenOf(competitions: number): { readonly sites: number; readonly replicates: number } {
  const sites = Math.min(MOST_SITES, competitions);
  return { sites, replicates: Math.ceil(competitions / sites) };
}

/**
 * Work that waits beside what is measured: one submission, of which one competition at a time runs for `sleepMs`. Few
 * would soon be gone, so the one that runs takes as long as it may.
 */
export async function pendingWork(stack: BenchStack, competitions: number, sleepMs = 100): Promise<Pending> {
  const began = performance.now();
  const few = competitions <= 100;
  const more = {
    maxCompetitionsActive: 1,
    containerEnv: { BENCH_SLEEP_MS: String(few ? 600_000 : sleepMs) },
  };
  const { sites, replicates } = screenOf(competitions);
  const asked = few ? nulldist(competitions + 1, more) : screen(sites, replicates, more);
  const { submissionId } = await stack.client.submit(asked);
  await stack.client.until(submissionId, ({ counters }) => counters.pending >= competitions * 0.99);
  const tookMs = performance.now() - began;
  const cancel = async (): Promise<void> => {
    await stack.client.cancel(submissionId);
    await stack.client.until(submissionId, ({ status }) => status === 'cancelled');
  };
  return { submissionId, tookMs, cancel };
}
