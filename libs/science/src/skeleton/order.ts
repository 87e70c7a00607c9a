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

/** The sites in ascending order; each of them once, from 0..numSites − 1. Counts instead of sorting: it runs per test. */
export function ascending(sites: readonly number[], numSites: number): number[] {
  const present = new Uint8Array(numSites);
  for (const site of sites) present[site] = 1;
  const sorted: number[] = [];
  for (let site = 0; site < numSites; site++) if (present[site] === 1) sorted.push(site);
  return sorted;
}
