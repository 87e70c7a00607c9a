import type { LikelihoodTitration } from '#contracts';
import type { DoseResponse } from './dose-response';
import { hypergeometricBelow } from './hypergeometric';
import { missProbability } from './noise';
import { estimate } from './spanned-estimate';

/** Chance of the responses under the bound that an uninformative titration still gives. */
const BOUND_TAIL = 0.025;
const LEVEL = 0.95;

/** What can be said when no dose was ever detected, or every one always: a bound in words, no fit. Else null. */
export function uninformativeTitration(
  all: readonly DoseResponse[],
  numSites: number,
  noise = 0,
): LikelihoodTitration | null {
  const responses = all.filter(({ measured }) => measured > 0);
  if (responses.every(({ detected }) => detected === 0)) return nothingDetected(responses, numSites);
  if (responses.every(({ detected, measured }) => detected === measured))
    return allDetected(responses, numSites, noise);
  return null;
}

function nothingDetected(responses: readonly DoseResponse[], numSites: number): LikelihoodTitration {
  const dose = Math.max(...responses.map((response) => response.dose));
  const note = `Nothing was detected up to a dose of ${dose} of ${numSites} sites: effects, if any, sum to less than the threshold there. Titrate at larger doses.`;
  return {
    fits: [],
    sites: estimate(null, null, 'sites', [note]),
    meanEffect: estimate(null, null, 'thresholds', [note]),
    totalEffect: estimate(null, null, 'thresholds × sites', [
      note,
      `About ${Number((numSites / dose).toPrecision(3))} thresholds × sites at most.`,
    ]),
    numBootstraps: 0,
  };
}

/** A detected knockout holds at least one site with an effect, or is detected by chance. */
function allDetected(
  responses: readonly DoseResponse[],
  numSites: number,
  noise: number,
): LikelihoodTitration {
  const missed = missProbability(0, noise);
  const likely = (sites: number): boolean =>
    responses.every(
      ({ dose, measured }) =>
        (1 - missed * hypergeometricBelow(1, { population: numSites, successes: sites, draws: dose })) **
          measured >
        BOUND_TAIL,
    );
  let low = 1;
  for (let high = numSites; low < high;) {
    const middle = Math.floor((low + high) / 2);
    if (likely(middle)) high = middle;
    else low = middle + 1;
  }
  const dose = Math.min(...responses.map((response) => response.dose));
  const note = `Every knockout was detected, from a dose of ${dose} on: at least ${low} of ${numSites} sites. Titrate at smaller doses.`;
  return {
    fits: [],
    sites: estimate(null, { low, high: numSites, level: LEVEL }, 'sites', [note]),
    meanEffect: estimate(null, null, 'thresholds', [note]),
    totalEffect: estimate(null, null, 'thresholds × sites', [note]),
    numBootstraps: 0,
  };
}
