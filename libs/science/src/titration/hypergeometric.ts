// Stable for large populations (log factorials); one value per call, so rows are completed by the ratio of neighbours.
import stdlibPmf from '@stdlib/stats-base-dists-hypergeometric-pmf';

/** `draws` without replacement from `population`, of which `successes` count. */
export interface Urn {
  readonly population: number;
  readonly successes: number;
  readonly draws: number;
}

/** Probabilities of from, from + 1, … successes; what is left out weighs less than 1e-14 of the mode each. */
export interface PmfRow {
  readonly from: number;
  readonly probabilities: readonly number[];
}

/** P(exactly k successes). */
export const hypergeometricPmf = (k: number, { population, successes, draws }: Urn): number =>
  stdlibPmf(k, population, successes, draws);

const NEGLIGIBLE = 1e-14;

/** All of the distribution that matters: the mode from the library, its neighbours by their ratios. */
export function hypergeometricRow(urn: Urn): PmfRow {
  const { population, successes, draws } = urn;
  const lowest = Math.max(0, draws + successes - population);
  const highest = Math.min(draws, successes);
  const mode = Math.floor(((draws + 1) * (successes + 1)) / (population + 2));
  const centre = Math.max(lowest, Math.min(highest, mode));
  const peak = hypergeometricPmf(centre, urn);
  /** P(k + 1) / P(k). */
  const ratio = (k: number): number =>
    ((successes - k) * (draws - k)) / ((k + 1) * (population - successes - draws + k + 1));
  const below: number[] = [];
  for (let k = centre - 1, p = peak; k >= lowest && (p /= ratio(k)) > NEGLIGIBLE * peak; k--) below.push(p);
  const above: number[] = [];
  for (let k = centre, p = peak; k < highest && (p *= ratio(k)) > NEGLIGIBLE * peak; k++) above.push(p);
  return { from: centre - below.length, probabilities: [...below.reverse(), peak, ...above] };
}

/** P(fewer than k successes), by summing the row. */
export function hypergeometricBelow(k: number, urn: Urn): number {
  const { from, probabilities } = hypergeometricRow(urn);
  return Math.min(
    1,
    probabilities.slice(0, Math.max(0, k - from)).reduce((sum, p) => sum + p, 0),
  );
}
