import type { SkeletonizationResult } from '#contracts';
import { renderEstimate } from './summary';

export function skeletonizationLines(result: SkeletonizationResult): string[] {
  const { skeletons, numCompetitions: asked, summary, lowerBounds } = result;
  const complete = skeletons.filter(({ status }) => status === 'complete');
  const sizes = complete.map(({ retainedSites }) => retainedSites.length);
  const retained =
    sizes.length === 0
      ? ''
      : `, ${Math.min(...sizes)} to ${Math.max(...sizes)} of ${result.numSites} sites retained`;
  return [
    `  ${complete.length} of ${skeletons.length} skeletons complete${retained}`,
    `  competitions: ${asked.search} search, ${asked.cleanUp} clean-up, ${asked.check} check, ${asked.jackknife} jackknife; ${asked.withdrawn} withdrawn`,
    `  sites seen in any skeleton: ${result.sites.length}`,
    `  epistatic: ${renderEstimate(summary.epistatic)}; at least ${renderEstimate(lowerBounds.epistatic)}`,
    `  any effect: ${renderEstimate(summary.anyEffect)}; at least ${renderEstimate(lowerBounds.anyEffect)}`,
    ...skeletons
      .filter(({ status }) => status === 'incomplete')
      .map(({ index, reason }) => `  skeleton ${index} is incomplete: ${reason ?? 'no reason was recorded'}`),
  ];
}
