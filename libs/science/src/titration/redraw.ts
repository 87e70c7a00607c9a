import type { EffectDistribution } from '#contracts';
import type { Random } from '../random';
import { expectedShortfall } from './detection-surface';
import type { DoseResponse } from './dose-response';
import { genomeShortfall } from './genome-shortfall';
import { hypergeometricRow } from './hypergeometric';

/** What genomes are drawn from, and how they are seen. */
export interface GenomeKind {
  readonly effects: EffectDistribution;
  readonly sites: number;
  readonly meanEffect: number;
  /** Standard deviation of a score's normal noise, in thresholds. */
  readonly noise: number;
}

/** One effect with the given mean, in thresholds. */
const DRAWS: Readonly<Record<EffectDistribution, (mean: number, random: Random) => number>> = {
  uniform: (mean, random) => 2 * mean * random.uniform(),
  exponential: (mean, random) => -mean * Math.log(1 - random.uniform()),
};

/**
 * Repeats the experiment on new genomes of a kind: each time all effects are drawn afresh, then the numbers detected.
 * Two genomes of one kind differ by more than two experiments on one genome, and intervals must cover that.
 */
export function redrawer(
  { effects, sites, meanEffect, noise }: GenomeKind,
  numSites: number,
  responses: readonly DoseResponse[],
): (random: Random) => DoseResponse[] {
  const rows = responses.map(({ dose }) =>
    hypergeometricRow({ population: numSites, successes: sites, draws: dose }),
  );
  const most = Math.max(...rows.map(({ from, probabilities }) => from + probabilities.length - 1));
  return (random) => {
    const genome = Array.from({ length: sites }, () => DRAWS[effects](meanEffect, random));
    const shortfall = genomeShortfall(genome, most, noise);
    return responses.map(({ dose, measured }, i) => {
      const detected = drawBinomial(measured, 1 - expectedShortfall(rows[i], shortfall), random);
      return { dose, measured, detected };
    });
  };
}

/** By the waiting times between the rarer outcomes (Devroye 1986, Non-Uniform Random Variate Generation, X.4.3). */
export function drawBinomial(trials: number, p: number, random: Random): number {
  if (p > 0.5) return trials - drawBinomial(trials, 1 - p, random);
  if (p <= 0) return 0;
  const logMiss = Math.log1p(-p);
  let hits = -1;
  for (let at = 0; at <= trials; hits++) at += Math.floor(Math.log(1 - random.uniform()) / logMiss) + 1;
  return hits;
}
