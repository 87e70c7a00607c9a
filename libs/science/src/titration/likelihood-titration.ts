import type { EffectDistribution, Estimate, LikelihoodTitration } from '#contracts';
import { quantile } from '../null-distribution';
import type { Random } from '../random';
import { detectionProbability, detectionSurface, type DetectionSurface } from './detection-surface';
import type { DoseResponse } from './dose-response';
import { fitSurface, type SurfaceFit } from './fit-surface';
import { redrawResponses } from './redraw';

const LEVEL = 0.95;
const DISTRIBUTIONS: readonly EffectDistribution[] = ['uniform', 'exponential'];

interface Refits {
  readonly surface: DetectionSurface;
  readonly fit: SurfaceFit;
  readonly refits: readonly SurfaceFit[];
}

/** What the surfaces of one set of doses are made of; shared between titrations that use the same doses. */
export const titrationSurfaces = (doses: readonly number[], numSites: number): readonly DetectionSurface[] =>
  DISTRIBUTIONS.map((effects) => detectionSurface(effects, doses, numSites));

export function likelihoodTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  options: { readonly random: Random; readonly numBootstraps: number },
  surfaces = titrationSurfaces(
    responses.map(({ dose }) => dose),
    numSites,
  ),
): LikelihoodTitration {
  const perDistribution = surfaces.map((surface): Refits => {
    const fit = fitSurface(surface, responses);
    const refits = Array.from({ length: options.numBootstraps }, () =>
      fitSurface(
        surface,
        redrawResponses({ effects: surface.effects, ...fit }, numSites, responses, options.random),
      ),
    );
    return { surface, fit, refits };
  });
  const first = perDistribution[0];
  return {
    fits: perDistribution.map(({ surface, fit }) => ({
      effects: surface.effects,
      sites: fit.sites,
      meanEffect: fit.meanEffect,
      logLikelihood: fit.logLikelihood,
      fitted: responses.map(({ dose }) =>
        detectionProbability(surface.effects, { numSites, sites: fit.sites, dose }, fit.meanEffect),
      ),
    })),
    sites: estimate(first, ({ sites }) => sites, 'sites'),
    meanEffect: estimate(first, ({ meanEffect }) => meanEffect, 'thresholds'),
    totalEffect: estimate(first, ({ sites, meanEffect }) => sites * meanEffect, 'thresholds × sites'),
    numBootstraps: options.numBootstraps,
  };
}

function estimate(
  { fit, refits }: Refits,
  read: (fit: SurfaceFit) => number,
  unit: Estimate['unit'],
): Estimate {
  const value = read(fit);
  const ratios = refits.map((refit) => read(refit) / value).sort((a, b) => a - b);
  return {
    value,
    interval: {
      low: value / quantile(ratios, (1 + LEVEL) / 2),
      high: value / quantile(ratios, (1 - LEVEL) / 2),
      level: LEVEL,
    },
    unit,
    method: 'maximum likelihood',
    assumptions: [],
    notes: [],
  };
}
