import fc from 'fast-check';
import { drawGenome, knockoutEffect, noisyCounts, type ExplicitGenome } from '../explicit-model';
import { orderStatisticThresholds } from '../null-distribution';
import { seededRandom, type Random } from '../random';
import { score } from '../score';
import { startSearch, foldScore, nextTests } from './run-search';
import type { SearchSettings, SkeletonTest } from './search';
import { simulateSearch } from './simulate-search';

const noisy = (effect: number, random: Random, total?: number): number =>
  score(noisyCounts({ effect }, random, total));

function settingsFor(numSites: number, random: Random, total?: number): SearchSettings {
  const nullScores = Array.from({ length: 100 }, () => noisy(0, random, total));
  const thresholds = orderStatisticThresholds(nullScores, 0.01);
  return { numSites, thresholds, nullScores, seed: 1, speculation: 50 };
}

const scoresOf =
  (genome: ExplicitGenome, random: Random, total?: number) =>
  (test: SkeletonTest): number =>
    noisy(knockoutEffect(genome, test.sitesOutBeta), random, total);

test('under noise neutral sites go, functions stay, and the load stays small', () => {
  const random = seededRandom(11);
  const genome = drawGenome(
    { numSites: 120, numAdditive: 20, numCritical: 5, numSets: 5, setSize: 5 },
    random,
  );
  const { outcome, tests } = simulateSearch(settingsFor(120, random), scoresOf(genome, random));
  const inSets = new Set(genome.sets.flatMap(({ sites }) => sites));
  const stays = new Set(outcome.retainedSites);
  const neutralKept = outcome.retainedSites.filter((site) => genome.effects[site] === 0 && !inSets.has(site));
  expect(neutralKept.length).toBeLessThanOrEqual(2);
  expect(genome.criticalSites.every((site) => stays.has(site))).toBe(true);
  const alive = genome.sets.filter(
    ({ sites, penalty }) => penalty < 1 || sites.some((site) => stays.has(site)),
  );
  expect(alive).toHaveLength(5);
  expect(knockoutEffect(genome, outcome.removalOrder)).toBeLessThan(1.5);
  expect(outcome.check).toMatchObject({ measured: 30, passed: true });
  expect(outcome.ceiling).toBeNull();
  const { search, cleanUp, check } = outcome.numTests;
  expect(search + cleanUp + check).toBe(tests.length);
  expect(tests.filter(({ keepBeta }) => keepBeta)).toHaveLength(1);
  expect(tests.every(({ sitesOutAlpha }) => sitesOutAlpha.length === 0)).toBe(true);
});

test('where scores reach their ceiling at two thresholds, neutral sites still go', () => {
  const random = seededRandom(2);
  const genome = drawGenome(
    { numSites: 300, numAdditive: 60, numCritical: 10, numSets: 10, setSize: 3 },
    random,
  );
  const fewIndividuals = 24;
  const settings = settingsFor(300, random, fewIndividuals);
  const { outcome } = simulateSearch(settings, scoresOf(genome, random, fewIndividuals));
  const inSets = new Set(genome.sets.flatMap(({ sites }) => sites));
  const neutralKept = outcome.retainedSites.filter((site) => genome.effects[site] === 0 && !inSets.has(site));
  expect(neutralKept.length).toBeLessThanOrEqual(2);
  expect(knockoutEffect(genome, outcome.removalOrder)).toBeLessThan(1.5);
  expect(outcome.ceiling).toBeGreaterThan(1.5);
  expect(outcome.ceiling).toBeLessThan(2.6);
});

test('of two sites that could each go alone, one goes', () => {
  const random = seededRandom(1);
  const genome = { effects: [0.6, 0.6], sets: [] };
  const { outcome } = simulateSearch(settingsFor(2, random), scoresOf(genome, random));
  expect(outcome.retainedSites).toHaveLength(1);
  expect(outcome.ceiling).toBeNull();
});

test('what shared a function with a removed site goes too, although it weighed as much alone', () => {
  const random = seededRandom(1);
  const shared = [0, 1, 2, 3];
  const effect = (sites: readonly number[]): number => {
    const alone = sites.filter((site) => site >= 4 && site < 10).length;
    return alone * 2 + (shared.some((site) => sites.includes(site)) ? 0.5 : 0);
  };
  const { outcome } = simulateSearch(settingsFor(40, random), ({ sitesOutBeta }) =>
    noisy(effect(sitesOutBeta), random),
  );
  expect(outcome.retainedSites).toEqual(expect.arrayContaining([4, 5, 6, 7, 8, 9]));
  // One at most: with little room under the threshold the last of them may look too heavy by noise.
  expect(outcome.retainedSites.length).toBeLessThanOrEqual(7);
});

test('neither speculation nor the order of ends changes a noisy search', () => {
  const genome = drawGenome(
    { numSites: 30, numAdditive: 4, numCritical: 2, numSets: 2, setSize: 2 },
    seededRandom(5),
  );
  const outcomeWith = (speculation: number, pick: (running: number) => number): unknown => {
    const settings = { ...settingsFor(30, seededRandom(3)), speculation };
    const score = (test: SkeletonTest): number => scoresOf(genome, seededRandom(test.key))(test);
    return simulateSearch(settings, score, pick).outcome;
  };
  const random = seededRandom(8);
  const alone = outcomeWith(1, () => 0);
  expect(outcomeWith(7, (running) => random.below(running))).toEqual(alone);
});

test('whatever the scores it ends, every site is retained or removed, once', () => {
  const someScore = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constantFrom(0, 1, -1, 1e-300, 1e6),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(someScore, { minLength: 2, maxLength: 60 }),
      fc.nat(),
      (numSites, scores, seed) => {
        fc.pre(new Set(scores.map(Math.abs)).size > 1);
        const largest = Math.max(...scores.map(Math.abs));
        const settings: SearchSettings = {
          numSites,
          thresholds: { deleterious: largest, beneficial: -largest },
          nullScores: scores,
          seed,
          speculation: 400,
        };
        const random = seededRandom(seed);
        const { outcome } = simulateSearch(settings, () => scores[random.below(scores.length)]);
        const all = [...outcome.retainedSites, ...outcome.removalOrder].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: numSites }, (_, site) => site));
        expect(Number.isFinite(outcome.check!.meanScore)).toBe(true);
      },
    ),
    { numRuns: 6 },
  );
});

test('a score that comes twice or late counts once', () => {
  const state = startSearch(settingsFor(5, seededRandom(1)));
  const next = nextTests(state);
  if ('outcome' in next) throw new Error('over before it began');
  const once = foldScore(next.state, 0, 1);
  expect(foldScore(once, 0, 2)).toStrictEqual(once);
  expect(() => foldScore(state, 99, 1)).toThrow('never asked for');
});

test('a site whose knockout does good is removed, and the reader is told', () => {
  const random = seededRandom(6);
  const effects = Array.from({ length: 40 }, (_, site) => (site < 1 ? -0.8 : site < 6 ? 2 : 0));
  const { outcome } = simulateSearch(settingsFor(40, random), scoresOf({ effects, sets: [] }, random));
  expect(outcome.retainedSites).toEqual([1, 2, 3, 4, 5]);
  expect(outcome.notes.join()).toContain('one site does good');
});
