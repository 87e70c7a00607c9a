import type { Estimate, Interval } from '#contracts';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * How many sites there are at least, unseen ones with them, from how often each was retained: Chao's estimator (1987
 * Biometrics 43:783) in its bias-corrected form for occasions, S + A f₁(f₁ − 1) / (2 (f₂ + 1)), A = (t − 1)/t. Exact in
 * the mean where all sites are retained equally often, a lower bound where they are not. It stands beside the published
 * estimators, because it uses what they measure anyway.
 */

const LEVEL = 0.95;
const Z = normalQuantile((1 + LEVEL) / 2, 0, 1);

/**
 * Null for fewer than 2 skeletons. Value and interval lie within [sites seen, numSites]. The interval is widened to
 * whole sites: without that it leaves out the truth where every site was seen, some of them once.
 */
export function chaoLowerBound(
  captureFrequencies: readonly number[],
  numSites: number,
): { readonly value: number; readonly interval: Interval } | null {
  const t = captureFrequencies.length;
  if (t < 2) return null;
  const seen = captureFrequencies.reduce((sum, count) => sum + count, 0);
  const [once, twice] = captureFrequencies;
  const unseen = ((t - 1) / t) * ((once * (once - 1)) / (2 * (twice + 1)));
  const clip = (value: number): number => Math.min(numSites, Math.max(seen, value));
  const spread = logNormalSpread(unseen, chaoVariance(once, twice, (t - 1) / t, seen + unseen));
  return {
    value: clip(seen + unseen),
    interval: {
      low: clip(seen + Math.floor(unseen / spread)),
      high: clip(seen + Math.ceil(unseen * spread)),
      level: LEVEL,
    },
  };
}

/** Variance of the number of unseen sites (Chao 1987, eq. 7; without sites seen twice: Colwell et al. 2012, eq. 7). */
function chaoVariance(once: number, twice: number, a: number, estimate: number): number {
  if (twice > 0) {
    const ratio = once / twice;
    return twice * ((a / 2) * ratio ** 2 + a ** 2 * ratio ** 3 + (a ** 2 / 4) * ratio ** 4);
  }
  const variance =
    (a * once * (once - 1)) / 2 +
    (a ** 2 * once * (2 * once - 1) ** 2) / 4 -
    (estimate > 0 ? (a ** 2 * once ** 4) / (4 * estimate) : 0);
  return Math.max(0, variance);
}

/** Half-width as a factor: the number of unseen sites is taken as log-normal, which keeps it positive. */
const logNormalSpread = (unseen: number, variance: number): number =>
  unseen > 0 ? Math.exp(Z * Math.sqrt(Math.log(1 + variance / unseen ** 2))) : 1;

/** The lower bound as an answer; `of` names the sites that were counted. */
export function lowerBoundEstimate(
  captureFrequencies: readonly number[],
  numSites: number,
  of: string,
): Estimate {
  const bound = chaoLowerBound(captureFrequencies, numSites);
  return {
    value: bound?.value ?? null,
    interval: bound?.interval ?? null,
    unit: 'sites',
    method: `${of}, with those not seen: lower bound of Chao (1987)`,
    assumptions: [
      'each skeleton follows a random order of its own',
      'exact in the mean where all these sites are retained equally often, too low where they are not',
      'no site is retained by noise alone',
    ],
    notes: bound ? [] : ['fewer than 2 skeletons are complete: there is nothing to extrapolate from'],
  };
}
