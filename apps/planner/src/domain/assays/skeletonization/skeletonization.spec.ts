/** The whole assay, after nulldist, against the explicit model: competitions settle in a random order. */
import type { SkeletonizationResult } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import { drawGenome, knockoutEffect, seededRandom, type ExplicitGenome } from '#science';
import { expectFiniteNumbers, submissionCreate } from '#testing';
import { resultOf, runAssays, type PlayedAssay } from '../../../testing/run-assays';
import {
  constantImage,
  explicitImage,
  failingImage,
  type SimulatedImage,
} from '../../../testing/simulated-image';
import { seedOf } from '../../container-contract/planned-competition';
import type { AssayType, Contest } from '../assay-type';
import { nulldist } from '../nulldist';
import { skeletonization } from './skeletonization';

const GENOME = drawGenome(
  { numSites: 120, numCritical: 3, numAdditive: 15, numSets: 4, setSize: 4 },
  seededRandom(11),
);
const EXACT = explicitImage(GENOME, 'exact');

interface Played extends PlayedAssay {
  readonly result: SkeletonizationResult;
}

function play(
  image: SimulatedImage,
  numSites: number,
  parameters: Record<string, number> = {},
  settlingSeed = 1,
): Played {
  const played = runAssays({
    types: [nulldist, skeletonization] as AssayType[],
    submission: submissionCreate({ assayParameters: { skeletonization: parameters } }),
    numSites,
    image,
    settlingSeed,
  });
  const result =
    played.skeletonization.conclusion.status === 'completed'
      ? resultOf<SkeletonizationResult>(played, 'skeletonization')
      : ({} as SkeletonizationResult);
  expectFiniteNumbers(result);
  return { ...played.skeletonization, result };
}

const ascending = (sites: readonly number[]): number[] => [...sites].sort((a, b) => a - b);
const isGone = (genome: ExplicitGenome, sites: readonly number[]): boolean =>
  Math.abs(knockoutEffect(genome, sites)) >= 1;
const keepers = ({ contests }: PlayedAssay): Contest[] =>
  contests.filter(({ keepBeta }) => keepBeta).map((contest) => contest);

/** Speculation is a setting, and told as one. */
const withoutSettings = ({ conclusion, result: { procedure, ...result } }: Played) => ({
  warnings: conclusion.warnings,
  procedure: procedure.name,
  ...result,
});
const seedsOf = ({ contests, context }: Played): number[] =>
  contests.map((contest, ordinal) => seedOf(contest, ordinal, context)).sort((a, b) => a - b);

