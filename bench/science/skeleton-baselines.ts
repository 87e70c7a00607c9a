import { detectable, noisyCounts, score, type ExplicitGenome, type Random, type Thresholds } from '#science';

/**
 * Published and fixed procedures on the explicit model, held beside ours. They look at the model's effects as a
 * competition does: one call of `compete` is one competition.
 */
export interface Baseline {
  readonly removed: ReadonlySet<number>;
  readonly numCompetitions: number;
}

/** Sites out of a genome, with the effect kept up as sites go and come back. */
export class Knockouts {
  readonly out = new Set<number>();
  private own = 0;
  private readonly missing: number[];
  private readonly setsOf = new Map<number, number[]>();

  constructor(private readonly genome: ExplicitGenome) {
    this.missing = genome.sets.map(({ sites }) => sites.length);
    genome.sets.forEach(({ sites }, index) => {
      for (const site of sites) this.setsOf.set(site, [...(this.setsOf.get(site) ?? []), index]);
    });
  }

  effect(): number {
    return this.genome.sets.reduce(
      (sum, { penalty }, i) => (this.missing[i] === 0 ? sum + penalty : sum),
      this.own,
    );
  }

  effectWith(site: number): number {
    this.knockOut(site);
    const effect = this.effect();
    this.putBack(site);
    return effect;
  }

  knockOut(site: number): void {
    this.out.add(site);
    this.own += this.genome.effects[site];
    for (const set of this.setsOf.get(site) ?? []) this.missing[set]--;
  }

  putBack(site: number): void {
    this.out.delete(site);
    this.own -= this.genome.effects[site];
    for (const set of this.setsOf.get(site) ?? []) this.missing[set]++;
  }
}

/** Effect of any set of sites at once: what `knockoutEffect` gives, without sorting. */
export function effectOfSites(genome: ExplicitGenome): (sites: readonly number[]) => number {
  return (sites) => {
    const out = new Uint8Array(genome.effects.length);
    let own = 0;
    for (const site of sites) {
      out[site] = 1;
      own += genome.effects[site];
    }
    return genome.sets.reduce(
      (sum, set) => (set.sites.every((site) => out[site] === 1) ? sum + set.penalty : sum),
      own,
    );
  };
}

/** One by one along an order, each tested once; no noise. */
export function siteBySite(genome: ExplicitGenome, order: readonly number[]): Baseline {
  const knockouts = new Knockouts(genome);
  for (const site of order) if (Math.abs(knockouts.effectWith(site)) < 1) knockouts.knockOut(site);
  return { removed: knockouts.out, numCompetitions: order.length };
}

/**
 * The published loop: after each removal it starts over, with all remaining sites in a fresh random order, those that
 * failed before too; it ends when none of them can go. (At 4000 sites that is the published 5,640 competitions.)
 */
export function publishedLoop(genome: ExplicitGenome, random: Random): Baseline {
  const knockouts = new Knockouts(genome);
  const remaining = genome.effects.map((_, site) => site);
  let numCompetitions = 0;
  for (let tried = 0; tried < remaining.length;) {
    const at = tried + random.below(remaining.length - tried);
    [remaining[tried], remaining[at]] = [remaining[at], remaining[tried]];
    numCompetitions++;
    if (Math.abs(knockouts.effectWith(remaining[tried])) >= 1) {
      tried++;
      continue;
    }
    knockouts.knockOut(remaining[tried]);
    remaining.splice(tried, 1);
    tried = 0;
  }
  return { removed: knockouts.out, numCompetitions };
}

/** Competitions per retained site in the recipe's clean-up. */
const CLEAN_UP_REPLICATES = 8;

/**
 * The fixed recipe under noise: one by one along an order against the wild type, once each; then each retained site
 * skeleton against skeleton without it, eight times, and it goes when the mean is within the null of such means.
 */
export function recipe(
  genome: ExplicitGenome,
  order: readonly number[],
  thresholds: Thresholds,
  random: Random,
): Baseline {
  const knockouts = new Knockouts(genome);
  const compete = (effect: number): number => score(noisyCounts({ effect }, random));
  for (const site of order) {
    if (!detectable(compete(knockouts.effectWith(site)), thresholds)) knockouts.knockOut(site);
  }
  const retained = order.filter((site) => !knockouts.out.has(site));
  const narrower = Math.sqrt(CLEAN_UP_REPLICATES);
  for (const site of retained) {
    const effect = knockouts.effectWith(site) - knockouts.effect();
    let total = 0;
    for (let i = 0; i < CLEAN_UP_REPLICATES; i++) total += compete(effect);
    const mean = (total / CLEAN_UP_REPLICATES) * narrower;
    if (!detectable(mean, thresholds)) knockouts.knockOut(site);
  }
  return {
    removed: knockouts.out,
    numCompetitions: order.length + CLEAN_UP_REPLICATES * retained.length,
  };
}
