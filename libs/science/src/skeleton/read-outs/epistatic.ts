import type { Estimate, Interval } from '#contracts';
// Student's t at few degrees of freedom, to full precision.
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { BLIND_SPOT } from './any-effect';
import { epistaticRectangle } from './epistatic-rectangle';
import { UNDETECTED } from './jackknife-severity';
import { retainedSites, retainedSitesWithoutEach, type MeasuredSkeleton } from './retained-sites';

const LEVEL = 0.95;
/** A single skeleton excludes a site or retains it: its share is 0 or 1, and nothing retained is ever excluded. */
const MIN_SKELETONS = 2;
/** With two skeletons, leaving one out leaves nothing to compare: every count is then 0 and seems certain. */
const MIN_SKELETONS_FOR_INTERVAL = 3;

/**
 * The published count of epistatic sites with an interval for its repeatability: how far the count of as many other
 * skeletons of the same genome would lie from its mean. It tells nothing of sites that so few skeletons do not show.
 */
export function epistaticEstimate(skeletons: readonly MeasuredSkeleton[], numSites: number): Estimate {
  const seen = retainedSites(skeletons);
  const { sites, severityFrom, exclusionAbove } = epistaticRectangle(seen);
  const numExcluded = seen.filter(({ exclusion }) => exclusion > exclusionAbove).length;
  const flaw = numExcluded === 0 ? null : flawOf(severityFrom, numExcluded);
  const known = skeletons.length >= MIN_SKELETONS && flaw === null;
  const interval = known ? repeatability(skeletons, sites.length, numSites) : null;
  return {
    value: known ? sites.length : null,
    interval,
    unit: 'sites',
    method:
      'sites often excluded and yet severe (x > 0.3, y ≥ the 20th percentile of sites with x ≤ 0.3); interval by leaving out one skeleton at a time',
    assumptions: [
      'each skeleton follows a random order of its own',
      'sites with an effect of their own are rarely excluded, and their severity is what losing any site that matters costs',
      'the interval covers the repeatability of this count over skeletons of the same genome; it covers neither sites that these skeletons do not show nor the choice of the rectangle',
      BLIND_SPOT,
    ],
    notes: notesOn(skeletons.length, flaw, interval),
  };
}

/**
 * Delete-one jackknife over skeletons with Student's t (Efron & Stein 1981, Ann. Stat. 9:586: its variance errs
 * upwards). A bootstrap repeats skeletons, so it sees fewer distinct sites: its percentiles covered 29–46 % where this
 * covers 98 % and more (docs/adr/2026-11-21-intervals-of-the-epistatic-count.md).
 */
function repeatability(
  skeletons: readonly MeasuredSkeleton[],
  count: number,
  numSites: number,
): Interval | null {
  const t = skeletons.length;
  if (t < MIN_SKELETONS_FOR_INTERVAL) return null;
  const counts = [...retainedSitesWithoutEach(skeletons)].map(
    (sites) => epistaticRectangle(sites).sites.length,
  );
  const mean = counts.reduce((sum, c) => sum + c, 0) / t;
  const squares = counts.reduce((sum, c) => sum + (c - mean) ** 2, 0);
  const half = studentQuantile((1 + LEVEL) / 2, t - 1) * Math.sqrt(((t - 1) / t) * squares);
  return { low: Math.max(0, count - half), high: Math.min(numSites, count + half), level: LEVEL };
}

/** Why severities do not tell excluded sites apart; null when they do. */
function flawOf(severityFrom: number | null, numExcluded: number): string | null {
  if (severityFrom === null) {
    return 'no site that is rarely excluded (x ≤ 0.3) has a measured severity, so there is nothing to hold the others against';
  }
  if (severityFrom > UNDETECTED) return null;
  return (
    'at least a fifth of the sites that are rarely excluded (x ≤ 0.3) can be lost from the skeletons undetected, so the limit y₀ is 1, ' +
    `the least severity there is: every site that is often excluded passes it, here ${numExcluded}, and severity tells nothing; ` +
    'more replicates of the jackknife, or competitions with less noise, raise it'
  );
}

function notesOn(numSkeletons: number, flaw: string | null, interval: Interval | null): string[] {
  if (numSkeletons < MIN_SKELETONS) {
    const complete = numSkeletons === 0 ? 'no skeleton is complete' : 'only one skeleton is complete';
    return [`${complete}: how often a site can be done without takes at least ${MIN_SKELETONS}`];
  }
  if (flaw !== null) return [flaw];
  const shown = Math.round(100 * (1 - 0.8 ** numSkeletons));
  return [
    `only sites seen are counted: of a set of five that back each other up, ${numSkeletons} skeletons show each site with a probability of ${shown} %`,
    ...(interval === null
      ? [`an interval needs at least ${MIN_SKELETONS_FOR_INTERVAL} complete skeletons, here ${numSkeletons}`]
      : []),
  ];
}
