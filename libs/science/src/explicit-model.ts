import { sampleWithout, type Random } from './random';
import type { CompetitionCounts } from './score';

/**
 * The explicit genome model: every effect is written down, so every estimate can be held against the truth. An effect
 * is in units of the detection threshold: detectable alone when |effect| ≥ 1.
 */
export interface ExplicitGenome {
  /** Per site: its own (additive or critical) effect; 0 for none. Shape [N]. */
  readonly effects: readonly number[];
  /** Sites that back each other up: the penalty is due when all of them are out. Sites are numbered from 0. */
  readonly sets: readonly EpistaticSet[];
}

export interface EpistaticSet {
  readonly sites: readonly number[];
  readonly penalty: number;
}

export interface GenomeRecipe {
  readonly numSites: number;
  readonly numAdditive: number;
  readonly numCritical: number;
  readonly numSets: number;
  readonly setSize: number;
  /** Sets may share sites (with each other, never with effects); disjoint otherwise. */
  readonly overlapping?: boolean;
}

export interface DrawnGenome extends ExplicitGenome {
  readonly additiveSites: readonly number[];
  readonly criticalSites: readonly number[];
}

/**
 * Draws a genome: additive effects from U(0, 0.7), critical ones from U(2, 3), set penalties from U(0.7, 1.6), on
 * sites of their own (method paper, arXiv 2404.10854). Throws RangeError when the sites do not suffice.
 */
export function drawGenome(recipe: GenomeRecipe, random: Random): DrawnGenome {
  let free = Array.from({ length: recipe.numSites }, (_, site) => site);
  const take = (size: number): number[] => {
    const sites = sampleWithout(free, size, random);
    free = free.filter((site) => !sites.includes(site));
    return sites;
  };
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const effects = new Array<number>(recipe.numSites).fill(0);
  const criticalSites = take(recipe.numCritical);
  for (const site of criticalSites) effects[site] = between(2, 3);
  const additiveSites = take(recipe.numAdditive);
  for (const site of additiveSites) effects[site] = between(0, 0.7);
  const sets = Array.from({ length: recipe.numSets }, () => ({
    sites: recipe.overlapping ? sampleWithout(free, recipe.setSize, random) : take(recipe.setSize),
    penalty: between(0.7, 1.6),
  }));
  return { effects, sets, additiveSites, criticalSites };
}

/** Effect of knocking out `sites` together: their effects' sum (in site order), plus each complete set's penalty. */
export function knockoutEffect(genome: ExplicitGenome, sites: Iterable<number>): number {
  const out = new Set(sites);
  const ascending = [...out].sort((a, b) => a - b);
  const own = ascending.reduce((sum, site) => sum + genome.effects[site], 0);
  return genome.sets
    .filter((set) => set.sites.every((site) => out.has(site)))
    .reduce((sum, set) => sum + set.penalty, own);
}

export const isDetectable = (effect: number): boolean => Math.abs(effect) >= 1;

/** Updates of every simulated competition. */
const UPDATES_ELAPSED = 100;
/** Odd tenth, even total: counts are whole, and equal genomes can differ by one count less than a tenth. */
const EXACT_TOTAL = 1_000_010;
export const NOISY_TOTAL = 1000;
/** Selection g·√n: puts the noisy null's 99th percentile (2.326/√n in fracAlpha − fracBeta) at effect 1. */
const SELECTION = 4.65;

export interface Contest {
  /** Effect of beta − effect of alpha. */
  readonly effect: number;
  /** The same sites are out of both. */
  readonly sameGenome: boolean;
  readonly seed: number;
}

/**
 * Without noise: fracAlpha − fracBeta = 0.1·effect, kept within ±1. Equal genomes differ by one count less than a
 * tenth of the total, the sign by the seed's parity (even: alpha ahead): the threshold lies just under effect 1.
 */
export function exactCounts({ effect, sameGenome, seed }: Contest): CompetitionCounts {
  const tenth = EXACT_TOTAL / 10;
  const clipped = Math.max(-10, Math.min(10, effect));
  const half = Math.floor((Math.abs(clipped) * tenth) / 2 + 0.5);
  const nullHalf = (tenth - 1) / 2;
  const difference = sameGenome ? (seed % 2 === 0 ? nullHalf : -nullHalf) : clipped < 0 ? -half : half;
  return {
    updatesElapsed: UPDATES_ELAPSED,
    numAlpha: EXACT_TOTAL / 2 + difference,
    numBeta: EXACT_TOTAL / 2 - difference,
  };
}

/**
 * With sampling noise: numBeta ~ Binomial(n, 1 / (1 + exp(g·effect))), n = `total`, g = 4.65/√n. Scores reach their
 * ceiling, one side alone left, at √n / 2.326 thresholds: 13.6 with 1000 individuals, 2.1 with 24.
 */
export function noisyCounts(
  { effect }: Pick<Contest, 'effect'>,
  random: Random,
  total = NOISY_TOTAL,
): CompetitionCounts {
  const selection = SELECTION / Math.sqrt(total);
  const share = 1 / (1 + Math.exp(selection * effect));
  let numBeta = 0;
  for (let i = 0; i < total; i++) if (random.uniform() < share) numBeta++;
  return { updatesElapsed: UPDATES_ELAPSED, numAlpha: total - numBeta, numBeta };
}
