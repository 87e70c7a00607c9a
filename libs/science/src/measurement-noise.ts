import { quantile } from './null-distribution';

/** Median absolute deviation of a normal distribution, in standard deviations. */
const NORMAL_MAD = 0.6745;

/**
 * Standard deviation of one score of unequal genomes, from a screen of single sites: most of them have no effect, so
 * the spread of the middle of their scores is noise (1.4826 · median absolute deviation, Hampel 1974). Too large where
 * most sites have an effect of their own. `replicates`: scores behind each mean. Null without scores.
 */
export function measurementNoise(scores: readonly (number | null)[], replicates: number): number | null {
  const measured = scores.flatMap((score) => (score === null ? [] : [score]));
  if (measured.length === 0) return null;
  const median = medianOf(measured);
  return (medianOf(measured.map((score) => Math.abs(score - median))) / NORMAL_MAD) * Math.sqrt(replicates);
}

const medianOf = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
