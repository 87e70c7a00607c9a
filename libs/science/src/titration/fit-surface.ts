import type { DetectionSurface } from './detection-surface';
import type { DoseResponse } from './dose-response';

/** One point of the model; the likelihood is the binomial one without its constant. */
export interface SurfaceFit {
  readonly sites: number;
  readonly meanEffect: number;
  readonly logLikelihood: number;
}

/** Strides over the numbers of sites, each search around the best of the one before. */
const STRIDES = [16, 4, 1];

/**
 * Maximum likelihood on a surface. Responses must be at the surface's doses, in its order. Relies on the likelihood
 * having one broad peak along the number of sites; on a flat ridge any point of it may win.
 */
export function fitSurface(surface: DetectionSurface, responses: readonly DoseResponse[]): SurfaceFit {
  const last = surface.sites.length - 1;
  let index = 0;
  let best = fitMeanEffect(surface, responses, 0);
  let reach = last;
  for (const stride of STRIDES) {
    const centre = index;
    for (let a = Math.max(0, centre - reach); a <= Math.min(last, centre + reach); a += stride) {
      const fit = fitMeanEffect(surface, responses, a);
      if (fit.logLikelihood > best.logLikelihood) [best, index] = [fit, a];
    }
    reach = stride;
  }
  return best;
}

/** For every number of sites of the surface, the mean effect that fits best with it. */
export const profileOfSites = (
  surface: DetectionSurface,
  responses: readonly DoseResponse[],
): readonly SurfaceFit[] => surface.sites.map((_, a) => fitMeanEffect(surface, responses, a));

/** The likelihood has one peak along the mean effect: halving finds it, a parabola in the effect's log refines it. */
function fitMeanEffect(surface: DetectionSurface, responses: readonly DoseResponse[], a: number): SurfaceFit {
  const { meanEffects } = surface;
  const at = (m: number): number => logLikelihood(surface, responses, a * meanEffects.length + m);
  let low = 0;
  let high = meanEffects.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle + 1) >= at(middle)) low = middle + 1;
    else high = middle;
  }
  const sites = surface.sites[a];
  const peak = at(low);
  if (low === 0 || low === meanEffects.length - 1)
    return { sites, meanEffect: meanEffects[low], logLikelihood: peak };
  const before = at(low - 1);
  const after = at(low + 1);
  const curvature = before - 2 * peak + after;
  const shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
  return {
    sites,
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
