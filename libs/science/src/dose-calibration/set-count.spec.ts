import { expectFiniteNumbers } from '#testing';
import { sampleWithout, seededRandom } from '../random';
import { smearDoses } from './doses';
import { estimateSetCount } from './set-count';

const smearOf = (n: number, numSets: number, setSize: number, seed: number) => {
  const random = seededRandom(seed);
  const sites = Array.from({ length: n }, (_, site) => site);
  return smearDoses(n, 100).map((dose) => {
    const out = new Set(sampleWithout(sites, dose, random));
    const sets = Array.from({ length: numSets }, (_, set) => sites.slice(set * setSize, (set + 1) * setSize));
    return { dose, detected: sets.some((set) => set.every((site) => out.has(site))) };
  });
};

test.each([
  [1, 20],
  [2, 30],
])('sets of %i: the interval covers the truth about as often as it says', (setSize, truth) => {
  let covered = 0;
  const trials = setSize === 1 ? 100 : 10;
  for (let seed = 0; seed < trials; seed++) {
    const { estimate, likelihood } = estimateSetCount(smearOf(120, truth, setSize, seed), 120, setSize, 0.02);
    const { low, high } = estimate.interval!;
    if (low <= truth && truth <= high) covered++;
    expect(estimate.value).toBeGreaterThanOrEqual(low);
    expect(estimate.value).toBeLessThanOrEqual(high);
    expect(likelihood.reduce((sum, { likelihood }) => sum + likelihood, 0)).toBeCloseTo(1, 4);
  }
  expect(covered / trials).toBeGreaterThanOrEqual(0.9);
});

test('nothing matters: zero sets, for certain; everything does: nearly all', () => {
  const doses = smearDoses(100, 20);
  const none = estimateSetCount(
    doses.map((dose) => ({ dose, detected: false })),
    100,
    1,
    0.02,
  ).estimate;
  expect(none).toMatchObject({ value: 0, interval: { low: 0, high: 0 } });
  const all = estimateSetCount(
    doses.map((dose) => ({ dose, detected: true })),
    100,
    1,
    0.02,
  ).estimate;
  expect(all.value).toBeGreaterThan(60);
  expect(all.interval!.high).toBeLessThanOrEqual(100);
});

test('a smear that no number of sets explains is told in words', () => {
  const contradiction = [
    { dose: 1, detected: true },
    { dose: 10, detected: false },
  ];
  const { estimate, likelihood } = estimateSetCount(contradiction, 10, 1, 0.02);
  expect(estimate).toMatchObject({
    value: null,
    interval: null,
    notes: [expect.stringContaining('no number of sets')],
  });
  expect(likelihood).toEqual([]);
  expect(estimateSetCount([], 10, 1, 0.02).estimate.notes).toEqual(['nothing was measured']);
});

test('a large genome: finite, and thinned for the plot', () => {
  const { estimate, likelihood } = estimateSetCount(smearOf(5000, 100, 1, 1), 5000, 1, 0.02);
  expectFiniteNumbers({ estimate, likelihood });
  expect(likelihood.length).toBeLessThanOrEqual(1000);
  expect(estimate.interval!.low).toBeLessThan(100);
  expect(estimate.interval!.high).toBeGreaterThan(100);
});
