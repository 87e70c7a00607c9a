/** The whole assay against the explicit model: competitions settle one by one or in batches, in a random order. */
import { encodeSites, type CompetitionOutcome, type SkeletonizationResult } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import {
  drawGenome,
  exactCounts,
  knockoutEffect,
  orderStatisticThresholds,
  score,
  seededRandom,
  type ExplicitGenome,
} from '#science';
import { submissionCreate } from '#testing';
import type { AssayConclusion, AssayContext, Contest } from '../assay-type';
import { skeletonization } from './skeletonization';

const NULL_SCORES = Array.from({ length: 100 }, (_, seed) =>
  score(exactCounts({ effect: 0, sameGenome: true, seed })),
);

const contextOf = (
  numSites: number,
  parameters: Readonly<Record<string, number>> = {},
  scores: readonly number[] = NULL_SCORES,
): AssayContext => ({
  assayId: 'a',
  submission: submissionCreate(),
  facts: { numSites, imageChainId: 'sha256:x' },
  parameters: { numSkeletons: 5, speculation: 1, jackknifeReplicates: 1, ...parameters },
  dependencies: {
    nulldist: { scores, thresholds: { orderStatistic: orderStatisticThresholds(scores, 0.01) } },
  },
});

/** What a competition of the exact model reports; a genome that is kept is named after its sites. */
const exactly =
  (genome: ExplicitGenome) =>
  ({ sitesOutAlpha, sitesOutBeta, keepBeta }: Contest, ordinal: number): CompetitionOutcome => ({
    ordinal,
    outcome: 'completed',
    value: {
      ...exactCounts({
        effect: knockoutEffect(genome, sitesOutBeta) - knockoutEffect(genome, sitesOutAlpha),
        sameGenome: sitesOutAlpha.join() === sitesOutBeta.join(),
        seed: ordinal,
      }),
      warnings: [],
    },
    ...(keepBeta ? { blobDigest: digestOf(sitesOutBeta) } : {}),
  });

const digestOf = (sites: readonly number[]): string => `kept ${JSON.stringify(encodeSites(sites))}`;

interface Run {
  readonly conclusion: AssayConclusion;
  readonly contests: readonly Contest[];
  readonly withdrawn: ReadonlySet<number>;
  readonly rounds: number;
}

/** Runs the assay to its conclusion; up to `atOnce` live competitions settle between rounds, picked at random. */
function run(
  context: AssayContext,
  settle: (contest: Contest, ordinal: number) => CompetitionOutcome,
  seed = 1,
  atOnce = 1,
): Run {
  const random = seededRandom(seed);
  const contests: Contest[] = [];
  const withdrawn = new Set<number>();
  let live: number[] = [];
  let state = skeletonization.start(context);
  for (let rounds = 1; ; rounds++) {
    const step = skeletonization.next(state, context, contests.length);
    if ('conclusion' in step) return { conclusion: step.conclusion, contests, withdrawn, rounds };
    if (rounds % 50 === 1) expect(skeletonization.next(state, context, contests.length)).toEqual(step);
    live.push(...step.plan.contests.map((_, i) => contests.length + i));
    contests.push(...step.plan.contests);
    step.plan.withdraw.forEach((ordinal) => withdrawn.add(ordinal));
    // Half of the withdrawn ones settle all the same.
    live = live.filter((ordinal) => !withdrawn.has(ordinal) || random.below(2) === 0);
    if (live.length === 0) throw new Error('nothing lives and nothing was concluded');
    const size = step.plan.wake === 'all' ? live.length : 1 + random.below(Math.min(atOnce, live.length));
    const results = Array.from({ length: size }, () => {
      const [ordinal] = live.splice(random.below(live.length), 1);
      return settle(contests[ordinal], ordinal);
    });
    state = skeletonization.fold(step.state, results, context);
  }
}

function resultOf({ conclusion }: Run): SkeletonizationResult {
  if (conclusion.status !== 'completed') throw new Error(conclusion.reason);
  return conclusion.result as unknown as SkeletonizationResult;
}

const GENOME = drawGenome(
  { numSites: 120, numCritical: 3, numAdditive: 15, numSets: 4, setSize: 4 },
  seededRandom(11),
);
const isGone = (genome: ExplicitGenome, sites: readonly number[]): boolean =>
  Math.abs(knockoutEffect(genome, sites)) >= 1;

