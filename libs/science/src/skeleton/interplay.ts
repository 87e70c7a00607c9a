import type { Weighing } from './weighing';

/** Competitions that a pair must share, and what they must leave unexplained: in standard errors and in thresholds. */
const LEAST_SHARED = 5;
const CLEAR = 4.5;
const LEAST_EXCESS = 0.35;

/**
 * Which of `sites` (some of those that were weighed as heavy) back another of them up: competitions with both of a pair
 * out leave an excess that their weights do not explain. Such a site may weigh nothing by itself: the weighing spreads
 * the pair's penalty over both.
 */
export function backingUp(weighing: Weighing, sites: readonly number[], deviation: number): Set<number> {
  const placeOf = new Map(sites.map((site, place) => [site, place]));
  const shared = new Float64Array(sites.length ** 2);
  const excess = new Float64Array(sites.length ** 2);
  for (const batch of weighing.batches) {
    batch.measured.forEach((effect, competition) => {
      const row = [...batch.rows[competition]];
      const unexplained = row.reduce((left, site) => left - weighing.effects[site], effect);
      const places = row.flatMap((site) => placeOf.get(site) ?? []);
      places.forEach((a, at) => {
        for (const b of places.slice(at + 1)) {
          const pair = Math.min(a, b) * sites.length + Math.max(a, b);
          shared[pair]++;
          excess[pair] += unexplained;
        }
      });
    });
  }
  const isClear = (pair: number): boolean =>
    shared[pair] >= LEAST_SHARED &&
    excess[pair] > LEAST_EXCESS * shared[pair] &&
    excess[pair] > CLEAR * deviation * Math.sqrt(shared[pair]);
  const pairs = Array.from(shared.keys()).filter(isClear);
  return new Set(
    pairs.flatMap((pair) => [sites[Math.floor(pair / sites.length)], sites[pair % sites.length]]),
  );
}
