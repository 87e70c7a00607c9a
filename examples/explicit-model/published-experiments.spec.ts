import { experimentGenome, truthOf } from './published-experiments';

test('the additive experiment: a thousand sites, fifty effects below detection', () => {
  const genome = experimentGenome('additive');
  expect(truthOf(genome)).toMatchObject({ numSites: 1000, numAdditive: 50, numEpistatic: 0 });
  expect(genome.effects.filter((effect) => effect > 0 && effect < 0.7)).toHaveLength(50);
});

test('the epistatic experiment: sets share sites with each other, never with effects', () => {
  const genome = experimentGenome('epistatic');
  const { numEpistatic } = truthOf(genome) as { numEpistatic: number };
  expect(genome.effects).toHaveLength(4000);
  expect(genome.sets).toHaveLength(20);
  expect(numEpistatic).toBeGreaterThan(80);
  expect(numEpistatic).toBeLessThanOrEqual(100);
  for (const { sites } of genome.sets) for (const site of sites) expect(genome.effects[site]).toBe(0);
});
