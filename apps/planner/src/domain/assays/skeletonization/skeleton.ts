import type { CompetitionOutcome } from '#contracts';
import type { SkeletonOutcome } from '#science';
import type { Contest } from '../assay-type';
import { foldSlots, isSlotOf, isUnplanned, jackknifeOf, nextSlots, type Jackknife } from './jackknife';
import { foldTests, isTestOf, nextContests, type SkeletonSearch } from './skeleton-search';

/**
 * One skeleton on its way.
 *
 * - searching: entered at the start; left when its search has an outcome, or a test has failed too often.
 * - measuring: its retained sites are measured; left when each has been, or has failed too often.
 * - complete, incomplete: for good.
 */
export type Skeleton =
  | { readonly stage: 'searching'; readonly search: SkeletonSearch }
  | (Found & { readonly stage: 'measuring' | 'complete' })
  | { readonly stage: 'incomplete'; readonly search: SkeletonSearch; readonly reason: string };

export interface Found {
  readonly search: SkeletonSearch;
  readonly outcome: SkeletonOutcome;
  readonly jackknife: Jackknife;
}

/** What a skeleton asks of a round. */
export interface SkeletonStep {
  readonly skeleton: Skeleton;
  readonly contests: readonly Contest[];
  readonly withdraw: readonly number[];
}

export const isOf = (skeleton: Skeleton, ordinal: number): boolean =>
  (skeleton.stage === 'searching' && isTestOf(skeleton.search, ordinal)) ||
  (skeleton.stage === 'measuring' && isSlotOf(skeleton.jackknife, ordinal));

export const hasUnplanned = (skeleton: Skeleton): boolean =>
  skeleton.stage === 'measuring' && isUnplanned(skeleton.jackknife);

export function foldSkeleton(skeleton: Skeleton, results: readonly CompetitionOutcome[]): Skeleton {
  if (skeleton.stage === 'searching') return { ...skeleton, search: foldTests(skeleton.search, results) };
  if (skeleton.stage === 'measuring') {
    return { ...skeleton, jackknife: foldSlots(skeleton.jackknife, results) };
  }
  return skeleton;
}

export function stepOf(skeleton: Skeleton, replicates: number, nextOrdinal: number): SkeletonStep {
  if (skeleton.stage === 'searching') return searchStep(skeleton.search, replicates, nextOrdinal);
  return skeleton.stage === 'measuring' ? measuringStep(skeleton, nextOrdinal) : idle(skeleton);
}

/** A finished search goes on to its jackknife in the same round: no skeleton waits for another. */
function searchStep(before: SkeletonSearch, replicates: number, nextOrdinal: number): SkeletonStep {
  const step = nextContests(before, nextOrdinal);
  if ('searching' in step) {
    const { searching, contests, withdraw } = step;
    return { skeleton: { stage: 'searching', search: searching }, contests, withdraw };
  }
  const { ended, outcome, withdraw } = step;
  if (!outcome) {
    const reason = ended.failure ?? 'its search ended without an outcome';
    return { skeleton: { stage: 'incomplete', search: ended, reason }, contests: [], withdraw };
  }
  const removed = [...outcome.removalOrder].sort((a, b) => a - b);
  const jackknife = jackknifeOf(ended.index, outcome.retainedSites, removed, replicates);
  const measuring = measuringStep({ stage: 'measuring', search: ended, outcome, jackknife }, nextOrdinal);
  return { ...measuring, withdraw };
}

function measuringStep(
  before: Found & { stage: 'measuring' | 'complete' },
  nextOrdinal: number,
): SkeletonStep {
  if (before.jackknife.numOpen === 0) return idle({ ...before, stage: 'complete' });
  if (!isUnplanned(before.jackknife)) return idle(before);
  const { jackknife, contests } = nextSlots(before.jackknife, nextOrdinal);
  return { skeleton: { ...before, jackknife }, contests, withdraw: [] };
}

const idle = (skeleton: Skeleton): SkeletonStep => ({ skeleton, contests: [], withdraw: [] });
