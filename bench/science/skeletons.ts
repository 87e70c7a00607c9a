import {
  deriveSeed,
  drawGenome,
  noisyCounts,
  orderStatisticThresholds,
  randomOrder,
  score,
  seededRandom,
  simulateSearch,
  type ExplicitGenome,
  type GenomeRecipe,
  type Random,
  type SearchSettings,
} from '#science';
import type { Row } from '../report';
import { effectOfSites, publishedLoop, recipe, siteBySite } from './skeleton-baselines';

/** The published epistatic genome, and one of 10,000 sites that retains as many sites as the published one. */
const PUBLISHED: GenomeRecipe = {
  numSites: 4000,
  numAdditive: 200,
  numCritical: 0,
  numSets: 20,
  setSize: 5,
  overlapping: true,
};
const LARGE: GenomeRecipe = { ...PUBLISHED, numSites: 10_000, numAdditive: 400, numSets: 40, setSize: 4 };
/** The same functions in fewer sites: about 265 of them are neutral. */
const DENSE: GenomeRecipe = { ...PUBLISHED, numSites: 560 };
/** Functions of a single spare: a handful holds both of some pairs, which looks like an effect of either. */
const PAIRS: GenomeRecipe = { ...DENSE, numAdditive: 100, numCritical: 10, numSets: 40, setSize: 2 };
const SMALL: GenomeRecipe = { ...PUBLISHED, numSites: 60, numAdditive: 12, numSets: 8, setSize: 3 };

export function skeletons(quick: boolean): readonly Row[] {
  return [
    identical(quick ? 300 : 3000),
    competitions(PUBLISHED, quick ? 2 : 10),
    competitions(LARGE, quick ? 1 : 4),
    ...underNoise('dense', DENSE, quick ? 6 : 50),
    ...underNoise('pairs', PAIRS, quick ? 2 : 20),
    ...underNoise('published', PUBLISHED, quick ? 1 : 10),
  ];
}

/** Without noise the threshold lies a hair below effect 1. */
const HAIR_BELOW_ONE = 1 - 1e-9;

const exactSettings = (numSites: number, seed: number): SearchSettings => ({
  numSites,
  thresholds: { deleterious: HAIR_BELOW_ONE, beneficial: -HAIR_BELOW_ONE },
  nullScores: [HAIR_BELOW_ONE, -HAIR_BELOW_ONE],
  seed,
  speculation: 1,
});

/** Whether blocks retain what one by one retains, on small genomes full of overlapping sets. */
function identical(numGenomes: number): Row {
  let differing = 0;
  for (let seed = 0; seed < numGenomes; seed++) {
    const genome = drawGenome(SMALL, seededRandom(deriveSeed('identical', seed)));
    const effect = effectOfSites(genome);
    const { outcome } = simulateSearch(exactSettings(SMALL.numSites, seed), (test) =>
      effect(test.sitesOutBeta),
    );
    const { removed } = siteBySite(genome, randomOrder(SMALL.numSites, seed));
    const same =
      outcome.removalOrder.length === removed.size && outcome.removalOrder.every((site) => removed.has(site));
    if (!same) differing++;
  }
  return {
    what: `skeletons without noise: ${numGenomes} genomes, those that differ from one by one`,
    ours: differing,
    baseline: null,
    ratio: null,
    target: '0',
    met: differing === 0,
  };
}

function competitions(of: GenomeRecipe, numGenomes: number): Row {
  let ours = 0;
  let published = 0;
  for (let seed = 0; seed < numGenomes; seed++) {
    const random = seededRandom(deriveSeed('competitions', of.numSites, seed));
    const genome = drawGenome(of, random);
    const effect = effectOfSites(genome);
    ours += simulateSearch(exactSettings(of.numSites, seed), (test) => effect(test.sitesOutBeta)).tests
      .length;
    published += publishedLoop(genome, random).numCompetitions;
  }
  return {
    what: `skeleton without noise, ${of.numSites} sites: competitions, against the published loop`,
    ours: ours / numGenomes,
    baseline: published / numGenomes,
    ratio: ours / published,
    target: '≤ 25 % of it',
    met: ours <= 0.25 * published,
  };
}

