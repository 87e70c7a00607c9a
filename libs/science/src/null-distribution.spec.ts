import {
  asymmetry,
  correctedCount,
  falsePositiveRate,
  orderStatisticThresholds,
  pooledPercentiles,
  quantile,
  scoresNeeded,
} from './null-distribution';
import { seededRandom } from './random';
import vectors from './vectors/science.json';

const ramp = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

test.each(vectors.nullOrderStatistic)(
  'n = $n, alpha = $alpha: rank $rank of $pooled',
  ({ n, alpha, pooled, rank }) => {
    expect(orderStatisticThresholds(ramp(n), alpha)).toEqual({
      deleterious: 99,
      beneficial: -99,
      rank,
      pooled,
    });
  },
);

test('fifty scores serve 1 %, forty-nine do not', () => {
  expect(scoresNeeded(0.01)).toBe(50);
  expect(orderStatisticThresholds(ramp(50), 0.01).rank).toBe(100);
  expect(() => orderStatisticThresholds(ramp(49), 0.01)).toThrow('50 are needed');
  expect(() => orderStatisticThresholds([], 0.2)).toThrow(RangeError);
});

test.each([0.0001, 0.01, 0.05, 0.1, 0.2])('scoresNeeded(%p) is just enough', (alpha) => {
  const enough = scoresNeeded(alpha);
  expect(() => orderStatisticThresholds(ramp(enough), alpha)).not.toThrow();
  if (enough > 1) expect(() => orderStatisticThresholds(ramp(enough - 1), alpha)).toThrow(RangeError);
});

test('thresholds of zeros are 0, not −0', () => {
  const { deleterious, beneficial } = orderStatisticThresholds(new Array<number>(60).fill(0), 0.01);
  expect([Object.is(deleterious, 0), Object.is(beneficial, 0)]).toEqual([true, true]);
});

test('the measured false-positive rate is the stated one, below that of the percentile read-out', () => {
  const random = seededRandom(1);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  let byOrder = 0;
  let byPercentile = 0;
  const trials = 20_000;
  for (let trial = 0; trial < trials / 10; trial++) {
    const scores = Array.from({ length: 100 }, normal);
    const threshold = orderStatisticThresholds(scores, 0.01).deleterious;
    const p99 = pooledPercentiles(scores)[99];
    for (let i = 0; i < 10; i++) {
      const fresh = normal();
      if (fresh > threshold) byOrder++;
      if (fresh > p99) byPercentile++;
    }
  }
  expect(byOrder / trials).toBeCloseTo(falsePositiveRate({ rank: 199, pooled: 200 }), 2);
  expect(byOrder / trials).toBeLessThan(0.0125);
  expect(byPercentile).toBeGreaterThan(byOrder);
});

test('percentiles pool both signs and 0, by linear interpolation', () => {
  const percentiles = pooledPercentiles([1, 2]);
  expect(percentiles).toHaveLength(101);
  expect([percentiles[0], percentiles[50], percentiles[100]]).toEqual([-2, 0, 2]);
  expect(percentiles[90]).toBeCloseTo(1.5, 12);
  expect(quantile([3], 0.4)).toBe(3);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

test('asymmetry names the favoured side', () => {
  expect(asymmetry([1, -1, 2, -2]).favours).toBeNull();
  expect(asymmetry([1, 1.1, 0.9, 1]).favours).toBe('alpha');
  expect(asymmetry([-1, -1.1, -0.9, -1]).favours).toBe('beta');
  expect(asymmetry([3, 3, 3]).favours).toBe('alpha');
  expect(asymmetry([0, 0]).favours).toBeNull();
  expect(asymmetry([5])).toEqual({ mean: 5, standardError: 0, z: 0, favours: null });
  expect(asymmetry([]).mean).toBe(0);
});

test('counts are corrected by the expected false positives, within bounds', () => {
  expect(correctedCount(6, 100, 0.01)).toBeCloseTo(5 / 0.99, 12);
  expect(correctedCount(0, 100, 0.01)).toBe(0);
  expect(correctedCount(100, 100, 0.01)).toBe(100);
  expect(() => correctedCount(1, 1, 1)).toThrow(RangeError);
});
