// The error function in full double precision; a standard deviation of 0 is a step.
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * Noise of a score blurs detection: k effects are seen when their sum and a normal error reach the threshold, which is
 * a threshold of 1 plus such an error for the sum alone. `noise`: the error's standard deviation, in thresholds.
 */

/** P(a sum of effects misses the blurred threshold). */
export const missProbability = (sum: number, noise: number): number => 1 - normalCdf(sum, 1, noise);

/** Ratio of neighbouring thresholds; sums of k effects differ by more, for any k that matters. */
export const THRESHOLD_STEP = 1.025;
/** Thresholds below 1/200 count as 0. */
const LOWEST_STEP = -Math.ceil(Math.log(200) / Math.log(THRESHOLD_STEP));
/** Standard deviations above 1 from which thresholds are left out. */
const REACH = 5;

/** The threshold THRESHOLD_STEP^step and how often the blurred threshold is nearest to it. */
export interface BlurredThreshold {
  readonly step: number;
  readonly weight: number;
}

/**
 * The blurred threshold on a geometric grid, the fineness of which is that of sums of k effects wherever they lie.
 * Without noise, the threshold itself alone.
 */
export function blurredThresholds(noise: number): BlurredThreshold[] {
  const highest = Math.ceil(Math.log(1 + REACH * noise) / Math.log(THRESHOLD_STEP));
  const below = (step: number): number => normalCdf(THRESHOLD_STEP ** step, 1, noise);
  const steps = Array.from({ length: highest - LOWEST_STEP + 1 }, (_, i) => LOWEST_STEP + i);
  return steps
    .map((step) => ({ step, weight: below(step + 0.5) - below(step - 0.5) }))
    .filter(({ weight }) => weight > 0);
}

/**
 * shortfall[k] = P(sum of k effects misses the blurred threshold), k = 0, 1, …; `shortfallAt(step)` is that with the
 * threshold THRESHOLD_STEP^step and no noise.
 */
export function blurredShortfall(
  thresholds: readonly BlurredThreshold[],
  shortfallAt: (step: number) => readonly number[],
  noise: number,
): number[] {
  const blurred: number[] = [];
  for (const { step, weight } of thresholds) {
    const shortfall = shortfallAt(step);
    while (blurred.length < shortfall.length) blurred.push(0);
    for (let k = 0; k < shortfall.length; k++) blurred[k] += weight * shortfall[k];
  }
  blurred[0] = missProbability(0, noise);
  return blurred;
}