describe('without noise', () => {
  const done = play(EXACT, 120);
  const { result } = done;

  test('every skeleton is undetectable, and detectable without any further site', () => {
    expect(result.skeletons).toHaveLength(5);
    for (const { retainedSites, removalOrder, status } of result.skeletons) {
      expect(status).toBe('complete');
      expect(ascending([...retainedSites, ...removalOrder])).toEqual(GENOME.effects.map((_, i) => i));
      expect(isGone(GENOME, removalOrder)).toBe(false);
      for (const site of retainedSites) expect(isGone(GENOME, [...removalOrder, site])).toBe(true);
    }
    expect(new Set(result.skeletons.map(({ retainedSites }) => retainedSites.join())).size).toBe(5);
  });

  test('a retained site’s severity is the effect of the skeleton without it, in thresholds', () => {
    for (const { removalOrder, jackknife, retainedSites } of result.skeletons) {
      expect(jackknife.map(({ site }) => site)).toEqual(retainedSites);
      for (const { site, severity } of jackknife) {
        expect(severity).toBeCloseTo(knockoutEffect(GENOME, [...removalOrder, site]), 3);
      }
    }
  });

  test('the skeletons’ genomes are kept, each under the id of its removed sites', () => {
    const removed = result.skeletons.map(({ removalOrder }) => ascending(removalOrder));
    const { conclusion } = done;
    expect(conclusion.warnings).toEqual([]);
    expect(conclusion).toMatchObject({
      keptGenomes: removed.map((sitesOut, i) => ({ sitesOut, digest: result.skeletons[i].genomeDigest })),
    });
    expect(result.skeletons.map(({ genomeId }) => genomeId)).toEqual(
      removed.map((sites) => knockoutGenomeIdOf(submissionCreate().genomeIdAlpha, sites)),
    );
    expect(keepers(done)).toHaveLength(5);
  });

  test('sites, estimates and counts agree with the skeletons', () => {
    const truth = new Set(GENOME.sets.flatMap(({ sites }) => sites));
    expect(result.epistatic.sites.filter((site) => truth.has(site)).length).toBeGreaterThanOrEqual(4);
    // Few skeletons of a small genome also exclude sites of small effects of their own, but none without any.
    expect(result.sites.every(({ site }) => truth.has(site) || GENOME.effects[site] > 0)).toBe(true);
    expect(result.summary.epistatic.value).toBe(result.epistatic.sites.length);
    expect(result.summary.anyEffect.value).toBe(result.anyEffect?.estimate);
    expect(result.anyEffect?.numDistinct).toBe(result.sites.length);
    const critical = result.sites.filter(({ site }) => GENOME.criticalSites.includes(site));
    expect(critical.map(({ exclusion }) => exclusion)).toEqual([0, 0, 0]);
    const { search, cleanUp, check, jackknife, withdrawn } = result.numCompetitions;
    expect(search + cleanUp + check + jackknife).toBe(done.contests.length);
    expect(result.procedure.name).toMatch(/^without noise/);
    expect(withdrawn).toBe(0);
    const ofSkeletons = result.skeletons.reduce((sum, { numCompetitions }) => sum + numCompetitions, 0);
    expect(ofSkeletons).toBe(done.contests.length);
  });

  test.each([2, 3, 4])('the order in which competitions settle does not matter (%p)', (settlingSeed) => {
    const other = play(EXACT, 120, {}, settlingSeed);
    expect(other.result).toEqual(result);
    expect(seedsOf(other)).toEqual(seedsOf(done));
    expect(new Set(seedsOf(done)).size).toBe(done.contests.length);
  });

  test('nor does running tests ahead of time, which withdraws some', () => {
    const ahead = play(EXACT, 120, { speculation: 4 });
    expect(ahead.numWithdrawn).toBeGreaterThan(0);
    expect(seedsOf(ahead)).toEqual(expect.arrayContaining(seedsOf(done)));
    const { skeletons, summary, numCompetitions } = ahead.result;
    expect(skeletons.map(({ removalOrder }) => removalOrder)).toEqual(
      result.skeletons.map(({ removalOrder }) => removalOrder),
    );
    expect(summary).toEqual(result.summary);
    expect(numCompetitions.withdrawn).toBe(ahead.numWithdrawn);
  });

  test('no skeleton waits for another: one measures its sites while others still search', () => {
    const { contests } = done;
    const first = contests.findIndex(({ keepBeta }) => keepBeta);
    const last = contests.findLastIndex(({ keepBeta }) => keepBeta);
    const { length } = contests[first].sitesOutBeta;
    const measured = contests.findIndex(
      ({ sitesOutBeta }, i) => i > first && sitesOutBeta.length === length + 1,
    );
    expect(measured).toBeLessThan(last);
  });

  test('each retained site is measured once, whatever was asked for: more would say the same again', () => {
    const numRetained = result.skeletons.reduce((sum, { retainedSites }) => sum + retainedSites.length, 0);
    expect(result.numCompetitions.jackknife).toBe(numRetained);
    expect(result.procedure.settings.jackknifeReplicates).toBe(1);
    const twice = play(EXACT, 120, { jackknifeReplicates: 2 }).result;
    expect(twice.numCompetitions.jackknife).toBe(numRetained);
  });

  test('a further loss that does good is warned of', () => {
    const [site] = GENOME.criticalSites;
    const image: SimulatedImage = (contest, seed) =>
      contest.sitesOutBeta.length > 20 && contest.sitesOutBeta.includes(site)
        ? { updatesElapsed: 100, numAlpha: 100, numBeta: 900 }
        : EXACT(contest, seed);
    const { conclusion } = play(image, 120);
    const good = expect.stringMatching(/measurements of retained sites are detectably beneficial \(sites/);
    expect(conclusion.warnings).toContainEqual(good);
    expect(done.conclusion.warnings).not.toContainEqual(good);
  });
});

describe('under noise', () => {
  const genome = drawGenome(
    { numSites: 24, numCritical: 3, numAdditive: 4, numSets: 2, setSize: 3 },
    seededRandom(5),
  );
  const done = play(explicitImage(genome, 'noisy'), 24, { numSkeletons: 2, speculation: 16 });
  const { result } = done;

  test('skeletons keep what matters, hardly anything else, and are checked', () => {
    const neutral = genome.effects.map(
      (effect, site) => effect === 0 && !genome.sets.some(({ sites }) => sites.includes(site)),
    );
    for (const { retainedSites, removalOrder, check, status } of result.skeletons) {
      expect(status).toBe('complete');
      expect(retainedSites).toEqual(expect.arrayContaining([...genome.criticalSites]));
      expect(retainedSites.filter((site) => neutral[site]).length).toBeLessThanOrEqual(1);
      expect(Math.abs(knockoutEffect(genome, removalOrder))).toBeLessThan(1.3);
      expect(check?.measured).toBeGreaterThan(1);
      expect(check?.passed).toBe(true);
    }
    const { search, cleanUp, check, jackknife } = result.numCompetitions;
    const numRetained = result.skeletons.reduce((sum, { retainedSites }) => sum + retainedSites.length, 0);
    expect(jackknife).toBe(4 * numRetained);
    expect(check).toBeGreaterThan(0);
    expect(result.procedure.name).toMatch(/^under noise/);
    expect(search + cleanUp + check + jackknife).toBe(done.contests.length);
  });

  test.each([
    [2, 16],
    [3, 16],
    [4, 1],
    [5, 5],
  ])(
    'the same seed concludes the same in any order (%p), however many tests run at once (%p)',
    (settlingSeed, speculation) => {
      const image = explicitImage(genome, 'noisy');
      const other = play(image, 24, { numSkeletons: 2, speculation }, settlingSeed);
      expect(withoutSettings(other)).toEqual(withoutSettings(done));
      expect(seedsOf(other)).toEqual(seedsOf(done));
      expect(other.contests.map(({ name }) => name)).not.toEqual(done.contests.map(({ name }) => name));
    },
  );

  test('each skeleton is kept by the first competition of its check', () => {
    expect(keepers(done).map(({ sitesOutBeta }) => sitesOutBeta)).toEqual(
      expect.arrayContaining(result.skeletons.map(({ removalOrder }) => ascending(removalOrder))),
    );
    expect(result.skeletons.every(({ genomeDigest }) => genomeDigest)).toBe(true);
  });

  test('failed competitions are repeated here too', () => {
    const noisy = explicitImage(genome, 'noisy');
    const image: SimulatedImage = (contest, seed) =>
      contest.sitesOutBeta.length > 0 && seed % 20 === 0 ? { failure: 'it broke' } : noisy(contest, seed);
    const flaky = play(image, 24, { numSkeletons: 2, speculation: 16 });
    expect(flaky.result.skeletons.map(({ status }) => status)).toEqual(['complete', 'complete']);
    expect(flaky.conclusion.warnings).toEqual([]);
  });
});

describe('failures', () => {
  const smooth = play(EXACT, 120);
  /** Fails these sets of sites out of beta, always. */
  const failingFor = (betas: readonly (readonly number[])[]): SimulatedImage => {
    const failing = new Set(betas.map(String));
    return failingImage(EXACT, 1, ({ sitesOutBeta }) => failing.has(String(sitesOutBeta)));
  };

  test('a failed competition is repeated, and changes nothing', () => {
    const image: SimulatedImage = (contest, seed) =>
      contest.sitesOutBeta.length > 0 && seed % 10 === 0 ? { failure: 'it broke' } : EXACT(contest, seed);
    const flaky = play(image, 120);
    expect(flaky.contests.length).toBeGreaterThan(smooth.contests.length);
    expect(flaky.result.skeletons.map(({ retainedSites }) => retainedSites)).toEqual(
      smooth.result.skeletons.map(({ retainedSites }) => retainedSites),
    );
    expect(flaky.result.summary).toEqual(smooth.result.summary);
    expect(flaky.conclusion.warnings).toEqual([]);
  });

  const skeletons = keepers(smooth).map(({ sitesOutBeta }) => sitesOutBeta);

  test('after four failures a skeleton is left out, and that is said', () => {
    const { result, conclusion } = play(failingFor(skeletons.slice(0, 2)), 120);
    const left = result.skeletons.filter(({ status }) => status === 'incomplete');
    expect(left).toHaveLength(2);
    expect(left[0]).toMatchObject({
      retainedSites: [],
      check: null,
      reason: expect.stringMatching(/failed 4 times: the container exited with code 1$/),
    });
    expect(left[0]).not.toHaveProperty('genomeId');
    expect(result.anyEffect?.numSkeletons).toBe(3);
    expect(conclusion.warnings).toContain(
      `skeleton ${left[0].index} is incomplete and left out: ${left[0].reason}`,
    );
  });

  test('one complete skeleton: its sites, no estimate, and why', () => {
    const { result } = play(failingFor(skeletons.slice(0, 4)), 120);
    const unknown = {
      value: null,
      interval: null,
      notes: [expect.stringContaining('only one skeleton is complete')],
    };
    expect(result.sites.length).toBeGreaterThan(0);
    expect(result).toMatchObject({ anyEffect: null, summary: { anyEffect: unknown, epistatic: unknown } });
    expect(result.lowerBounds.anyEffect.value).toBeNull();
  });

  test('none: the assay fails with the first reason', () => {
    const { conclusion, contests } = play(
      failingImage(EXACT, 1, ({ sitesOutBeta }) => sitesOutBeta.length > 0),
      120,
    );
    expect(conclusion).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(
        /^skeletonization: none of 5 skeletons could be completed; the first: a competition of the search failed 4 times: the container/,
      ),
    });
    expect(contests).toHaveLength(20);
  });

  test('a site that cannot be measured has no severity; the skeleton stands', () => {
    const [site] = GENOME.criticalSites;
    const { conclusion, result } = play(
      failingFor(skeletons.map((sites) => ascending([...sites, site]))),
      120,
    );
    expect(result.sites.filter(({ severity }) => severity === null)).toEqual([
      { site, numRetained: 5, exclusion: 0, severity: null },
    ]);
    expect(conclusion.warnings).toEqual([
      '5 measurements of retained sites failed each time; the first: the container exited with code 1',
    ]);
  });
});