describe('without noise', () => {
  const done = run(contextOf(120), exactly(GENOME));
  const result = resultOf(done);

  test('every skeleton is undetectable, and detectable without any further site', () => {
    expect(result.skeletons).toHaveLength(5);
    for (const { retainedSites, removalOrder, status } of result.skeletons) {
      expect(status).toBe('complete');
      expect([...retainedSites, ...removalOrder].sort((a, b) => a - b)).toEqual(
        GENOME.effects.map((_, i) => i),
      );
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

  test('the skeletons’ genomes are kept', () => {
    const { conclusion } = done;
    const expected = result.skeletons.map(({ removalOrder }) => {
      const sitesOut = [...removalOrder].sort((a, b) => a - b);
      return { sitesOut, digest: digestOf(sitesOut) };
    });
    expect(conclusion).toMatchObject({ keptGenomes: expected, warnings: [] });
    result.skeletons.forEach(({ genomeId, genomeDigest }, i) => {
      expect(genomeDigest).toBe(expected[i].digest);
      expect(genomeId).toBe(knockoutGenomeIdOf(submissionCreate().genomeIdAlpha, expected[i].sitesOut));
    });
  });

  test('sites, estimates and counts agree with the skeletons', () => {
    const truth = new Set(GENOME.sets.flatMap(({ sites }) => sites));
    const found = result.epistatic.sites.filter((site) => truth.has(site));
    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(result.epistatic.sites.length - found.length).toBeLessThanOrEqual(1);
    expect(result.summary.epistatic.value).toBe(result.epistatic.sites.length);
    expect(result.summary.anyEffect.value).toBe(result.anyEffect?.estimate);
    expect(result.anyEffect?.numDistinct).toBe(result.sites.length);
    const critical = result.sites.filter(({ site }) => GENOME.criticalSites.includes(site));
    expect(critical.map(({ exclusion }) => exclusion)).toEqual([0, 0, 0]);
    const { search, cleanUp, check, jackknife, withdrawn } = result.numCompetitions;
    expect(search + cleanUp + check + jackknife).toBe(done.contests.length);
    expect(withdrawn).toBe(done.withdrawn.size);
    const ofSkeletons = result.skeletons.reduce((sum, { numCompetitions }) => sum + numCompetitions, 0);
    expect(ofSkeletons).toBe(done.contests.length);
  });

  test.each([
    [2, 1],
    [3, 7],
    [4, 1000],
  ])('the order in which competitions settle does not matter (seed %p, up to %p at once)', (seed, atOnce) => {
    const other = run(contextOf(120), exactly(GENOME), seed, atOnce);
    expect(resultOf(other)).toEqual(result);
  });

  test('nor does running tests ahead of time, which withdraws some', () => {
    const ahead = run(contextOf(120, { speculation: 4 }), exactly(GENOME), 5, 3);
    expect(ahead.withdrawn.size).toBeGreaterThan(0);
    expect(ahead.rounds).toBeLessThan(done.rounds);
    const { skeletons, summary, numCompetitions } = resultOf(ahead);
    expect(skeletons.map(({ removalOrder }) => removalOrder)).toEqual(
      result.skeletons.map(({ removalOrder }) => removalOrder),
    );
    expect(summary).toEqual(result.summary);
    expect(numCompetitions.withdrawn).toBe(ahead.withdrawn.size);
  });

  test('no skeleton waits for another: one measures its sites while others still search', () => {
    const kept = done.contests.findIndex(({ keepBeta }) => keepBeta);
    const lastKept = done.contests.findLastIndex(({ keepBeta }) => keepBeta);
    const removed = done.contests[kept].sitesOutBeta.length;
    const firstMeasured = done.contests.findIndex(
      ({ sitesOutBeta }, i) => i > kept && sitesOutBeta.length === removed + 1,
    );
    expect(firstMeasured).toBeLessThan(lastKept);
  });

  test('replicates of the measurement are competitions of their own', () => {
    const twice = resultOf(run(contextOf(120, { jackknifeReplicates: 2 }), exactly(GENOME), 3, 50));
    expect(twice.numCompetitions.jackknife).toBe(2 * result.numCompetitions.jackknife);
    expect(twice.sites).toEqual(result.sites);
  });
});

describe('failures', () => {
  const broken = (ordinal: number): CompetitionOutcome => ({
    ordinal,
    outcome: 'failed',
    reason: 'it broke',
  });

  test('a failed competition is repeated, and changes nothing', () => {
    const flaky = (contest: Contest, ordinal: number): CompetitionOutcome =>
      ordinal % 5 === 0 ? broken(ordinal) : exactly(GENOME)(contest, ordinal);
    const result = resultOf(run(contextOf(120), flaky, 3, 4));
    const smooth = resultOf(run(contextOf(120), exactly(GENOME)));
    expect(result.skeletons.map(({ retainedSites }) => retainedSites)).toEqual(
      smooth.skeletons.map(({ retainedSites }) => retainedSites),
    );
    expect(result.summary).toEqual(smooth.summary);
  });

  /** Fails these sets of sites out of beta, always. */
  const failingWith =
    (betas: readonly string[]) =>
    (contest: Contest, ordinal: number): CompetitionOutcome =>
      betas.includes(String(contest.sitesOutBeta)) ? broken(ordinal) : exactly(GENOME)(contest, ordinal);

  const first = run(contextOf(120), exactly(GENOME));
  const keptBetas = first.contests
    .filter(({ keepBeta }) => keepBeta)
    .map(({ sitesOutBeta }) => String(sitesOutBeta));

  test('after four failures a skeleton is left out, and that is said', () => {
    const { conclusion } = run(contextOf(120), failingWith(keptBetas.slice(0, 2)), 2, 3);
    const result = resultOf({ ...first, conclusion });
    const left = result.skeletons.filter(({ status }) => status === 'incomplete');
    expect(left).toHaveLength(2);
    expect(left[0]).toMatchObject({
      retainedSites: [],
      check: null,
      reason: expect.stringContaining('failed 4 times: it broke'),
    });
    expect(left[0]).not.toHaveProperty('genomeId');
    expect(result.anyEffect?.numSkeletons).toBe(3);
    expect(conclusion.warnings).toContainEqual(
      `skeleton ${left[0].index} is incomplete and left out: ${left[0].reason}`,
    );
  });

  test('one complete skeleton: its sites, no estimate, and why', () => {
    const result = resultOf(run(contextOf(120), failingWith(keptBetas.slice(0, 4)), 2, 3));
    expect(result.anyEffect).toBeNull();
    expect(result.sites.length).toBeGreaterThan(0);
    expect(result.summary).toMatchObject({
      anyEffect: {
        value: null,
        interval: null,
        notes: [expect.stringContaining('only one skeleton is complete')],
      },
      epistatic: {
        value: null,
        interval: null,
        notes: [expect.stringContaining('only one skeleton is complete')],
      },
    });
    expect(result.lowerBounds.anyEffect.value).toBeNull();
  });

  test('none: the assay fails with the first reason', () => {
    const { conclusion, contests } = run(contextOf(120), (_, ordinal) => broken(ordinal));
    expect(conclusion).toMatchObject({
      status: 'failed',
      reason:
        'skeletonization: none of 5 skeletons could be completed; the first: a competition of the search failed 4 times: it broke',
    });
    expect(contests).toHaveLength(20);
  });

  test('a site that cannot be measured has no severity; the skeleton stands', () => {
    const [site] = GENOME.criticalSites;
    const measurements = first.contests
      .filter(({ keepBeta }) => keepBeta)
      .map(({ sitesOutBeta }) => String([...sitesOutBeta, site].sort((a, b) => a - b)));
    const { conclusion } = run(contextOf(120), failingWith(measurements), 4, 9);
    const result = resultOf({ ...first, conclusion });
    const unmeasured = result.sites.filter(({ severity }) => severity === null);
    expect(unmeasured).toEqual([{ site, numRetained: 5, exclusion: 0, severity: null }]);
    expect(conclusion.warnings).toEqual([
      '5 measurements of retained sites failed each time; the first: it broke',
    ]);
  });
});

describe('degenerate genomes', () => {
  const flat = (numSites: number, effect: number): ExplicitGenome => ({
    effects: new Array<number>(numSites).fill(effect),
    sets: [],
  });

  test('nothing matters: no site is retained, and the words say so', () => {
    const result = resultOf(run(contextOf(30), exactly(flat(30, 0))));
    expect(result.skeletons.every(({ retainedSites }) => retainedSites.length === 0)).toBe(true);
    expect(result.summary.anyEffect).toMatchObject({
      value: 0,
      notes: [expect.stringContaining('no site was retained')],
    });
    expect(result.summary.epistatic.value).toBe(0);
  });

  test('everything matters: all sites retained, flagged; the genome is the wild type’s', () => {
    const done = run(contextOf(30), exactly(flat(30, 2)));
    const result = resultOf(done);
    expect(result.summary.anyEffect).toMatchObject({ value: 30, interval: { low: 30, high: 30 } });
    expect(result.summary.anyEffect.notes[0]).toMatch(/^every retained site is in every skeleton/);
    expect(result.skeletons[0]).toMatchObject({
      genomeId: submissionCreate().genomeIdAlpha,
      genomeDigest: submissionCreate().genomeDigest,
    });
    expect(done.conclusion).toMatchObject({ keptGenomes: [] });
  });

  test.each([0, 2])('one site of effect %p', (effect) => {
    const result = resultOf(run(contextOf(1), exactly(flat(1, effect))));
    expect(result.summary.anyEffect.value).toBe(effect === 0 ? 0 : 1);
  });

  test('a null distribution without spread: no severities, and the warning says why', () => {
    const { conclusion } = run(contextOf(120, {}, new Array<number>(60).fill(0)), exactly(GENOME));
    expect(conclusion.warnings).toContainEqual(expect.stringContaining('threshold is 0'));
    const result = resultOf({ conclusion } as Run);
    expect(result.sites.every(({ severity }) => severity === null)).toBe(true);
    expect(JSON.stringify(result)).not.toContain('NaN');
  });
});
