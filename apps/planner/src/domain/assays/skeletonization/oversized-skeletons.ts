import type { SkeletonResult } from '#contracts';
import { quantile } from '#science';

/** Skeletons of one genome differ by a few sites; one that is half as large again as most kept what could have gone. */
const OVERSIZE_RATIO = 1.5;
/** Small skeletons vary more for their size. */
const OVERSIZE_SITES = 5;
/** Fewer have no middle to be held against. */
const MIN_SKELETONS = 3;

/** A warning for each skeleton that is far larger than the others: its search was probably led astray by noise. */
export function oversizeWarnings(skeletons: readonly SkeletonResult[]): string[] {
  const complete = skeletons.filter(({ status }) => status === 'complete');
  if (complete.length < MIN_SKELETONS) return [];
  const sizes = complete.map(({ retainedSites }) => retainedSites.length).sort((a, b) => a - b);
  const median = quantile(sizes, 0.5);
  return complete
    .filter(({ retainedSites }) => retainedSites.length > OVERSIZE_RATIO * median + OVERSIZE_SITES)
    .map(
      ({ index, retainedSites }) =>
        `skeleton ${index} retains ${retainedSites.length} sites where the middle one retains ${median}: noise probably kept sites that could have gone, and every count over skeletons is too high`,
    );
}
