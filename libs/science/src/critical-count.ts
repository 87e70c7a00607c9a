import type { Estimate } from '#contracts';
// Exact tails at any number of draws; already here for the published titration estimator.
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { correctedCount } from './null-distribution';

/** What a screen of single sites found, both ways together. */
export interface ScreenCounts {
  readonly found: number;
  readonly measured: number;
  /** One-sided, of one decision. */
  readonly falsePositiveRate: number;
  /** Where each decision rests on one score: the order statistic that the threshold is. */
  readonly orderStatistic?: { readonly rank: number; readonly pooled: number };
}

const LEVEL = 0.95;
const ASSUMPTIONS = [
  'a site is critical when its knockout alone lies outside the null distribution, either way',
  'every site whose effect exceeds the threshold is found',
  'sites without an effect score like the wild type against itself, symmetric about 0',
];

/**
 * How many sites are really detectable alone: those found less the false positives that are to be expected, with an
 * interval from how much the number of false positives varies.
 */
export function criticalCount(counts: ScreenCounts, notes: readonly string[] = []): Estimate {
  const { found, measured, falsePositiveRate, orderStatistic } = counts;
  const rate = Math.min(0.999, 2 * falsePositiveRate);
  const value = correctedCount(found, measured, rate);
  const neutral = Math.max(0, Math.round(measured - value));
  const [least, most] = [(1 - LEVEL) / 2, (1 + LEVEL) / 2].map((share) =>
    orderStatistic && rate > 0
      ? exceedanceQuantile(share, neutral, orderStatistic)
      : binomialQuantile(share, neutral, rate),
  );
  const method = orderStatistic
    ? 'sites found less expected false positives; interval from the beta-binomial number of neutral scores beyond the threshold'
    : 'sites found less expected false positives; interval from their binomial number';
  return {
    value,
    interval: {
      low: Math.min(value, Math.max(0, found - most)),
      high: Math.max(value, found - least),
      level: LEVEL,
    },
    unit: 'sites',
    method,
    assumptions: ASSUMPTIONS,
    notes,
  };
}

/**
 * Quantile of how many of `numFresh` null scores lie beyond ±threshold, when the threshold is itself an order statistic
 * of n null scores' absolute values, the k-th largest: beta-binomial with parameters k and n + 1 − k, whatever the
 * distribution (Wilks 1942, Ann. Math. Stat. 13:400). Wider than a binomial: the threshold is drawn once for all sites.
 */
function exceedanceQuantile(
  share: number,
  numFresh: number,
  { rank, pooled }: { rank: number; pooled: number },
): number {
  const n = pooled / 2;
  const k = Math.min(n, pooled + 1 - rank);
  // In logarithms: of many scores, none beyond the threshold is less likely than any float.
  let logP = 0;
  for (let i = 0; i < k; i++) logP += Math.log((n - i) / (numFresh + n - i));
  let sum = Math.exp(logP);
  let count = 0;
  while (sum < share && count < numFresh) {
    logP += Math.log((((count + k) / (count + 1)) * (numFresh - count)) / (numFresh - count + n - k));
    sum += Math.exp(logP);
    count++;
  }
  return count;
}

function binomialQuantile(share: number, draws: number, p: number): number {
  let count = 0;
  while (count < draws && binomialCdf(count, draws, p) < share) count++;
  return count;
}
