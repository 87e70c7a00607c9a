import type { ExplicitGenome } from '../../explicit-model';
import type { Random } from '../../random';
import type { MeasuredSkeleton } from './retained-sites';

/**
 * A noise-free skeleton of a genome whose effects are known and none below 0: one pass over a random order that keeps
 * each site whose loss would be detectable. In steps of one site, without competitions, so that estimates can be
 * tried on thousands of skeletons. Severities are the effects, in thresholds.
 */
export function explicitSkeleton(genome: ExplicitGenome, random: Random): MeasuredSkeleton {
  const left = genome.sets.map(({ sites }) => sites.length);
  const setsOf = new Map<number, number[]>();
  genome.sets.forEach(({ sites }, set) =>
    sites.forEach((site) => setsOf.set(site, [...(setsOf.get(site) ?? []), set])),
  );
  let removed = 0;
  const cost = (site: number): number =>
    (setsOf.get(site) ?? [])
      .filter((set) => left[set] === 1)
      .reduce((sum, set) => sum + genome.sets[set].penalty, genome.effects[site]);
  const kept: number[] = [];
  for (const site of shuffled(genome.effects.length, random)) {
    const price = cost(site);
    if (removed + price >= 1) kept.push(site);
    else {
      removed += price;
      for (const set of setsOf.get(site) ?? []) left[set]--;
    }
  }
  return { retained: kept.map((site) => ({ site, severity: removed + cost(site) })) };
}

/** Fisher–Yates. */
function shuffled(size: number, random: Random): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let last = size - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
