import fc from 'fast-check';
import vectors from '../vectors/titration.json';
import { sampleWithout, seededRandom, type Random } from '../random';
import { estimateTitration } from './estimate-titration';
import { SHORTFALLS } from './effect-sums';
import { genomeShortfall } from './genome-shortfall';
import { hypergeometricBelow, hypergeometricPmf, hypergeometricRow } from './hypergeometric';
import { likelihoodTitration, titrationSurfaces } from './likelihood-titration';
import { binomialTail, paperTitration } from './paper-titration';
import { blurredShortfall, blurredThresholds, missProbability } from './noise';
import { drawBinomial, redrawer } from './redraw';
import { wilsonInterval } from './wilson';

const { paper, likelihood } = vectors;
const responses = paper.doses.map((dose, i) => ({
  dose,
  measured: 1000,
  detected: Math.round(1000 * paper.sensitivities[i]),
}));
/** Made once: they are most of the cost of a single titration. */
const surfaces = titrationSurfaces(paper.doses, paper.numSites);
const bootstraps = (numBootstraps: number) => ({ random: seededRandom(1), numBootstraps });

test('the published estimator gives the published numbers', () => {
  const found = paperTitration(responses, paper.numSites)!;
  expect(found).toMatchObject({ r: 2, p: 0.03, sites: 30, effect: 0.5, atGridEdge: false });
  expect(found.sumSquaredError).toBeCloseTo(paper.sumSquaredError, 9);
  found.fitted.forEach((value, i) => expect(value).toBeCloseTo(paper.fitted[i], 10));
  expect(binomialTail(10, 3, 0.5)).toBeCloseTo(0.9453125, 12);
});

test('maximum likelihood comes close to the truth on the published shares', () => {
  const found = likelihoodTitration(responses, likelihood.numSites, bootstraps(20), surfaces);
  expect(found.fits[0]).toMatchObject({ effects: 'uniform', sites: likelihood.sites });
  expect(found.fits[0].meanEffect).toBeCloseTo(likelihood.meanEffect, 2);
  expect(found.sites.value).toBe(likelihood.sites);
  expect(found.sites.interval!.low).toBeLessThan(50);
  expect(found.sites.interval!.high).toBeGreaterThan(found.fits[1].sites);
});

test('an estimator at the edge of its grid says so', () => {
  const rare = [{ dose: 1, measured: 1000, detected: 3 }];
  expect(paperTitration(rare, 1000)!.atGridEdge).toBe(true);
  expect(estimateTitration(rare, 1000, bootstraps(2)).warnings.join()).toContain('edge of its grid');
});

test('Wilson intervals hold their share and never leave 0..1', () => {
  const interval = wilsonInterval(5, 10, 0.95)!;
  expect(interval.low).toBeCloseTo(0.236593, 6);
  expect(interval.high).toBeCloseTo(0.763407, 6);
  expect(wilsonInterval(0, 10, 0.95)).toMatchObject({ low: 0 });
  expect(wilsonInterval(10, 10, 0.95)).toMatchObject({ high: 1 });
  expect(wilsonInterval(0, 0, 0.95)).toBeNull();
});

test('hypergeometric rows agree with the library and sum to 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (population, a, d) => {
        const urn = { population, successes: Math.round(a * population), draws: Math.round(d * population) };
        const { from, probabilities } = hypergeometricRow(urn);
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 8);
        expect(probabilities[0]).toBeCloseTo(hypergeometricPmf(from, urn), 8);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
  expect(hypergeometricBelow(1, { population: 10, successes: 2, draws: 3 })).toBeCloseTo(56 / 120, 12);
});

