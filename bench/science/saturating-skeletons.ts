import {
  deriveSeed,
  drawGenome,
  noisyCounts,
  score,
  seededRandom,
  simulateSearch,
  type GenomeRecipe,
} from '#science';
import type { Row } from '../report';
import { effectOfSites } from './skeleton-baselines';
import { judge, NEUTRAL_OF, noisySettings } from './skeletons';

/** Individuals in a competition: few, so that one side alone is left, and the score at its ceiling, at 2.1 thresholds. */
const INDIVIDUALS = 24;

/** What a study with so low a ceiling gives, averaged and at worst. */
interface Outcome {
  /** Sites without any effect that were kept, as a share of all of them. */
  readonly neutralShare: number;
  /** True effect of all removed sites, in thresholds. */
  readonly load: number;
  readonly numCompetitions: number;
  readonly ceilingTold: boolean;
}

/** Skeletons where scores reach a ceiling just above the threshold, so that most sets of sites look alike. */
export function saturatingSkeletons(quick: boolean): readonly Row[] {
  return [
    ...rowsOf('explicit genome, 300 sites', ofExplicitGenome, quick ? 2 : 20),
    ...rowsOf('shared functions, 81 sites', ofSharedFunctions, quick ? 4 : 40),
  ];
}

function rowsOf(name: string, study: (seed: number) => Outcome, numGenomes: number): Row[] {
  const outcomes = Array.from({ length: numGenomes }, (_, seed) => study(seed));
  const row = (what: string, ours: number, target: string, met: boolean): Row => ({
    what: `skeleton under a ceiling of 2.1 thresholds, ${name}, ${numGenomes} runs: ${what}`,
    ours,
    baseline: null,
    ratio: null,
    target,
    met,
  });
  const kept = NEUTRAL_OF * mean(outcomes.map(({ neutralShare }) => neutralShare));
  const worst = Math.max(...outcomes.map(({ load }) => load));
  const told = mean(outcomes.map(({ ceilingTold }) => (ceilingTold ? 1 : 0)));
  return [
    row(`neutral sites kept, of ${NEUTRAL_OF}`, kept, '≤ 2', kept <= 2),
    row('load removed, worst', worst, '≤ 1.5', worst <= 1.5),
    row('share of runs that tell of the ceiling', told, '≥ 0.95', told >= 0.95),
    row('competitions', mean(outcomes.map(({ numCompetitions }) => numCompetitions)), 'reported', true),
  ];
}

const EXPLICIT: GenomeRecipe = { numSites: 300, numAdditive: 60, numCritical: 10, numSets: 10, setSize: 3 };

function ofExplicitGenome(seed: number): Outcome {
  const random = seededRandom(deriveSeed('ceiling, explicit', seed));
  const genome = drawGenome(EXPLICIT, random);
  const effect = effectOfSites(genome);
  const settings = noisySettings(EXPLICIT.numSites, seed, random, INDIVIDUALS);
  const { outcome, tests } = simulateSearch(settings, (test) =>
    score(noisyCounts({ effect: effect(test.sitesOutBeta) }, random, INDIVIDUALS)),
  );
  const { neutralKept, load } = judge(genome, new Set(outcome.removalOrder), tests.length);
  const ceilingTold = outcome.ceiling !== null;
  return { neutralShare: neutralKept / NEUTRAL_OF, load, numCompetitions: tests.length, ceilingTold };
}

/** Sites that serve one function, and what losing so many of them costs, in thresholds. */
interface Part {
  readonly numSites: number;
  readonly cost: (numOut: number) => number;
}

const once = (cost: number) => (numOut: number) => (numOut > 0 ? cost : 0);
const NO_EFFECT: Part = { numSites: 15, cost: () => 0 };
/**
 * As in examples/instruction-strings: each site of a function is all of it, some functions have a spare, and the sum of
 * all losses is far above the ceiling. Sites without effect come last.
 */
const PARTS: readonly Part[] = [
  { numSites: 4, cost: once(10) },
  { numSites: 8, cost: once(1.5) },
  ...[7, 7, 7, 7, 6].map((numSites): Part => ({ numSites, cost: once(0.6) })),
  { numSites: 2, cost: (numOut) => (numOut > 1 ? 10 : 0) },
  { numSites: 10, cost: (numOut) => (numOut > 1 ? 1 + 0.4 * numOut : 0) },
  { numSites: 4, cost: (numOut) => (numOut > 1 ? 1.7 : 0) },
  { numSites: 4, cost: (numOut) => (numOut > 1 ? 1.7 : 0) },
  NO_EFFECT,
];
const NUM_SITES = PARTS.reduce((sum, { numSites }) => sum + numSites, 0);
/** Part of each site. */
const PART_OF = PARTS.flatMap(({ numSites }, part) => new Array<number>(numSites).fill(part));

function sharedEffect(sites: readonly number[]): number {
  const numOut = PARTS.map(() => 0);
  for (const site of sites) numOut[PART_OF[site]]++;
  return PARTS.reduce((sum, { cost }, part) => sum + cost(numOut[part]), 0);
}

function ofSharedFunctions(seed: number): Outcome {
  const random = seededRandom(deriveSeed('ceiling, shared functions', seed));
  const settings = noisySettings(NUM_SITES, seed, random, INDIVIDUALS);
  const { outcome, tests } = simulateSearch(settings, ({ sitesOutBeta }) =>
    score(noisyCounts({ effect: sharedEffect(sitesOutBeta) }, random, INDIVIDUALS)),
  );
  const kept = outcome.retainedSites.filter((site) => PARTS[PART_OF[site]] === NO_EFFECT);
  return {
    neutralShare: kept.length / NO_EFFECT.numSites,
    load: sharedEffect(outcome.removalOrder),
    numCompetitions: tests.length,
    ceilingTold: outcome.ceiling !== null,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
