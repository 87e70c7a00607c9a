import { quantile } from '#science';
import { paddedDomain } from './layers';

/** Scores from (inclusive) to (exclusive), and how many there are. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Histogram {
  /** Adjoining, ascending, of one width. */
  readonly bins: readonly Bin[];
  /** What lies too far off to be drawn, at either side. */
  readonly below: readonly number[];
  readonly above: readonly number[];
}

const MAX_BINS = 40;
/** Quartile ranges beyond the quartiles from where a score is left out: Tukey's outer fence (1977); of normal ones 2 in a million. */
const FENCE = 3;

/**
 * Bins of a round width (1, 2 or 5 times a power of ten), at most about 40, over the scores and `shown`, which the
 * picture has to hold. Scores far off do not stretch them: one such score would leave a single bar of all the others.
 */
export function histogramOf(scores: readonly number[], shown: readonly number[]): Histogram {
  const [low, high] = windowOf(scores, shown);
  const inside = scores.filter((score) => score >= low && score <= high);
  return {
    bins: binned(inside),
    below: scores.filter((score) => score < low),
    above: scores.filter((score) => score > high),
  };
}

function windowOf(scores: readonly number[], shown: readonly number[]): [number, number] {
  const ascending = [...scores].sort((a, b) => a - b);
  const [q1, q3] = [quantile(ascending, 0.25), quantile(ascending, 0.75)];
  // Half of the scores are one number: nothing says how far is far.
  if (q1 === q3) return [ascending[0], ascending[ascending.length - 1]];
  const reach = FENCE * (q3 - q1);
  return [Math.min(q1 - reach, ...shown), Math.max(q3 + reach, ...shown)];
}

function binned(scores: readonly number[]): Bin[] {
  const [low, high] = paddedDomain(scores, 0);
  const step = roundStep(widthOf(low, high) / MAX_BINS);
  const start = Math.floor(low / step);
  const counts = new Array<number>(Math.floor(high / step + ROUNDING) - start + 1).fill(0);
  for (const score of scores) counts[Math.floor(score / step + ROUNDING) - start]++;
  return counts.map((n, i) => ({ from: (start + i) * step, to: (start + i + 1) * step, count: n }));
}

/** Never so small that a double cannot tell one bin from the next. */
function widthOf(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < SMALLEST) return 1;
  return high === low ? size : Math.max(high - low, size * ROUNDING);
}

/** Scores below this are 0 to a picture; a fortieth of it is still a normal double. */
const SMALLEST = 1e-300;
/** Keeps 3 · 0.1 in the bin that begins at 0.3. */
const ROUNDING = 1e-9;

function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5].find((factor) => factor * power >= atLeast * (1 - ROUNDING)) ?? 10);
}
