import type { EffectDistribution } from '#contracts';
import { SHORTFALLS } from './effect-sums';
import { hypergeometricRow, type PmfRow } from './hypergeometric';

/**
 * P(detect | dose) = Σ_k Hypergeometric(k; N, A, dose) · P(sum of k effects ≥ 1), for every number of sites A and mean
 * effect of a grid: made once, shared by all fits at these doses.
 */
export interface DetectionSurface {
  readonly effects: EffectDistribution;
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
const EFFECT_STEP = 1.025;
const SITES_STEP = 1.01;
/** What a model holds impossible happens this often: keeps logarithms finite. */
const FLOOR = 1e-9;

export function sitesGrid(numSites: number): number[] {
  const sites: number[] = [];
  for (let a = 1; a < numSites; a = Math.max(a + 1, Math.round(a * SITES_STEP))) sites.push(a);
  return [...sites, numSites];
}

export function effectsGrid(): number[] {
  const steps = Math.ceil(Math.log(LARGEST_EFFECT / SMALLEST_EFFECT) / Math.log(EFFECT_STEP));
  return Array.from({ length: steps + 1 }, (_, i) => SMALLEST_EFFECT * EFFECT_STEP ** i);
}

export function detectionSurface(
  effects: EffectDistribution,
  doses: readonly number[],
  numSites: number,
): DetectionSurface {
  const sites = sitesGrid(numSites);
  const meanEffects = effectsGrid();
  const shortfalls = meanEffects.map((mean) => SHORTFALLS[effects](mean, Math.max(...doses)));
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
  return { effects, numSites, doses, sites, meanEffects, logDetect, logMiss };
}

/** P(detect | dose) at one point, off the grid. */
export function detectionProbability(
  effects: EffectDistribution,
  urn: { readonly numSites: number; readonly sites: number; readonly dose: number },
  meanEffect: number,
): number {
  const row = hypergeometricRow({ population: urn.numSites, successes: urn.sites, draws: urn.dose });
  return 1 - expectedShortfall(row, SHORTFALLS[effects](meanEffect, urn.dose));
}

/** P(miss): the shortfall of a hypergeometric number of effects. */
export function expectedShortfall({ from, probabilities }: PmfRow, shortfall: readonly number[]): number {
  let sum = 0;
  const end = Math.min(probabilities.length, shortfall.length - from);
  for (let i = 0; i < end; i++) sum += probabilities[i] * shortfall[from + i];
  return Math.min(1, sum);
}
