import type { Estimate } from '#contracts';
import { quantile, type SkeletonOutcome } from '#science';

/**
 * The ceiling of the scores in thresholds, as the middle one of the searches that met it; null when fewer than half of
 * them did.
 */
export function commonCeiling(outcomes: readonly Pick<SkeletonOutcome, 'ceiling'>[]): number | null {
  const ceilings = outcomes.flatMap(({ ceiling }) => (ceiling === null ? [] : [ceiling]));
  const rare = ceilings.length === 0 || 2 * ceilings.length < outcomes.length;
  return rare
    ? null
    : quantile(
        ceilings.sort((a, b) => a - b),
        0.5,
      );
}

export const ceilingWarnings = (ceiling: number | null): string[] =>
  ceiling === null
    ? []
    : [
        `scores have a ceiling near ${ceiling.toFixed(1)} thresholds: with half of the sites out they come no higher, although the sites' single weights add up to far more. ` +
          'Losses above it look alike, so severities are too small and differ little. Competitions with less noise (a larger population, if the image has one) lower the threshold and so lift the ceiling',
      ];

/** The epistatic count compares severities, which a ceiling flattens. */
export const underCeiling = (epistatic: Estimate, ceiling: number | null): Estimate =>
  ceiling === null
    ? epistatic
    : {
        ...epistatic,
        notes: [
          ...epistatic.notes,
          `scores have a ceiling near ${ceiling.toFixed(1)} thresholds, so severities hardly differ, and this count, which rests on them, means little`,
        ],
      };
