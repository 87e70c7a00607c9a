import fc from 'fast-check';
import { anyEffectEstimate } from './any-effect';
import { jackknifeWeight, markRecapture } from './mark-recapture';

/** Edwards & Eberhardt's cottontails, as Burnham & Overton (1979) treat them. */
const COTTONTAILS = [43, 16, 8, 6, 0, 2, 1, ...new Array<number>(11).fill(0)];
const rounded = (values: readonly (number | null)[], digits: number): number[] =>
  values.map((value) => Number(value!.toFixed(digits)));

test('cottontails: every order, every test, the published answer', () => {
  const result = markRecapture(COTTONTAILS, 1000);
  expect(rounded(result.estimates, 3)).toEqual([76, 116.611, 141.448, 158.482, 170.281, 176.447]);
  expect(rounded(result.testStatistics, 3)).toEqual([9.886, 4.053, 2.071, 1.071, 0.417]);
  expect(rounded(result.standardErrors.slice(1), 3)).toEqual([8.886, 14.872, 21.929, 31.108, 43.446]);
  expect(result.standardErrors[0]).toBe(0);
  expect([result.order, result.numDistinct, result.numSkeletons]).toEqual([3, 76, 18]);
  expect(rounded([result.estimate, result.interval.low, result.interval.high], 2)).toEqual([
    158.48, 115.5, 201.46,
  ]);
});

test('ten thousand sites in five skeletons', () => {
  const result = markRecapture([52, 41, 14, 23, 374], 10_000);
  expect(rounded(result.estimates, 4)).toEqual([504, 545.6, 558.35, 560.5167, 560.0583]);
  expect(rounded(result.testStatistics, 4)).toEqual([7.6071, 2.465, 0.4991, -0.1875]);
  expect(rounded(result.standardErrors.slice(1, 4), 4)).toEqual([8.6533, 12.8286, 16.1941]);
  expect(result.order).toBe(2);
  expect(rounded([result.estimate, result.interval.low, result.interval.high], 3)).toEqual([
    558.35, 533.206, 583.494,
  ]);
});

/** The published formulas' corrections to S, per order and capture frequency (Burnham & Overton 1979, table 1). */
const published = (t: number): Record<string, number> => {
  const [t2, t3, t4, t5] = [2, 3, 4, 5].map((k) => {
    let product = 1;
    for (let i = 0; i < k; i++) product *= t - i;
    return product;
  });
  return {
    '1,1': (t - 1) / t,
    '2,1': (2 * t - 3) / t,
    '2,2': -((t - 2) ** 2) / t2,
    '3,1': (3 * t - 6) / t,
    '3,2': -(3 * t ** 2 - 15 * t + 19) / t2,
    '3,3': (t - 3) ** 3 / t3,
    '4,1': (4 * t - 10) / t,
    '4,2': -(6 * t ** 2 - 36 * t + 55) / t2,
    '4,3': (4 * t ** 3 - 42 * t ** 2 + 148 * t - 175) / t3,
    '4,4': -((t - 4) ** 4) / t4,
    '5,1': (5 * t - 15) / t,
    '5,2': -(10 * t ** 2 - 70 * t + 125) / t2,
    '5,3': (10 * t ** 3 - 120 * t ** 2 + 485 * t - 660) / t3,
    '5,4': -((t - 4) ** 5 - (t - 5) ** 5) / t4,
    '5,5': (t - 5) ** 5 / t5,
  };
};

test.each([6, 7, 20, 200])('the general weight is the published formulas (t = %p)', (t) => {
  for (const [key, correction] of Object.entries(published(t))) {
    const [k, j] = key.split(',').map(Number);
    expect(jackknifeWeight(t, j, k)).toBeCloseTo(1 + correction, 10);
  }
  expect(jackknifeWeight(t, 3, 2)).toBe(1);
});

describe('small and degenerate', () => {
  test('two skeletons allow order 1 at most', () => {
    expect(markRecapture([10, 5], 100)).toMatchObject({ order: 1, estimate: 20, estimates: [15, 20] });
  });

  test('all sites in every skeleton: the sites seen, no width, flagged', () => {
    const result = markRecapture([0, 0, 7], 100);
    expect(result).toMatchObject({
      order: 0,
      estimate: 7,
      interval: { low: 7, high: 7 },
      testStatistics: [null, null],
    });
    expect(anyEffectEstimate(result, 100).notes).toEqual([
      expect.stringMatching(/^every retained site is in every/),
    ]);
  });

  test('no site in any: 0, flagged', () => {
    const result = markRecapture([0, 0], 100);
    expect(result).toMatchObject({ estimate: 0, order: 0, interval: { low: 0, high: 0 } });
    expect(anyEffectEstimate(result, 100).notes[0]).toMatch(/no site was retained/);
  });

  test('a single site, or every site seen once', () => {
    expect(markRecapture([1, 0, 0], 100)).toMatchObject({ order: 0, estimate: 1 });
    const once = markRecapture([9, 0, 0], 100);
    expect(once).toMatchObject({ order: 0, testStatistics: [null, null] });
    expect(anyEffectEstimate(once, 100).notes).toEqual([expect.stringContaining('is a lower bound')]);
  });

  test('never more than the genome has', () => {
    const result = markRecapture([10, 5], 16);
    expect(result).toMatchObject({ estimate: 16, interval: { low: 15, high: 16 } });
    expect(anyEffectEstimate(result, 16).notes).toContainEqual(
      expect.stringContaining('more than the genome’s 16'),
    );
  });

  test('nonsense is refused', () => {
    expect(() => markRecapture([3], 10)).toThrow('at least 2 skeletons, here 1');
    expect(() => markRecapture([3, NaN], 10)).toThrow('is no number of sites');
    expect(() => markRecapture([30, 3], 10)).toThrow('33 of 10 sites');
  });
});

test('never NaN, always ordered and within what was seen and what there is', () => {
  const frequencies = fc.array(fc.oneof(fc.nat(3), fc.nat(5000)), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(frequencies, fc.nat(100_000), (f, unseen) => {
      const seen = f.reduce((a, b) => a + b, 0);
      const result = markRecapture(f, seen + unseen);
      const { low, high } = result.interval;
      expect(low).toBeGreaterThanOrEqual(seen);
      expect(high).toBeLessThanOrEqual(seen + unseen);
      expect(low).toBeLessThanOrEqual(result.estimate);
      expect(result.estimate).toBeLessThanOrEqual(high);
      expect(result.order).toBeLessThan(Math.min(6, f.length));
      expect(JSON.stringify([result.estimates, result.standardErrors])).not.toContain('null');
      expect(result.testStatistics.every((T) => T === null || Number.isFinite(T))).toBe(true);
    }),
  );
});