describe('degenerate genomes', () => {
  const flat = (numSites: number, effect: number): SimulatedImage =>
    explicitImage({ effects: new Array<number>(numSites).fill(effect), sets: [] }, 'exact');

  test('nothing matters: no site is retained, and the words say so', () => {
    const { result } = play(flat(30, 0), 30);
    expect(result.skeletons.every(({ retainedSites }) => retainedSites.length === 0)).toBe(true);
    expect(result.summary.epistatic.value).toBe(0);
    expect(result.summary.anyEffect).toMatchObject({
      value: 0,
      notes: [expect.stringContaining('no site was retained')],
    });
  });

  test('everything matters: all sites retained, flagged; the genome is the wild type’s', () => {
    const { result, conclusion } = play(flat(30, 2), 30);
    expect(result.summary.anyEffect).toMatchObject({ value: 30, interval: { low: 30, high: 30 } });
    expect(result.summary.anyEffect.notes[0]).toMatch(/^every retained site is in every skeleton/);
    const { genomeIdAlpha: genomeId, genomeDigest } = submissionCreate();
    expect(result.skeletons[0]).toMatchObject({ genomeId, genomeDigest });
    expect(conclusion).toMatchObject({ keptGenomes: [] });
  });

  test.each([0, 2])('one site of effect %p', (effect) => {
    expect(play(flat(1, effect), 1).result.summary.anyEffect.value).toBe(effect === 0 ? 0 : 1);
  });

  test('a null distribution without spread: no severities, and the warning says why', () => {
    const same = constantImage({ updatesElapsed: 100, numAlpha: 500, numBeta: 500 });
    const image: SimulatedImage = (contest, seed) =>
      contest.sitesOutBeta.length === 0 ? same(contest, seed) : EXACT(contest, seed);
    const { result, conclusion } = play(image, 120);
    expect(conclusion.warnings).toEqual([expect.stringContaining('threshold is 0')]);
    expect(result.sites.length).toBeGreaterThan(0);
    expect(result.sites.every(({ severity }) => severity === null)).toBe(true);
    expect(result.summary.epistatic.value).toBeNull();
    const { value, interval, notes } = result.lowerBounds.epistatic;
    expect([value, interval, notes]).toEqual([null, null, result.summary.epistatic.notes]);
  });
});
