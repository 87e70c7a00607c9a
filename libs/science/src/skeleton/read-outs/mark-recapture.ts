import type { MarkRecapture } from '#contracts';
// Full double precision; simple-statistics' inverse error function is good to three digits only.
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * How many sites have any effect, seen or not, from how often each was retained: skeletons are trapping occasions,
 * retained sites are captures. The jackknife of Burnham & Overton (1978 Biometrika 65:625, 1979 Ecology 60:927) lets
 * every site have a probability of capture of its own.
 */

/** Highest order for which Burnham & Overton give a formula. */
const MAX_ORDER = 5;
const LEVEL = 0.95;
/** Two-sided 5 % of the normal distribution: both the tests of order and the interval. */
const Z = normalQuantile((1 + LEVEL) / 2, 0, 1);
/** A variance below this share of its own terms is rounding. */
const ROUNDING = 1e-12;

/**
 * The estimate from capture frequencies: f[j − 1] sites were retained in exactly j of t = f.length skeletons. The order
 * grows from 0 until the next one would not change the estimate significantly (two-sided 5 %); it stays ≤ 5 and < t.
 * Estimate and interval are kept within [sites seen, numSites]; `estimates` are not. Throws RangeError when t < 2 or a
 * frequency is no whole number ≥ 0.
 */
export function markRecapture(captureFrequencies: readonly number[], numSites: number): MarkRecapture {
  const t = captureFrequencies.length;
  requireFrequencies(captureFrequencies);
  const f = captureFrequencies;
  const numDistinct = sum(f);
  if (numDistinct > numSites) throw new RangeError(`${numDistinct} of ${numSites} sites were retained`);
  const orders = Array.from({ length: Math.min(MAX_ORDER, t - 1) + 1 }, (_, k) => k);
  const weights = orders.map((k) => f.map((_, j) => jackknifeWeight(t, j + 1, k)));
  const estimates = weights.map((a) => sum(f.map((count, j) => a[j] * count)));
  const standardErrors = weights.map((a, k) =>
    Math.sqrt(Math.max(0, sum(f.map((count, j) => a[j] ** 2 * count)) - estimates[k])),
  );
  const testStatistics = orders.slice(1).map((k) => testStatistic(weights[k - 1], weights[k], f));
  const firstKept = testStatistics.findIndex((T) => T === null || Math.abs(T) <= Z);
  const order = firstKept === -1 ? orders.length - 1 : firstKept;
  const clip = (value: number): number => Math.min(numSites, Math.max(numDistinct, value));
  const half = Z * standardErrors[order];
  const interval = {
    low: clip(estimates[order] - half),
    high: clip(estimates[order] + half),
    level: LEVEL,
  };
  return {
    numSkeletons: t,
    captureFrequencies: [...f],
    numDistinct,
    order,
    estimates,
    standardErrors,
    testStatistics,
    estimate: clip(estimates[order]),
    interval,
  };
}

/**
 * a_jk: what one site that was retained j times of t adds to the estimate of order k. The general form behind the
 * published formulas: N_k = (1/k!) Σ_r (−1)^r C(k,r) (t−r)^k S_(t−r), S_(t−r) = mean number of sites seen when r of the
 * skeletons are left out, from which such a site is missing with probability r…(r−j+1) / t…(t−j+1). The sum is of whole
 * numbers below 2^53 for t ≤ 500, so nothing cancels away.
 */
export function jackknifeWeight(t: number, j: number, k: number): number {
  let missed = 0;
  for (let r = j; r <= k; r++) {
    missed += (r % 2 === 0 ? 1 : -1) * binomial(k, r) * (t - r) ** k * falling(r, j);
  }
  return missed === 0 ? 1 : 1 - missed / (falling(k, k) * falling(t, j));
}

/** T_k: the change from one order to the next over its standard error; null where that has no spread (V = 0, S ≤ 1). */
function testStatistic(
  lower: readonly number[],
  higher: readonly number[],
  f: readonly number[],
): number | null {
  const distinct = sum(f);
  if (distinct <= 1) return null;
  const change = sum(f.map((count, j) => (higher[j] - lower[j]) * count));
  const squares = sum(f.map((count, j) => (higher[j] - lower[j]) ** 2 * count));
  const variance = (distinct / (distinct - 1)) * (squares - change ** 2 / distinct);
  return variance > ROUNDING * squares ? change / Math.sqrt(variance) : null;
}

function requireFrequencies(f: readonly number[]): void {
  if (f.length < 2) {
    throw new RangeError(`mark–recapture needs at least 2 skeletons, here ${f.length}`);
  }
  const bad = f.find((count) => !(Number.isInteger(count) && count >= 0));
  if (bad !== undefined) throw new RangeError(`a capture frequency of ${bad} is no number of sites`);
}

/** n (n − 1) … (n − k + 1). */
const falling = (n: number, k: number): number => {
  let product = 1;
  for (let i = 0; i < k; i++) product *= n - i;
  return product;
};

const binomial = (n: number, k: number): number => falling(n, k) / falling(k, k);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
