import type { EffectDistribution, LikelihoodTitration } from '#contracts';
import type { Random } from '../random';
import { detectionProbability, detectionSurface, type DetectionSurface } from './detection-surface';
import type { DoseResponse } from './dose-response';
import { fitSurface, profileOfSites, type SurfaceFit } from './fit-surface';
import { redrawer } from './redraw';
import { spanned, type DistributionFit } from './spanned-estimate';

/** The first is the one whose fit is reported; the interval spans all. */
const DISTRIBUTIONS: readonly EffectDistribution[] = ['uniform', 'exponential'];

export interface TitrationOptions {
  readonly random: Random;
  /** Per distribution of effects; with 0 the intervals rest on the profile likelihood alone, which is too narrow. */
  readonly numBootstraps: number;
  /** Standard deviation of a score's normal noise, in thresholds; 0 (detection is a step) unless given. */
  readonly noise?: number;
}

/** What all titrations at these doses share; makes the bulk of the cost of a single one. */
export const titrationSurfaces = (
  doses: readonly number[],
  numSites: number,
  noise = 0,
): readonly DetectionSurface[] =>
  DISTRIBUTIONS.map((effects) => detectionSurface(effects, doses, numSites, noise));

/**
 * Maximum likelihood with a hypergeometric number of effects per knockout. Reports the fit of uniform effects; intervals
 * run from the lowest to the highest that uniform and exponential effects allow, each by a parametric bootstrap that
 * redraws the genome. Responses must be informative (see `estimateTitration`) and at the surfaces' doses, in order; given
 * surfaces bring their own noise.
 */
export function likelihoodTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  { random, numBootstraps, noise = 0 }: TitrationOptions,
  surfaces = titrationSurfaces(
    responses.map(({ dose }) => dose),
    numSites,
    noise,
  ),
): LikelihoodTitration {
  const fits = surfaces.map((surface): DistributionFit => {
    const fit = fitSurface(surface, responses);
    const redraw = redrawer({ ...surface, ...fit }, numSites, responses);
    const refits = Array.from({ length: numBootstraps }, () => fitSurface(surface, redraw(random)));
    return { fit, profile: profileOfSites(surface, responses), refits };
  });
  const identified = responses.filter(({ measured }) => measured > 0).length > 1;
  return {
    fits: fits.map(({ fit }, i) => report(surfaces[i], fit, responses, numSites)),
    ...spanned(fits, numSites, identified),
    numBootstraps,
  };
}

function report(
  surface: DetectionSurface,
  { sites, meanEffect, logLikelihood }: SurfaceFit,
  responses: readonly DoseResponse[],
  numSites: number,
): LikelihoodTitration['fits'][number] {
  const fitted = responses.map(({ dose }) =>
    detectionProbability(surface, { numSites, sites, dose }, meanEffect),
  );
  return { effects: surface.effects, sites, meanEffect, logLikelihood, fitted };
}
