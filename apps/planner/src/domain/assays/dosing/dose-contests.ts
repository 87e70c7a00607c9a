import { deriveSeed, sampleWithout, seededRandom } from '#science';
import type { AssayContext, Contest } from '../assay-type';

/** Competitions of one round. */
const MAX_ROUND = 50_000;
/**
 * Sites of all competitions of one round together. A hundred thousand sites are drawn at doses of tens of thousands:
 * by number alone such a round would hold gigabytes.
 */
const MAX_ROUND_SITES = 2_000_000;

/**
 * Competitions from ordinal `from` on, until `total` or until the round is full: the wild type against itself without a
 * fresh uniform random set of eligible sites. The set depends on the submission's seed, the assay and the ordinal alone.
 */
export function doseContests(
  from: number,
  total: number,
  doseOf: (ordinal: number) => number,
  eligible: readonly number[],
  { submission, assayType }: AssayContext,
): Contest[] {
  const contests: Contest[] = [];
  let numSites = 0;
  for (let ordinal = from; ordinal < total && contests.length < MAX_ROUND; ordinal++) {
    const dose = doseOf(ordinal);
    if (contests.length > 0 && numSites + dose > MAX_ROUND_SITES) break;
    numSites += dose;
    const random = seededRandom(deriveSeed(submission.seed, assayType, 'sites', ordinal));
    contests.push({ sitesOutAlpha: [], sitesOutBeta: sampleWithout(eligible, dose, random) });
  }
  return contests;
}
