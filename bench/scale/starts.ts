import { setTimeout as delay } from 'node:timers/promises';
import { monotonicMs, type BenchStack } from '../stack/bench-stack';

/** What a start costs while slots are always asking. */
export interface Dispatch {
  readonly perSecond: number;
  /** CPU time of the scheduler for one competition: grant, report and document. */
  readonly schedulerMs: number;
}

/** Before they are counted, everything has come into its stride. */
const STRIDE = 200;
const POLL_MS = 10;

/** Counts so many starts, or as many as come within the time, once they are in their stride or as long has passed. */
export async function countStarts(stack: BenchStack, wanted: number, atMostMs: number): Promise<Dispatch> {
  const starts = tellStarts(stack);
  const reached = async (count: number): Promise<{ at: number; cpuMs: number; count: number }> => {
    const until = monotonicMs() + atMostMs;
    while (starts.times.length < count && monotonicMs() < until) await delay(POLL_MS);
    return { at: monotonicMs(), cpuMs: stack.cpuMs('scheduler'), count: starts.times.length };
  };
  const first = await reached(STRIDE);
  const last = await reached(first.count + wanted);
  starts.stop();
  const count = last.count - first.count;
  if (count <= 0) throw new Error('nothing was started while starts were counted');
  return {
    perSecond: (1000 * count) / (last.at - first.at),
    schedulerMs: (last.cpuMs - first.cpuMs) / count,
  };
}

/** Times of all starts that are told from now on, of one submission if it is named. */
export function tellStarts(
  stack: BenchStack,
  submissionId?: string,
): { readonly times: readonly number[]; stop(): void } {
  const times: number[] = [];
  const stop = stack.onTold((told) => {
    if (told.kind === 'start' && told.submissionId === (submissionId ?? told.submissionId))
      times.push(told.at);
  });
  return { times, stop };
}
