import type { Estimate } from '#contracts';
import type { DoseObservation } from './detection-band';
import { completionProbabilities } from './disjoint-sets';

export interface SetCountEstimate {
  readonly setSize: number;
  readonly estimate: Estimate;
  /** Normalised over all m; only where it exceeds 1e-6 of its peak, at most 1000 points of it. */
  readonly likelihood: readonly { readonly numSets: number; readonly likelihood: number }[];
}

const LEVEL = 0.95;
const NEGLIGIBLE = 1e-6;
/** A plot shows no more; a genome of 100,000 sites would otherwise fill megabytes. */
const MAX_POINTS = 1000;
const METHOD = 'median and central 95 % of the likelihood of the smear, normalised over the number of sets';

/**
 * How many disjoint sets of `setSize` sites explain the smear ("interpolated complexity")? With sets of one: how many
 * sites would be detectable alone, had every competition been told apart without error.
 */
export function estimateSetCount(
  observations: readonly DoseObservation[],
  numSites: number,
  setSize: number,
  falsePositiveRate: number,
): SetCountEstimate {
  const logLikelihood = setCountLogLikelihood(observations, numSites, setSize);
  const peak = logLikelihood.reduce((a, b) => Math.max(a, b), -Infinity);
  const about = { unit: 'sites' as const, method: METHOD, assumptions: assumptions(setSize, numSites) };
  if (observations.length === 0 || peak === -Infinity) {
    const why =
      observations.length === 0
        ? 'nothing was measured'
        : 'no number of sets explains the smear: sets of this size cannot be detected at some dose where there was a detection, or not be missed where there was none';
    return { setSize, estimate: { value: null, interval: null, notes: [why], ...about }, likelihood: [] };
  }
  const relative = logLikelihood.map((l) => Math.exp(l - peak));
  const total = relative.reduce((sum, l) => sum + l, 0);
  const normalised = relative.map((l) => l / total);
  const interval = {
    low: quantileOf(normalised, (1 - LEVEL) / 2),
    high: quantileOf(normalised, (1 + LEVEL) / 2),
    level: LEVEL,
  };
  const value = quantileOf(normalised, 0.5);
  const notes = [chanceNote(observations.length, falsePositiveRate)];
  return { setSize, estimate: { value, interval, notes, ...about }, likelihood: thinned(normalised, total) };
}

/** ln likelihood for each m = 0..⌊numSites/setSize⌋; −Infinity where a count is impossible. */
export function setCountLogLikelihood(
  observations: readonly DoseObservation[],
  numSites: number,
  setSize: number,
): Float64Array {
  const sum = new Float64Array(Math.floor(numSites / setSize) + 1);
  for (const { dose, detected } of observations) {
    const { complete, none } = completionProbabilities(numSites, setSize, dose);
    const probability = detected ? complete : none;
    for (let m = 0; m < sum.length; m++) {
      // From here on a detection is certain, and its logarithm 0.
      if (detected && none[m] < Number.EPSILON / 16) break;
      sum[m] += Math.log(probability[m]);
    }
  }
  return sum;
}

/** Smallest m with at least this share of the distribution at or below it. */
function quantileOf(distribution: Float64Array, share: number): number {
  let sum = 0;
  const found = distribution.findIndex((p) => (sum += p) >= share);
  return found < 0 ? distribution.length - 1 : found;
}

function thinned(normalised: Float64Array, total: number): SetCountEstimate['likelihood'] {
  const points = Array.from(normalised, (likelihood, numSets) => ({ numSets, likelihood })).filter(
    ({ likelihood }) => likelihood * total > NEGLIGIBLE,
  );
  const stride = Math.ceil(points.length / MAX_POINTS);
  return points.filter((_, index) => index % stride === 0);
}

const assumptions = (setSize: number, numSites: number): string[] => [
  `${numSites} sites were drawn from, each dose a uniform random set of them`,
  setSize === 1
    ? 'each site either is detected whenever it is out, or never matters'
    : `sites matter in disjoint sets of ${setSize}, detected when all of a set are out`,
  'every detection is a real one: no false positives, no misses',
];

const chanceNote = (measured: number, falsePositiveRate: number): string =>
  `of ${measured} competitions, ${(measured * falsePositiveRate).toPrecision(2)} are expected to be detected by chance; a detection at a very low dose raises the estimate much`;
