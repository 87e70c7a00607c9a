import { sumOf } from './least-squares';
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
  /** Pairs that shared a competition, by number: there are far fewer of them than pairs. */
  const pairs = new Map<number, { shared: number; excess: number }>();
  for (const batch of weighing.batches) {
    batch.measured.forEach((effect, competition) => {
      const row = [...batch.rows[competition]];
      const unexplained = effect - sumOf(weighing.effects, batch.rows[competition]);
      const places = row.flatMap((site) => placeOf.get(site) ?? []);
      places.forEach((a, at) => {
        for (const b of places.slice(at + 1)) {
          const number = Math.min(a, b) * sites.length + Math.max(a, b);
          const pair = pairs.get(number) ?? { shared: 0, excess: 0 };
          pairs.set(number, { shared: pair.shared + 1, excess: pair.excess + unexplained });
        }
      });
    });
  }
  const clear = [...pairs].filter(
    ([, { shared, excess }]) =>
      shared >= LEAST_SHARED &&
      excess > LEAST_EXCESS * shared &&
      excess > CLEAR * deviation * Math.sqrt(shared),
  );
  return new Set(
    clear.flatMap(([number]) => [sites[Math.floor(number / sites.length)], sites[number % sites.length]]),
  );
}
