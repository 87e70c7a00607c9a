import fc from 'fast-check';
import { anyEffectBound } from './any-effect-bound';
import { chaoLowerBound, lowerBoundEstimate } from './chao-lower-bound';

test('cottontails by hand: S + (17/18)·43·42/(2·17), with Chao’s log-normal interval in whole sites', () => {
  const f = [43, 16, 8, 6, 0, 2, 1, ...new Array<number>(11).fill(0)];
  const { value, interval } = chaoLowerBound(f, 1000)!;
  const [a, ratio] = [17 / 18, 43 / 16];
  const unseen = (a * 43 * 42) / 34;
  const variance = 16 * ((a / 2) * ratio ** 2 + a ** 2 * ratio ** 3 + (a ** 2 / 4) * ratio ** 4);
  const spread = Math.exp(1.959964 * Math.sqrt(Math.log(1 + variance / unseen ** 2)));
  expect(value).toBeCloseTo(76 + unseen, 9);
  expect(interval).toEqual({
    low: 76 + Math.floor(unseen / spread),
    high: 76 + Math.ceil(unseen * spread),
    level: 0.95,
  });
});

test('nothing seen once: the sites seen, without width; nothing seen twice: still a number', () => {
  expect(chaoLowerBound([0, 3, 4], 100)).toMatchObject({ value: 7, interval: { low: 7, high: 7 } });
  expect(chaoLowerBound([4, 0, 0], 100)).toMatchObject({ value: 8 });
  expect(lowerBoundEstimate([3], 100, 'sites')).toMatchObject({ value: null, notes: [expect.any(String)] });
});

test('captures that tell nothing of unseen sites are said to tell nothing', () => {
  expect(anyEffectBound([0, 0, 9], 100).notes).toEqual([expect.stringContaining('in every skeleton')]);
  expect(anyEffectBound([0, 0, 0], 100).notes).toEqual([expect.stringContaining('no site was retained')]);
  expect(anyEffectBound([7, 0, 0], 100).notes).toEqual([expect.stringContaining('retained twice')]);
  expect(anyEffectBound([0, 3, 4], 100).notes).toEqual([expect.stringContaining('by one skeleton alone')]);
  expect(anyEffectBound([9, 3, 4], 100).notes).toEqual([]);
  expect(anyEffectBound([9], 100)).toMatchObject({ value: null, notes: [expect.stringContaining('fewer')] });
});

test('never NaN, always in order and within what was seen and what there is', () => {
  const frequencies = fc.array(fc.oneof(fc.nat(3), fc.nat(5000)), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(frequencies, fc.nat(100_000), (f, more) => {
      const seen = f.reduce((a, b) => a + b, 0);
      const { value, interval } = chaoLowerBound(f, seen + more)!;
      expect(interval.low).toBeGreaterThanOrEqual(seen);
      expect(value).toBeGreaterThanOrEqual(interval.low);
      expect(interval.high).toBeGreaterThanOrEqual(value);
      expect(interval.high).toBeLessThanOrEqual(seen + more);
    }),
  );
});