/** What a skeleton got right and wrong. */
interface Judgement {
  /** Neutral sites (no effect, in no set) that were kept, of 265. */
  readonly neutralKept: number;
  /** Removed sites whose return alone would take a threshold or more off the load. */
  readonly largeLost: number;
  /** True effect of all removed sites, in thresholds. */
  readonly load: number;
  readonly numCompetitions: number;
}

/** Neutral sites of the dense genome, to which counts of all genomes are scaled. */
export const NEUTRAL_OF = 265;

export function judge(
  genome: ExplicitGenome,
  removed: ReadonlySet<number>,
  numCompetitions: number,
): Judgement {
  const inSets = new Set(genome.sets.flatMap(({ sites }) => sites));
  const neutral = genome.effects.flatMap((effect, site) => (effect === 0 && !inSets.has(site) ? [site] : []));
  const kept = neutral.filter((site) => !removed.has(site)).length;
  const effect = effectOfSites(genome);
  const sites = [...removed];
  const load = effect(sites);
  const heavy = sites.filter((site) => genome.effects[site] > 0 || inSets.has(site));
  const largeLost = heavy.filter((site) => load - effect(sites.filter((other) => other !== site)) >= 1);
  return {
    neutralKept: (kept * NEUTRAL_OF) / neutral.length,
    largeLost: largeLost.length,
    load,
    numCompetitions,
  };
}

function underNoise(name: string, of: GenomeRecipe, numGenomes: number): readonly Row[] {
  const pairs = Array.from({ length: numGenomes }, (_, seed) => onePair(of, seed));
  const ours = pairs.map((pair) => pair.ours);
  const fixed = pairs.map((pair) => pair.fixed);
  const row = (
    what: string,
    figure: (all: readonly Judgement[]) => number,
    target: string,
    limit: number,
  ): Row => ({
    what: `skeleton under noise, ${name} genome (${of.numSites} sites, ${numGenomes} genomes): ${what}`,
    ours: figure(ours),
    baseline: figure(fixed),
    ratio: figure(fixed) === 0 ? null : figure(ours) / figure(fixed),
    target,
    met: figure(ours) <= limit,
  });
  return [
    row(`neutral sites kept, of ${NEUTRAL_OF}`, (all) => mean(all.map((j) => j.neutralKept)), '≤ 2', 2),
    row('large sites lost, in all', (all) => sum(all.map((j) => j.largeLost)), '0', 0),
    row('load removed, mean, in thresholds', (all) => mean(all.map((j) => j.load)), '≤ 1.5', 1.5),
    row('load removed, worst', (all) => Math.max(...all.map((j) => j.load)), '≤ 1.5', 1.5),
    row('competitions', (all) => mean(all.map((j) => j.numCompetitions)), 'reported', Infinity),
  ];
}

function onePair(of: GenomeRecipe, seed: number): { readonly ours: Judgement; readonly fixed: Judgement } {
  const random = seededRandom(deriveSeed('under noise', of.numSites, seed));
  const genome = drawGenome(of, random);
  const settings = noisySettings(of.numSites, seed, random);
  const effect = effectOfSites(genome);
  const { outcome, tests } = simulateSearch(settings, (test) =>
    score(noisyCounts({ effect: effect(test.sitesOutBeta) }, random)),
  );
  const fixed = recipe(genome, randomOrder(of.numSites, seed), settings.thresholds, random);
  return {
    ours: judge(genome, new Set(outcome.removalOrder), tests.length),
    fixed: judge(genome, fixed.removed, fixed.numCompetitions),
  };
}

/** With `individuals` in a competition; as many as the model has by default. */
export function noisySettings(
  numSites: number,
  seed: number,
  random: Random,
  individuals?: number,
): SearchSettings {
  const nullScores = Array.from({ length: 100 }, () =>
    score(noisyCounts({ effect: 0 }, random, individuals)),
  );
  return {
    numSites,
    thresholds: orderStatisticThresholds(nullScores, 0.01),
    nullScores,
    seed,
    speculation: 100,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
