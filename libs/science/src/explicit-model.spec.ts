import { drawGenome, exactCounts, isDetectable, knockoutEffect, noisyCounts } from './explicit-model';
import { orderStatisticThresholds, quantile } from './null-distribution';
import { seededRandom } from './random';
import { score } from './score';

const recipe = { numSites: 100, numCritical: 5, numAdditive: 20, numSets: 4, setSize: 4 };
const genome = drawGenome(recipe, seededRandom(1));

test('a drawn genome keeps to its recipe', () => {
  expect(genome.effects).toHaveLength(100);
  for (const site of genome.criticalSites) expect(genome.effects[site]).toBeGreaterThanOrEqual(2);
  for (const site of genome.additiveSites) expect(genome.effects[site]).toBeLessThan(0.7);
  const used = [...genome.criticalSites, ...genome.additiveSites, ...genome.sets.flatMap((set) => set.sites)];
  expect(new Set(used).size).toBe(5 + 20 + 16);
  expect(() => drawGenome({ ...recipe, numSets: 100 }, seededRandom(1))).toThrow(RangeError);
});

test('a set costs its penalty only when it is out completely', () => {
  const { sites, penalty } = genome.sets[0];
  expect(knockoutEffect(genome, sites.slice(1))).toBe(0);
  expect(knockoutEffect(genome, [...sites, sites[0]])).toBeCloseTo(penalty, 12);
});

test('exact counts: what is detectable is exactly what exceeds the null threshold', () => {
  const nulls = Array.from({ length: 50 }, (_, seed) =>
    score(exactCounts({ effect: 0, sameGenome: true, seed })),
  );
  const { deleterious, beneficial } = orderStatisticThresholds(nulls, 0.01);
  expect(deleterious).toBeGreaterThan(0);
  for (const effect of [-20, -1.00001, -1, -0.99999, -0.5, 0, 0.7, 0.99999, 1, 1.00001, 3, 10, 20]) {
    const s = score(exactCounts({ effect, sameGenome: false, seed: 0 }));
    expect([effect, s > deleterious || s < beneficial]).toEqual([effect, isDetectable(effect)]);
  }
});

test('exact counts: a tenth of the effect, clipped', () => {
  expect(score(exactCounts({ effect: 2.5, sameGenome: false, seed: 0 }))).toBeCloseTo(0.0025, 7);
  expect(score(exactCounts({ effect: 50, sameGenome: false, seed: 0 }))).toBeCloseTo(0.01, 7);
});

test('noisy counts: the null’s 99th percentile sits at the mean score of effect 1', () => {
  const random = seededRandom(2);
  const scores = (effect: number): number[] =>
    Array.from({ length: 2000 }, () => score(noisyCounts({ effect }, random)));
  const p99 = quantile(
    scores(0).sort((a, b) => a - b),
    0.99,
  );
  const mean = scores(1).reduce((sum, s) => sum + s, 0) / 2000;
  expect(p99 / mean).toBeGreaterThan(0.9);
  expect(p99 / mean).toBeLessThan(1.1);
});