test('sums of effects: Irwin and Hall, Erlang', () => {
  const uniform = SHORTFALLS.uniform(0.35, 10);
  expect(uniform[1]).toBe(1);
  expect(1 - uniform[2]).toBeCloseTo(0.4 ** 2 / (2 * 0.7 ** 2), 12);
  expect(SHORTFALLS.uniform(1 / 24, 24)[24]).toBeCloseTo(0.5, 12);
  const exponential = SHORTFALLS.exponential(0.5, 10);
  expect(exponential[1]).toBeCloseTo(1 - Math.exp(-2), 12);
  expect(exponential[2]).toBeCloseTo(1 - 3 * Math.exp(-2), 12);
  for (const row of [SHORTFALLS.uniform(1 / 500, 3000), SHORTFALLS.exponential(1 / 500, 3000)]) {
    expect(row.every((p, k) => p >= 0 && p <= 1 && (k === 0 || p <= row[k - 1] + 1e-12))).toBe(true);
  }
});

test('subsets of a genome fall short as counting says', () => {
  const shortfall = genomeShortfall([0.3, 0.4, 0.9, 1.2], 4);
  expect(shortfall[1]).toBeCloseTo(3 / 4, 2);
  expect(shortfall[2]).toBeCloseTo(1 / 6, 2);
});

test('without noise the threshold is a step', () => {
  expect(blurredThresholds(0)).toEqual([{ step: 0, weight: 1 }]);
  expect([missProbability(0, 0), missProbability(0.999, 0), missProbability(1, 0)]).toEqual([1, 1, 0]);
});

test('noise blurs sums of effects as averaging over draws says', () => {
  const noise = 0.43;
  const blurred = blurredShortfall(
    blurredThresholds(noise),
    (step) => SHORTFALLS.uniform(0.35 / 1.025 ** step, 10),
    noise,
  );
  const random = seededRandom(4);
  const numGenomes = 400;
  const genomes = Array.from({ length: numGenomes }, () =>
    genomeShortfall(
      Array.from({ length: 30 }, () => 0.7 * random.uniform()),
      10,
      noise,
    ),
  );
  expect(blurred[0]).toBeCloseTo(0.98998, 5);
  expect(genomes[0][0]).toBe(blurred[0]);
  for (const k of [1, 2, 3, 5]) {
    let missed = 0;
    for (let i = 0; i < 20_000; i++) {
      let sum =
        noise * Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
      for (let effect = 0; effect < k; effect++) sum += 0.7 * random.uniform();
      if (sum < 1) missed++;
    }
    expect(Math.abs(blurred[k] - missed / 20_000)).toBeLessThan(0.012);
    const mean = genomes.reduce((total, row) => total + row[k], 0) / numGenomes;
    expect(Math.abs(blurred[k] - mean)).toBeLessThan(0.02);
  }
});

/** Draws of sites from real genomes, each score with a normal error: nothing of the estimator's own. */
function noisyResponses(doses: readonly number[], replicates: number, noise: number, random: Random) {
  const effects = Array.from({ length: 1000 }, (_, site) => (site < 50 ? 0.7 * random.uniform() : 0));
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  return doses.map((dose) => {
    let detected = 0;
    for (let i = 0; i < replicates; i++) {
      const out = sampleWithout(effects, dose, random);
      if (out.reduce((sum, effect) => sum + effect, noise * normal()) >= 1) detected++;
    }
    return { dose, measured: replicates, detected };
  });
}

test('fifty sites are found through noise', () => {
  const noise = 0.43;
  const numGenomes = 12;
  const random = seededRandom(11);
  const noisy = titrationSurfaces(paper.doses, 1000, noise);
  const [blurred, stepped] = [noisy, surfaces].map((those) => {
    const random = seededRandom(12);
    return Array.from(
      { length: numGenomes },
      () =>
        likelihoodTitration(
          noisyResponses(paper.doses, 1000, noise, random),
          1000,
          { random, numBootstraps: 0 },
          those,
        ).fits[0].sites,
    );
  });
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / numGenomes;
  expect(Math.abs(mean(blurred) - 50)).toBeLessThan(5);
  expect(mean(stepped)).toBeLessThan(40);
  const responses = noisyResponses(paper.doses, 300, noise, random);
  const found = estimateTitration(responses, 1000, { random, numBootstraps: 20, noise }).likelihood!;
  const { low, high } = found.sites.interval!;
  expect(low <= 50 && 50 <= high).toBe(true);
  found.fits[0].fitted.forEach((share, i) =>
    expect(Math.abs(share - responses[i].detected / 300)).toBeLessThan(0.08),
  );
});

