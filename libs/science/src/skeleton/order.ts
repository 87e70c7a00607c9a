import { deriveSeed, seededRandom } from '../random';

/** Sites 0..numSites − 1 in a random order, each equally likely (Fisher–Yates); same seed, same order. */
export function randomOrder(numSites: number, seed: number): number[] {
  const random = seededRandom(deriveSeed('order of a skeleton search', seed));
  const order = Array.from({ length: numSites }, (_, site) => site);
  for (let last = numSites - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
