import type { EffectDistribution } from '#contracts';
import { SHORTFALLS } from './effect-sums';
import { hypergeometricRow, type PmfRow } from './hypergeometric';
import { blurredShortfall, blurredThresholds, THRESHOLD_STEP } from './noise';

/**
 * P(detect | dose) = Σ_k Hypergeometric(k; N, A, dose) · P(sum of k effects + noise ≥ 1), for every number of sites A
 * and mean effect of a grid: made once, shared by all fits at these doses.
 */
export interface DetectionSurface {
  readonly effects: EffectDistribution;
  /** Standard deviation of a score's normal noise, in thresholds. */
  readonly noise: number;
  readonly numSites: number;
  readonly doses: readonly number[];
  /** Ascending numbers of sites with an effect, 1..numSites; every one up to 100, then in steps of 1 %. */
  readonly sites: readonly number[];
  /** Ascending mean effects, geometric. */
  readonly meanEffects: readonly number[];
  /** log P(detect) and log P(miss); index (sites · meanEffects.length + meanEffect) · doses.length + dose. */
  readonly logDetect: Float64Array;
  readonly logMiss: Float64Array;
}

/** Smaller ones need some 500 sites at once; larger ones would have been found alone. In thresholds. */
const SMALLEST_EFFECT = 1 / 500;
const LARGEST_EFFECT = 2;
const SITES_STEP = 1.01;
/** What a model holds impossible happens this often: keeps logarithms finite. */
const FLOOR = 1e-9;

export function sitesGrid(numSites: number): number[] {
  const sites: number[] = [];
  for (let a = 1; a < numSites; a = Math.max(a + 1, Math.round(a * SITES_STEP))) sites.push(a);
  return [...sites, numSites];
}

export function effectsGrid(): number[] {
  const steps = Math.ceil(Math.log(LARGEST_EFFECT / SMALLEST_EFFECT) / Math.log(THRESHOLD_STEP));
  return Array.from({ length: steps + 1 }, (_, i) => SMALLEST_EFFECT * THRESHOLD_STEP ** i);
}

export function detectionSurface(
  effects: EffectDistribution,
  doses: readonly number[],
  numSites: number,
  noise = 0,
): DetectionSurface {
  const sites = sitesGrid(numSites);
  const meanEffects = effectsGrid();
  const shortfalls = gridShortfalls(effects, meanEffects, Math.max(...doses), noise);
  const size = sites.length * meanEffects.length * doses.length;
  const logDetect = new Float64Array(size);
  const logMiss = new Float64Array(size);
  for (let a = 0; a < sites.length; a++) {
    for (let d = 0; d < doses.length; d++) {
      const row = hypergeometricRow({ population: numSites, successes: sites[a], draws: doses[d] });
      for (let m = 0; m < meanEffects.length; m++) {
        const miss = expectedShortfall(row, shortfalls[m]);
        const cell = (a * meanEffects.length + m) * doses.length + d;
        logDetect[cell] = Math.log(Math.max(FLOOR, 1 - miss));
        logMiss[cell] = Math.log(Math.max(FLOOR, miss));
      }
    }
  }
  return { effects, noise, numSites, doses, sites, meanEffects, logDetect, logMiss };
}

/** Thresholds and mean effects share one ratio of neighbours: a threshold one step up is an effect one step down. */
function gridShortfalls(
  effects: EffectDistribution,
  meanEffects: readonly number[],
  maxEffects: number,
  noise: number,
): number[][] {
  const thresholds = blurredThresholds(noise);
  const known = new Map<number, readonly number[]>();
  const shortfallOf = (index: number): readonly number[] => {
    const mean = meanEffects[index] ?? SMALLEST_EFFECT * THRESHOLD_STEP ** index;
    const shortfall = known.get(index) ?? SHORTFALLS[effects](mean, maxEffects);
    known.set(index, shortfall);
    return shortfall;
  };
  return meanEffects.map((_, index) =>
    blurredShortfall(thresholds, (step) => shortfallOf(index - step), noise),
  );
}

/** P(detect | dose) at one point, off the grid. */
export function detectionProbability(
  { effects, noise }: Pick<DetectionSurface, 'effects' | 'noise'>,
  urn: { readonly numSites: number; readonly sites: number; readonly dose: number },
  meanEffect: number,
): number {
  const row = hypergeometricRow({ population: urn.numSites, successes: urn.sites, draws: urn.dose });
  const shortfallAt = (step: number): readonly number[] =>
    SHORTFALLS[effects](meanEffect / THRESHOLD_STEP ** step, urn.dose);
  return 1 - expectedShortfall(row, blurredShortfall(blurredThresholds(noise), shortfallAt, noise));
}

/** P(miss): the shortfall of a hypergeometric number of effects. */
export function expectedShortfall({ from, probabilities }: PmfRow, shortfall: readonly number[]): number {
  let sum = 0;
  const end = Math.min(probabilities.length, shortfall.length - from);
  for (let i = 0; i < end; i++) sum += probabilities[i] * shortfall[from + i];
  return Math.min(1, sum);
}
