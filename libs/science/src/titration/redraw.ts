import type { EffectDistribution } from '#contracts';
import type { Random } from '../random';
import type { DoseResponse } from './dose-response';
import { hypergeometricRow } from './hypergeometric';

/** Draws of one effect with the given mean, in thresholds. */
const DRAWS: Readonly<Record<EffectDistribution, (mean: number, random: Random) => number>> = {
  uniform: (mean, random) => 2 * mean * random.uniform(),
  exponential: (mean, random) => -mean * Math.log(1 - random.uniform()),
};

/**
 * The experiment once more on a new genome of the fitted kind: its effects are drawn afresh, then every knockout. Two
 * genomes of one kind differ by more than two experiments on one genome, and intervals must cover that.
 */
export function redrawResponses(
  kind: { readonly effects: EffectDistribution; readonly sites: number; readonly meanEffect: number },
  numSites: number,
  responses: readonly DoseResponse[],
  random: Random,
): DoseResponse[] {
  const effects = Float64Array.from({ length: kind.sites }, () =>
    DRAWS[kind.effects](kind.meanEffect, random),
  );
  return responses.map(({ dose, measured }) => {
    const drawCount = hypergeometricSampler(
      { population: numSites, successes: kind.sites, draws: dose },
      random,
    );
    let detected = 0;
    for (let i = 0; i < measured; i++) if (reachesThreshold(effects, drawCount(), random)) detected++;
    return { dose, measured, detected };
  });
}

/** Whether `count` of the effects, drawn without replacement, sum to 1 or more. Shuffles as far as it must. */
function reachesThreshold(effects: Float64Array, count: number, random: Random): boolean {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random.uniform() * (effects.length - i));
    const effect = effects[j];
    effects[j] = effects[i];
    effects[i] = effect;
    sum += effect;
    if (sum >= 1) return true;
  }
  return false;
}

function hypergeometricSampler(urn: Parameters<typeof hypergeometricRow>[0], random: Random): () => number {
  const { from, probabilities } = hypergeometricRow(urn);
  let total = 0;
  const cumulative = probabilities.map((p) => (total += p));
  return () => {
    const u = random.uniform() * total;
    let k = 0;
    while (k < cumulative.length - 1 && cumulative[k] <= u) k++;
    return from + k;
  };
}
