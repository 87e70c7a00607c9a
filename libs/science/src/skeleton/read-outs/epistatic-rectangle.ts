import { quantile } from '../../null-distribution';
import type { RetainedSite } from './retained-sites';

/**
 * The published decision (arXiv 2404.10854): a site is epistatic when skeletons often do without it (exclusion x > x₀),
 * yet losing it from those that retain it is as severe (y ≥ y₀) as losing a site that hardly any skeleton does without.
 */
export interface EpistaticRectangle {
  /** x₀. */
  readonly exclusionAbove: number;
  /** y₀: the 20th percentile of y among sites with x ≤ x₀; null where no such site was measured. */
  readonly severityFrom: number | null;
  /** Sites inside, ascending. */
  readonly sites: readonly number[];
}

const EXCLUSION_ABOVE = 0.3;
const SEVERITY_QUANTILE = 0.2;

export function epistaticRectangle(sites: readonly RetainedSite[]): EpistaticRectangle {
  const severities = sites
    .flatMap(({ exclusion, severity }) =>
      exclusion <= EXCLUSION_ABOVE && severity !== null ? [severity] : [],
    )
    .sort((a, b) => a - b);
  const severityFrom = severities.length === 0 ? null : quantile(severities, SEVERITY_QUANTILE);
  const inside = sites.filter(
    ({ exclusion, severity }) =>
      severityFrom !== null && exclusion > EXCLUSION_ABOVE && severity !== null && severity >= severityFrom,
  );
  return { exclusionAbove: EXCLUSION_ABOVE, severityFrom, sites: inside.map(({ site }) => site) };
}
