import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Estimate, Interval, LikelihoodTitration } from '#contracts';
import { quantile } from '../null-distribution';
import type { SurfaceFit } from './fit-surface';

/** Under one distribution of effects: the best fit, the best per number of sites, and the fits of redrawn genomes. */
export interface DistributionFit {
  readonly fit: SurfaceFit;
  readonly profile: readonly SurfaceFit[];
  readonly refits: readonly SurfaceFit[];
}

const LEVEL = 0.95;
/**
 * Cut off each distribution's bootstrap at either end. Whichever distribution holds, the other's fits lie to one side,
 * so that only one end is at risk: 5 % there makes 95 % in all.
 */
const TAIL = 1 - LEVEL;
/** Half the square of the normal distribution's 95 % quantile: the profile's drop that a tail of 5 % allows. */
const PROFILE_DROP = 1.3528;

const METHOD =
  'maximum likelihood with hypergeometric draws, effects uniform; the interval spans uniform and exponential effects, each by a bias-corrected parametric bootstrap of redrawn genomes';
const ASSUMPTIONS = [
  'effects of single sites add up',
  'effects are uniform on (0, twice their mean) or exponential',
  'every dose draws eligible sites evenly',
];

type Answers = Pick<LikelihoodTitration, 'sites' | 'meanEffect' | 'totalEffect'>;

/** `identified`: there are doses enough to tell the number of sites from the size of their effects. */
export function spanned(fits: readonly DistributionFit[], numSites: number, identified: boolean): Answers {
  const unidentified = 'One dose cannot tell many small effects from few large ones: titrate at two or more.';
  const notes = identified ? [] : [unidentified];
  const answer = (read: (fit: SurfaceFit) => number, unit: Estimate['unit']): Estimate =>
    estimate(
      identified || unit === 'thresholds × sites' ? read(fits[0].fit) : null,
      span(fits, read),
      unit,
      notes,
    );
  return {
    sites: bounded(
      answer(({ sites }) => sites, 'sites'),
      numSites,
    ),
    meanEffect: answer(({ meanEffect }) => meanEffect, 'thresholds'),
    totalEffect: answer(({ sites, meanEffect }) => sites * meanEffect, 'thresholds × sites'),
  };
}

export const estimate = (
  value: number | null,
  interval: Interval | null,
  unit: Estimate['unit'],
  notes: readonly string[],
): Estimate => ({ value, interval, unit, method: METHOD, assumptions: ASSUMPTIONS, notes });

/** The profile stands in where the bootstrap cannot see a ridge that runs to the edge. */
function span(fits: readonly DistributionFit[], read: (fit: SurfaceFit) => number): Interval {
  const ends = fits.flatMap(({ fit, profile, refits }) => {
    const likely = profile.filter(({ logLikelihood }) => logLikelihood > fit.logLikelihood - PROFILE_DROP);
    return [read(fit), ...likely.map(read), ...biasCorrectedTails(refits.map(read), read(fit))];
  });
  return { low: Math.min(...ends), high: Math.max(...ends), level: LEVEL };
}

/**
 * Ends of the bias-corrected percentile interval (Efron 1981): fits of redrawn genomes lie above the fit that they were
 * redrawn from, since the estimate leans that way, and it leans as far from the truth. z₀ is the normal quantile of the
 * share of refits below the fit; the ends are the quantiles at Φ(2·z₀ ± z). Empty without refits.
 */
function biasCorrectedTails(refits: readonly number[], fitted: number): number[] {
  if (refits.length === 0) return [];
  const sorted = [...refits].sort((a, b) => a - b);
  const below = sorted.filter((value) => value < fitted).length;
  const equal = sorted.filter((value) => value === fitted).length;
  const shift = 2 * normalQuantile((below + equal / 2 + 0.5) / (sorted.length + 1), 0, 1);
  return [TAIL, 1 - TAIL].map((tail) =>
    quantile(sorted, normalCdf(shift + normalQuantile(tail, 0, 1), 0, 1)),
  );
}

/** Whole numbers, rounded outwards; an end that the responses do not bound is the number of sites there are. */
function bounded(sites: Estimate, numSites: number): Estimate {
  const { low, high } = sites.interval!;
  const interval = {
    low: Math.max(1, Math.floor(low)),
    high: Math.min(numSites, Math.ceil(high)),
    level: LEVEL,
  };
  if (interval.high < numSites || interval.low === numSites) return { ...sites, interval };
  const atLeast = `At least ${interval.low} sites: the responses set no upper bound, so the interval ends at the ${numSites} eligible sites.`;
  const value = sites.value === numSites ? null : sites.value;
  return { ...sites, value, interval, notes: [...sites.notes, atLeast] };
}
