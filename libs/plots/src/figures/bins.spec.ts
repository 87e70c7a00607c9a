import fc from 'fast-check';
import { seededRandom } from '#science';
import { histogramOf } from './bins';

const total = ({ bins, below, above }: ReturnType<typeof histogramOf>): number =>
  bins.reduce((sum, { count }) => sum + count, 0) + below.length + above.length;

test('every score is in one bin or said to be outside, whatever the scores', () => {
  const score = fc.oneof(
    fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constantFrom(0, 0.1, 0.3, -0.0001),
  );
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 200 }), (scores) => {
      const histogram = histogramOf(scores, [-0.001, 0.001]);
      expect(total(histogram)).toBe(scores.length);
      expect(histogram.bins.length).toBeGreaterThan(0);
      expect(histogram.bins.length).toBeLessThanOrEqual(42);
      for (const { from, to } of histogram.bins) expect(from).toBeLessThan(to);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('nothing of a usual null distribution is left out, and edges are round', () => {
  const random = seededRandom(3);
  const normal = Array.from({ length: 1000 }, () =>
    Array.from({ length: 12 }, () => random.uniform()).reduce((sum, u) => sum + u, -6),
  );
  const { bins, below, above } = histogramOf(normal, []);
  expect([below, above]).toEqual([[], []]);
  expect(bins.length).toBeGreaterThan(20);
  expect(bins[0].to - bins[0].from).toBeCloseTo(0.2, 9);
});

test('an outlier is left out, unless a threshold has to be shown that far off', () => {
  const scores = [...Array.from({ length: 99 }, (_, i) => i / 100), 1000];
  expect(histogramOf(scores, [])).toMatchObject({ above: [1000], below: [] });
  expect(histogramOf(scores, [1000]).above).toEqual([]);
});

test('two sizes and no spread between: both are drawn', () => {
  const { bins } = histogramOf([...new Array<number>(90).fill(0), 5], []);
  expect([bins[0].count, bins.at(-1)!.count]).toEqual([90, 1]);
});
