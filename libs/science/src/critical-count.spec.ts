import { criticalCount } from './critical-count';
import { falsePositiveRate, orderStatisticThresholds } from './null-distribution';
import { seededRandom } from './random';

test('nothing but chance: about zero, and the interval holds zero', () => {
  const orderStatistic = { rank: 199, pooled: 200 };
  const counts = { measured: 1000, falsePositiveRate: falsePositiveRate(orderStatistic), orderStatistic };
  const { value, interval } = criticalCount({ ...counts, found: 20 });
  expect(value).toBeLessThan(1);
  expect(interval).toMatchObject({ low: 0, level: 0.95 });
  expect(interval!.high).toBeGreaterThan(10);
  expect(criticalCount({ ...counts, found: 0 })).toMatchObject({ value: 0, interval: { low: 0 } });
});

test('without false positives the count is exact', () => {
  const counts = { found: 5, measured: 100, falsePositiveRate: 0 };
  const exact = { value: 5, interval: { low: 5, high: 5 } };
  expect(criticalCount(counts)).toMatchObject(exact);
  expect(criticalCount({ ...counts, orderStatistic: { rank: 199, pooled: 200 } })).toMatchObject(exact);
});

test.each([0, 40])('covers %i critical sites of 1000 about as often as it says', (truth) => {
  const random = seededRandom(1);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const trials = 200;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const nulls = Array.from({ length: 100 }, normal);
    const orderStatistic = orderStatisticThresholds(nulls, 0.01);
    let found = truth;
    for (let i = truth; i < 1000; i++) if (Math.abs(normal()) > orderStatistic.deleterious) found++;
    const rate = falsePositiveRate(orderStatistic);
    const { interval } = criticalCount({ found, measured: 1000, falsePositiveRate: rate, orderStatistic });
    if (interval!.low <= truth && truth <= interval!.high) covered++;
  }
  expect(covered / trials).toBeGreaterThan(0.9);
});

test('bounds hold for any counts', () => {
  for (const found of [0, 1, 7]) {
    for (const rate of [0, 0.01, 0.2, 0.6]) {
      const { value, interval } = criticalCount({ found, measured: 7, falsePositiveRate: rate });
      expect(value).toBeGreaterThanOrEqual(interval!.low);
      expect(value).toBeLessThanOrEqual(interval!.high);
      expect(interval!.high).toBeLessThanOrEqual(found);
    }
  }
});

test('many null scores and a lenient threshold still give an interval around the count', () => {
  const orderStatistic = { rank: 9501, pooled: 10_000 };
  const counts = { measured: 100_000, falsePositiveRate: falsePositiveRate(orderStatistic), orderStatistic };
  const { value, interval } = criticalCount({ ...counts, found: 20_000 });
  expect(value).toBeCloseTo(11_112, 0);
  expect(interval!.low).toBeGreaterThan(9_000);
  expect(interval!.high).toBeGreaterThan(value! + 500);
  expect(interval!.high).toBeLessThan(13_000);
});
