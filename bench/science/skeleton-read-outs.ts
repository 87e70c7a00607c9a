import {
  captureFrequencies,
  chaoLowerBound,
  deriveSeed,
  drawGenome,
  epistaticEstimate,
  epistaticRectangle,
  explicitSkeleton,
  markRecapture,
  retainedSites,
  seededRandom,
} from '#science';
import type { Row } from '../report';

const NUM_SITES = 1000;
const NUM_ADDITIVE = 50;
/** 20 sets of 5 that share no site: 100 epistatic sites, and 150 with any effect. */
const NUM_SETS = 20;
const SET_SIZE = 5;
const NUM_EPISTATIC = NUM_SETS * SET_SIZE;
const NUM_ANY = NUM_ADDITIVE + NUM_EPISTATIC;

/**
 * Counts from skeletons against the truth, without noise: how often intervals hold what they promise, and how far the
 * published estimates and the bounds that stand beside them lie off.
 */
export function skeletonReadOuts(quick: boolean): readonly Row[] {
  return [5, 10, 20].flatMap((numSkeletons) => rowsOf(numSkeletons, quick ? 3 : 12, quick ? 30 : 100));
}

/** With many skeletons both estimates lie within a few sites of the truth, and which is nearer is chance. */
const NEAR_ENOUGH = 3;

interface Study {
  readonly epistatic: { readonly count: number; readonly bound: number };
  readonly anyEffect: { readonly holds: boolean; readonly boundHolds: boolean };
  readonly interval: { readonly low: number; readonly high: number };
}

function rowsOf(numSkeletons: number, numGenomes: number, perGenome: number): Row[] {
  const genomes = Array.from({ length: numGenomes }, (_, genome) =>
    studiesOfOneGenome(genome, numSkeletons, perGenome),
  );
  const studies = genomes.flat();
  const repeated = genomes.flatMap(repeatabilityHolds);
  const publishedError = rootMeanSquare(studies.map(({ epistatic }) => epistatic.count - NUM_EPISTATIC));
  const boundError = rootMeanSquare(studies.map(({ epistatic }) => epistatic.bound - NUM_EPISTATIC));
  const held = share(studies.map(({ anyEffect }) => anyEffect.boundHolds));
  const publishedHeld = share(studies.map(({ anyEffect }) => anyEffect.holds));
  const label = `${numSkeletons} skeletons, ${studies.length} studies`;
  return [
    {
      what: `epistatic count: its interval holds the mean over repetitions (${label})`,
      ours: share(repeated),
      baseline: null,
      ratio: null,
      target: '≥ 0.95',
      met: share(repeated) >= 0.95,
    },
    {
      what: `epistatic sites: error of the bound, of the published count (${label})`,
      ours: boundError,
      baseline: publishedError,
      ratio: boundError / publishedError,
      target: `≤ the published one, or ≤ ${NEAR_ENOUGH} of ${NUM_EPISTATIC} sites`,
      met: boundError <= publishedError || boundError <= NEAR_ENOUGH,
    },
    {
      what: `any effect: share of nominal 95 % intervals with the truth, bound’s and published (${label})`,
      ours: held,
      baseline: publishedHeld,
      ratio: held / publishedHeld,
      target: '≥ 0.9',
      met: held >= 0.9,
    },
  ];
}

function studiesOfOneGenome(index: number, numSkeletons: number, repetitions: number): Study[] {
  const random = seededRandom(deriveSeed('skeleton read-outs', index, numSkeletons));
  const recipe = {
    numSites: NUM_SITES,
    numAdditive: NUM_ADDITIVE,
    numCritical: 0,
    numSets: NUM_SETS,
    setSize: SET_SIZE,
  };
  const genome = drawGenome(recipe, random);
  return Array.from({ length: repetitions }, () => {
    const skeletons = Array.from({ length: numSkeletons }, () => explicitSkeleton(genome, random));
    const sites = retainedSites(skeletons);
    const inside = new Set(epistaticRectangle(sites).sites);
    const counted = sites.filter(({ site }) => inside.has(site));
    const bound = chaoLowerBound(captureFrequencies(counted, numSkeletons), NUM_SITES)!;
    const frequencies = captureFrequencies(sites, numSkeletons);
    const published = markRecapture(frequencies, NUM_SITES);
    return {
      epistatic: { count: inside.size, bound: bound.value },
      anyEffect: {
        holds: holds(published.interval, NUM_ANY),
        boundHolds: holds(chaoLowerBound(frequencies, NUM_SITES)!.interval, NUM_ANY),
      },
      interval: epistaticEstimate(skeletons, NUM_SITES).interval!,
    };
  });
}

/** Per repetition of one genome's study, whether its interval holds the mean count of all of them. */
function repeatabilityHolds(studies: readonly Study[]): boolean[] {
  const mean = studies.reduce((sum, { epistatic }) => sum + epistatic.count, 0) / studies.length;
  return studies.map(({ interval }) => holds(interval, mean));
}

const holds = ({ low, high }: { readonly low: number; readonly high: number }, truth: number): boolean =>
  low <= truth && truth <= high;

const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;

const rootMeanSquare = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
