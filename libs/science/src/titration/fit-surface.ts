import type { DetectionSurface } from './detection-surface';
import type { DoseResponse } from './dose-response';

/** Maximum likelihood on a surface, and the profile over the number of sites. */
export interface SurfaceFit {
  readonly sites: number;
  readonly meanEffect: number;
  readonly logLikelihood: number;
  /** Per number of sites of the surface, the likelihood at the mean effect that fits best with it. */
  readonly profile: Float64Array;
}

/** Responses must be at the surface's doses, in its order. */
export function fitSurface(surface: DetectionSurface, responses: readonly DoseResponse[]): SurfaceFit {
  const profile = new Float64Array(surface.sites.length);
  let best = { index: 0, meanEffect: 0, logLikelihood: -Infinity };
  for (let a = 0; a < surface.sites.length; a++) {
    const { meanEffect, logLikelihood } = fitMeanEffect(surface, responses, a);
    profile[a] = logLikelihood;
    if (logLikelihood > best.logLikelihood) best = { index: a, meanEffect, logLikelihood };
  }
  const { index, ...rest } = best;
  return { sites: surface.sites[index], ...rest, profile };
}

/** For one number of sites: the likelihood has one peak along the mean effect; halving, then a parabola in its log. */
function fitMeanEffect(
  surface: DetectionSurface,
  responses: readonly DoseResponse[],
  a: number,
): { readonly meanEffect: number; readonly logLikelihood: number } {
  const at = (m: number): number => logLikelihood(surface, responses, a * surface.meanEffects.length + m);
  let low = 0;
  let high = surface.meanEffects.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle + 1) >= at(middle)) low = middle + 1;
    else high = middle;
  }
  const { meanEffects } = surface;
  const peak = at(low);
  if (low === 0 || low === meanEffects.length - 1)
    return { meanEffect: meanEffects[low], logLikelihood: peak };
  const before = at(low - 1);
  const after = at(low + 1);
  const curvature = before - 2 * peak + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return {
    meanEffect: meanEffects[low] * (meanEffects[1] / meanEffects[0]) ** shift,
    logLikelihood: peak - ((before - after) * shift) / 4,
  };
}

function logLikelihood(
  { doses, logDetect, logMiss }: DetectionSurface,
  responses: readonly DoseResponse[],
  cell: number,
): number {
  let sum = 0;
  const offset = cell * doses.length;
  for (let d = 0; d < doses.length; d++) {
    const { measured, detected } = responses[d];
    sum += detected * logDetect[offset + d] + (measured - detected) * logMiss[offset + d];
  }
  return sum;
}
