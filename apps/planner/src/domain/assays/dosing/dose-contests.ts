import { deriveSeed, sampleWithout, seededRandom } from '#science';
import { lazy, type Lazy } from '../../lazy';
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
): Lazy<Contest> {
  return lazy(roundOf(from, total, doseOf), (index) => {
    const ordinal = from + index;
    const random = seededRandom(deriveSeed(submission.seed, assayType, 'sites', ordinal));
    return { sitesOutAlpha: [], sitesOutBeta: sampleWithout(eligible, doseOf(ordinal), random) };
  });
}

/** How many there are before the round is full, one at least. */
function roundOf(from: number, total: number, doseOf: (ordinal: number) => number): number {
  const last = Math.min(total, from + MAX_ROUND);
  let numSites = 0;
  for (let ordinal = from; ordinal < last; ordinal++) {
    numSites += doseOf(ordinal);
    if (ordinal > from && numSites > MAX_ROUND_SITES) return ordinal - from;
  }
  return last - from;
}
