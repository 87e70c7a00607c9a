import type { Random } from './random';

/** Scores of competitions of the wild type against itself: what counts as "no effect". */

/** A decision is strict: deleterious when score > deleterious, beneficial when score < beneficial. */
export interface Thresholds {
  readonly deleterious: number;
  readonly beneficial: number;
}

export interface OrderStatisticThresholds extends Thresholds {
  /** The threshold is the rank-th smallest (from 1) of the pooled values. */
  readonly rank: number;
  /** Number of pooled values: both signs of every score. */
  readonly pooled: number;
}

/** Fewest null scores that can serve a one-sided false-positive rate: ⌈(1 − alpha) / (2·alpha)⌉; 50 for 1 %. */
export const scoresNeeded = (alpha: number): number => Math.ceil((1 - alpha) / (2 * alpha) - ROUNDING);

/** Guards a ceiling against 0.99·201 landing a hair above a whole number. */
const ROUNDING = 1e-9;

/**
 * The decision rule. Of the 2n values {s, −s} (a null pair has no preferred side), the ⌈(1 − alpha)(2n + 1)⌉-th
 * smallest: a fresh null score exceeds it with probability ≤ alpha, whatever the distribution. The beneficial
 * threshold is its mirror image. Throws RangeError when there are fewer than `scoresNeeded(alpha)` scores.
 */
export function orderStatisticThresholds(scores: readonly number[], alpha: number): OrderStatisticThresholds {
  const pooled = ascending(scores.flatMap((s) => [s, -s]));
  const rank = Math.ceil((1 - alpha) * (pooled.length + 1) - ROUNDING);
  if (scores.length === 0 || rank > pooled.length) {
    throw new RangeError(
      `${scores.length} null scores cannot serve alpha = ${alpha}: ${scoresNeeded(alpha)} are needed`,
    );
  }
  const deleterious = pooled[rank - 1] + 0;
  return { deleterious, beneficial: 0 - deleterious, rank, pooled: pooled.length };
}

/** One-sided false-positive rate of an order-statistic threshold: (2n + 1 − rank) / (2n + 1); n = 100, 1 %: 0.00995. */
export const falsePositiveRate = ({ rank, pooled }: { rank: number; pooled: number }): number =>
  (pooled + 1 - rank) / (pooled + 1);

/**
 * The compatible read-out: percentiles 0..100 (101 values) of the pool {s, 0, −s}, by linear interpolation (Hyndman &
 * Fan 1996, type 7). Its p99 and p1 as thresholds have a false-positive rate of about 2 % a side, so they are
 * reported, not decided by.
 */
export function pooledPercentiles(scores: readonly number[]): number[] {
  const pool = ascending(scores.flatMap((s) => [s, 0, -s]));
  return Array.from({ length: 101 }, (_, percent) => quantile(pool, percent / 100));
}

/** Quantile of ascending values at 0 ≤ q ≤ 1, linear between neighbours (type 7). Throws RangeError on no values. */
export function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) throw new RangeError('a quantile of no values');
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]) + 0;
}

export interface Asymmetry {
  readonly mean: number;
  readonly standardError: number;
  /** mean / standardError; 0 where the standard error is 0 and the mean too. */
  readonly z: number;
  /** The side that an image favours, at two-sided 1 %; null when neither. */
  readonly favours: 'alpha' | 'beta' | null;
}

/** |z| above which a null mean is called away from 0 (two-sided 1 % of the normal distribution). */
const FAVOUR_Z = 2.575829;

/** How far the null's mean is from 0: a fair image has no side. Normal approximation; needs 2 scores, else fair. */
export function asymmetry(scores: readonly number[]): Asymmetry {
  const n = scores.length;
  const mean = n === 0 ? 0 : scores.reduce((sum, s) => sum + s, 0) / n;
  const variance = n < 2 ? 0 : scores.reduce((sum, s) => sum + (s - mean) ** 2, 0) / (n - 1);
  const standardError = n < 2 ? 0 : Math.sqrt(variance / n);
  const z = standardError > 0 ? mean / standardError : 0;
  const constant = n >= 2 && standardError === 0 && mean !== 0;
  const away = constant || Math.abs(z) > FAVOUR_Z;
  return { mean, standardError, z, favours: away ? (mean > 0 ? 'alpha' : 'beta') : null };
}

/**
 * How many of `measured` tests are truly positive when `positive` of them came out so and each of the others does so
 * with `falsePositiveRate`: (positive − f·measured) / (1 − f), kept within 0..positive. Assumes that true ones are
 * always found.
 */
export function correctedCount(positive: number, measured: number, falsePositiveRate: number): number {
  if (!(falsePositiveRate >= 0 && falsePositiveRate < 1)) {
    throw new RangeError(`false-positive rate ${falsePositiveRate} is not in [0, 1)`);
  }
  const estimate = (positive - falsePositiveRate * measured) / (1 - falsePositiveRate);
  return Math.min(positive, Math.max(0, estimate));
}

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Means drawn to find a rate: its standard error is then below 0.0007 at a rate of 1 %. */
const DRAWN_MEANS = 20_000;

/**
 * How often the mean of `replicates` null scores exceeds a threshold made for single scores: by drawing means from the
 * pool {s, −s} with replacement.
 */
export function falsePositiveRateOfMeans(
  scores: readonly number[],
  replicates: number,
  threshold: number,
  random: Random,
): number {
  let exceeded = 0;
  for (let draw = 0; draw < DRAWN_MEANS; draw++) {
    let mean = 0;
    for (let i = 0; i < replicates; i++) {
      const s = scores[random.below(scores.length)];
      mean = runningMean(mean, random.below(2) === 0 ? s : -s, i + 1);
    }
    if (mean > threshold) exceeded++;
  }
  return exceeded / DRAWN_MEANS;
}

/**
 * The mean of `count` values from the mean of those before the last. The mean of equal values is that value exactly,
 * which a sum divided by its count is not (0.1 three times): strict decisions depend on it.
 */
export const runningMean = (before: number, last: number, count: number): number =>
  before + (last - before) / count;
