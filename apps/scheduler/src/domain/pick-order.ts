import type { Submission } from './model';

/** How fast a submission's virtual time runs: sixteen runs of a high one cost as much as one of a low one. */
export const WEIGHTS: Readonly<Record<string, number>> = { low: 1, normal: 4, high: 16 };

/** Runs taken from one submission before the next choice: few enough to be fair, enough to spare choosing. */
export const RUNS_PER_CHOICE = 8;

export const costOf = (runs: number, priority: string): number => runs / (WEIGHTS[priority] ?? 1);

/** How many runs a submission may start now: what its cap leaves, lost attempts counted in. */
export const roomOf = (
  submission: Pick<Submission, 'maxCompetitionsActive' | 'places' | 'held' | 'status'>,
): number =>
  submission.held === 1 || (submission.status !== 'active' && submission.status !== 'pending')
    ? 0
    : Math.max(0, submission.maxCompetitionsActive - submission.places);

/** Who comes next: least virtual time, the older one on a tie. Submissions that gave nothing are left out by the caller. */
export function choose<T extends Pick<Submission, 'virtualTime' | 'row'>>(
  candidates: readonly T[],
): T | undefined {
  let best: T | undefined;
  for (const candidate of candidates) {
    if (
      best === undefined ||
      candidate.virtualTime < best.virtualTime ||
      (candidate.virtualTime === best.virtualTime && candidate.row < best.row)
    ) {
      best = candidate;
    }
  }
  return best;
}

/** Whether an executor can take a submission's runs at all. */
export const fits = (
  submission: Pick<Submission, 'pool' | 'cpus' | 'memoryMb'>,
  executor: { readonly pool: string | null; readonly cpus: number; readonly memoryMb: number },
): boolean =>
  (submission.pool === null || submission.pool === executor.pool) &&
  submission.cpus <= executor.cpus &&
  submission.memoryMb <= executor.memoryMb;