test('binomial draws have their mean and spread', () => {
  const random = seededRandom(2);
  const draws = Array.from({ length: 4000 }, () => drawBinomial(50, 0.8, random));
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean - 40)).toBeLessThan(0.2);
  expect(Math.abs(variance - 8)).toBeLessThan(0.8);
  expect([drawBinomial(9, 0, random), drawBinomial(9, 1, random)]).toEqual([0, 9]);
});

test.each([
  [
    'nothing detected',
    [
      [10, 50, 0],
      [20, 50, 0],
    ],
    'Nothing was detected',
  ],
  [
    'everything detected',
    [
      [10, 50, 50],
      [20, 50, 50],
    ],
    'at least 23 of 100',
  ],
  ['one dose', [[10, 50, 20]], 'One dose cannot tell'],
] as const)('%s is answered in words', (_, rows, words) => {
  const plain = rows.map(([dose, measured, detected]) => ({ dose, measured, detected }));
  const { likelihood: found } = estimateTitration(plain, 100, bootstraps(3));
  expect(found!.sites.value).toBeNull();
  expect(found!.sites.notes.join()).toContain(words);
});

test('nothing measured, or nonsense, is left out with a warning', () => {
  const found = estimateTitration(
    [
      { dose: 5, measured: 0, detected: 0 },
      { dose: 99, measured: 1, detected: 0 },
    ],
    10,
    bootstraps(3),
  );
  expect(found).toMatchObject({ paper: null, likelihood: null });
  expect(found.warnings.join(' ')).toContain('cannot be: doses 99. Nothing was measured at doses 5.');
});

test('a dose without measurements has a fitted value and changes nothing else', () => {
  const seen = [10, 30].map((dose) => ({ dose, measured: 40, detected: dose }));
  const unseen = { dose: 20, measured: 0, detected: 0 };
  const without = estimateTitration(seen, 60, bootstraps(0));
  const found = estimateTitration([seen[0], unseen, seen[1]], 60, bootstraps(0));
  expect(found.likelihood!.sites).toEqual(without.likelihood!.sites);
  expect(found.likelihood!.fits[0].fitted).toHaveLength(3);
  expect(found.paper!.fitted).toHaveLength(3);
  expect(found.warnings.join()).toContain('doses 20');
});

test('any responses give finite numbers within bounds, or null', () => {
  const response = fc.record({
    dose: fc.integer({ min: 1, max: 40 }),
    measured: fc.integer({ min: 0, max: 30 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(response, { maxLength: 4 }), fc.integer({ min: 1, max: 60 }), (rows, numSites) => {
      const plain = rows.map(({ dose, measured, share }) => ({
        dose,
        measured,
        detected: Math.round(share * measured),
      }));
      const { likelihood: found } = estimateTitration(plain, numSites, bootstraps(3));
      expect(
        JSON.stringify(found, (_, v) => (typeof v === 'number' && !Number.isFinite(v) ? 'BAD' : v)),
      ).not.toContain('BAD');
      if (!found?.sites.interval) return;
      const { low, high } = found.sites.interval;
      expect(1 <= low && low <= high && high <= numSites).toBe(true);
      const { value } = found.sites;
      if (value !== null) expect(low <= value && value <= high).toBe(true);
    }),
    { seed: 3, numRuns: 25 },
  );
});

test.each(['uniform', 'exponential'] as const)('intervals cover fifty sites with %s effects', (effects) => {
  const numGenomes = 8;
  const redraw = redrawer({ effects, sites: 50, meanEffect: 0.35, noise: 0 }, 1000, responses);
  const random = seededRandom(7);
  let covered = 0;
  for (let genome = 0; genome < numGenomes; genome++) {
    const found = likelihoodTitration(redraw(random), 1000, { random, numBootstraps: 20 }, surfaces);
    const { low, high } = found.sites.interval!;
    if (low <= 50 && 50 <= high) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(6);
});
