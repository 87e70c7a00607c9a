import fc from 'fast-check';
import { drawGenome, knockoutEffect, type ExplicitGenome } from '../explicit-model';
import { seededRandom } from '../random';
import { randomOrder } from './order';
import { foldScore, startSearch } from './run-search';
import type { SearchSettings, SkeletonTest } from './search';
import { simulateSearch } from './simulate-search';

const exact = (settings: Partial<SearchSettings> & { numSites: number }): SearchSettings => ({
  thresholds: { deleterious: 0.999, beneficial: -0.999 },
  nullScores: [0.999, -0.999],
  seed: 1,
  speculation: 1,
  ...settings,
});

/** The pass that tries site after site: what the search must agree with. */
function siteBySite(settings: SearchSettings, effect: (sites: readonly number[]) => number): number[] {
  const removed: number[] = [];
  for (const site of randomOrder(settings.numSites, settings.seed)) {
    if (Math.abs(effect([...removed, site])) <= 0.999) removed.push(site);
  }
  return removed;
}

/** Genomes of a few sites whose overlapping sets and critical sites do the most mischief. */
const genomes: fc.Arbitrary<ExplicitGenome> = fc
  .record({
    effects: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.double({ min: 0, max: 3, noNaN: true }) },
      ),
      { minLength: 1, maxLength: 60 },
    ),
    draws: fc.array(
      fc.tuple(
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
      ),
    ),
  })
  .map(({ effects, draws }) => ({
    effects,
    sets: draws.map(([sites, penalty]) => ({
      sites: [...new Set(sites.map((n) => n % effects.length))],
      penalty,
    })),
  }));

test('without noise it retains what the site-by-site pass retains, on every genome', () => {
  fc.assert(
    fc.property(genomes, fc.nat(), (genome, seed) => {
      const settings = exact({ numSites: genome.effects.length, seed });
      const effect = (sites: readonly number[]): number => knockoutEffect(genome, sites);
      const { outcome } = simulateSearch(settings, (test) => effect(test.sitesOutBeta));
      expect(outcome.removalOrder).toEqual(siteBySite(settings, effect));
      expect(outcome.retainedSites).toHaveLength(settings.numSites - outcome.removalOrder.length);
      expect(outcome.notes).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('speculation and the order of ends change nothing but the time it takes', () => {
  fc.assert(
    fc.property(genomes, fc.nat(), fc.integer({ min: 2, max: 9 }), (genome, seed, speculation) => {
      const random = seededRandom(seed);
      const settings = exact({ numSites: genome.effects.length, seed, keepSkeleton: true });
      const score = (test: SkeletonTest): number => knockoutEffect(genome, test.sitesOutBeta);
      const plain = simulateSearch(settings, score);
      const atOnce = simulateSearch({ ...settings, speculation }, score, (running) => random.below(running));
      expect(atOnce.outcome).toEqual(plain.outcome);
      expect(new Set(atOnce.tests.map(({ key }) => key)).size).toBe(atOnce.tests.length);
    }),
    { numRuns: 200 },
  );
});

test('it needs less than a quarter of the competitions of the published loop at 4000 sites', () => {
  const genome = drawGenome(
    { numSites: 4000, numAdditive: 200, numCritical: 0, numSets: 20, setSize: 5, overlapping: true },
    seededRandom(3),
  );
  const settings = exact({ numSites: 4000, keepSkeleton: true });
  const effects = new Map<number, number>();
  const { outcome, tests } = simulateSearch(settings, (test) => {
    const effect = knockoutEffect(genome, test.sitesOutBeta);
    effects.set(test.key, effect);
    return effect;
  });
  expect(outcome.numTests.search).toBeLessThan(1410);
  expect(outcome.numTests).toEqual({ search: tests.length - 1, cleanUp: 0, check: 1 });
  expect(outcome.check).toEqual({ measured: 1, meanScore: expect.any(Number) as number, passed: true });
  const kept = tests.at(-1)!;
  expect(kept).toMatchObject({ keepBeta: true, phase: 'check', sitesOutAlpha: [] });
  expect(kept.sitesOutBeta).toEqual([...outcome.removalOrder].sort((a, b) => a - b));
});

test('where knockouts also do good it ends, every step tested, and says so', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 }), (effects) => {
      const effect = (sites: readonly number[]): number =>
        sites.reduce((sum, site) => sum + effects[site], 0) / 2;
      const { outcome, tests } = simulateSearch(exact({ numSites: effects.length }), (test) =>
        effect(test.sitesOutBeta),
      );
      const sawGood = tests.some((test) => effect(test.sitesOutBeta) < -0.999);
      expect(Math.abs(effect(outcome.removalOrder))).toBeLessThan(1);
      expect(outcome.notes).toHaveLength(sawGood ? 1 : 0);
    }),
  );
});

test('nothing can go, everything can go, one site', () => {
  const nothing = simulateSearch(exact({ numSites: 5, keepSkeleton: true }), () => 2).outcome;
  expect(nothing).toMatchObject({ retainedSites: [0, 1, 2, 3, 4], removalOrder: [], check: null });
  const everything = simulateSearch(exact({ numSites: 5 }), () => 0).outcome;
  expect(everything.retainedSites).toEqual([]);
  expect(simulateSearch(exact({ numSites: 1 }), () => 2).outcome.numTests.search).toBe(1);
});

test('scores that no test asked for, and settings that make no search, are refused in words', () => {
  const state = startSearch(exact({ numSites: 3 }));
  expect(() => foldScore(state, 0, 1)).toThrow('test 0 was never asked for');
  expect(() => foldScore(state, 0, NaN)).toThrow('not a finite number');
  expect(() => startSearch(exact({ numSites: 0 }))).toThrow('0 sites');
  expect(() => startSearch(exact({ numSites: 3, nullScores: [] }))).toThrow('null scores');
  expect(() => startSearch(exact({ numSites: 3, speculation: 0 }))).toThrow('speculation 0');
  expect(() => startSearch(exact({ numSites: 3, thresholds: { deleterious: -1, beneficial: 0 } }))).toThrow(
    'do not hold 0',
  );
});
