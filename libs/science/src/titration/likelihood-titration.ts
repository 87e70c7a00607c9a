import type { EffectDistribution, LikelihoodTitration } from '#contracts';
import type { Random } from '../random';
import { detectionProbability, detectionSurface, type DetectionSurface } from './detection-surface';
import type { DoseResponse } from './dose-response';
import { fitSurface, profileOfSites, type SurfaceFit } from './fit-surface';
import { redrawer } from './redraw';
import { spanned, type DistributionFit } from './spanned-estimate';

/** The first is the one whose fit is reported; the interval spans all. */
const DISTRIBUTIONS: readonly EffectDistribution[] = ['uniform', 'exponential'];

export interface BootstrapOptions {
  readonly random: Random;
  /** Per distribution of effects; with 0 the intervals rest on the profile likelihood alone, which is too narrow. */
  readonly numBootstraps: number;
}

/** What all titrations at these doses share; makes the bulk of the cost of a single one. */
export const titrationSurfaces = (doses: readonly number[], numSites: number): readonly DetectionSurface[] =>
  DISTRIBUTIONS.map((effects) => detectionSurface(effects, doses, numSites));

/**
 * Maximum likelihood with a hypergeometric number of effects per knockout. Reports the fit of uniform effects; intervals
 * run from the lowest to the highest that uniform and exponential effects allow, each by a parametric bootstrap that
 * redraws the genome. Responses must be informative (see `estimateTitration`) and at the surfaces' doses, in order.
 */
export function likelihoodTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  { random, numBootstraps }: BootstrapOptions,
  surfaces = titrationSurfaces(
    responses.map(({ dose }) => dose),
    numSites,
  ),
): LikelihoodTitration {
  const fits = surfaces.map((surface): DistributionFit => {
    const fit = fitSurface(surface, responses);
    const redraw = redrawer({ effects: surface.effects, ...fit }, numSites, responses);
    const refits = Array.from({ length: numBootstraps }, () => fitSurface(surface, redraw(random)));
    return { fit, profile: profileOfSites(surface, responses), refits };
  });
  const identified = responses.filter(({ measured }) => measured > 0).length > 1;
  return {
    fits: fits.map(({ fit }, i) => report(surfaces[i].effects, fit, responses, numSites)),
    ...spanned(fits, numSites, identified),
    numBootstraps,
  };
}

function report(
  effects: EffectDistribution,
  { sites, meanEffect, logLikelihood }: SurfaceFit,
  responses: readonly DoseResponse[],
  numSites: number,
): LikelihoodTitration['fits'][number] {
  const fitted = responses.map(({ dose }) =>
    detectionProbability(effects, { numSites, sites, dose }, meanEffect),
  );
  return { effects, sites, meanEffect, logLikelihood, fitted };
}
