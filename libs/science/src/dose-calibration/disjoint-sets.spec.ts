import vectors from '../vectors/science.json';
import { completionProbabilities } from './disjoint-sets';

test.each(vectors.interpolatedComplexity)('n $n, m $m, s $s, h $h: $p', ({ n, m, s, h, p }) => {
  expect(completionProbabilities(n, s, h).complete[m]).toBeCloseTo(p, 6);
});

/** The alternating sum in exact whole numbers, the way no float could. */
function alternatingSum(n: number, m: number, s: number, h: number): number {
  const binomial = (top: number, bottom: number): bigint => {
    if (bottom < 0 || bottom > top) return 0n;
    let value = 1n;
    for (let i = 0; i < bottom; i++) value = (value * BigInt(top - i)) / BigInt(i + 1);
    return value;
  };
  let sum = 0n;
  for (let k = 1; k <= Math.min(m, Math.floor(h / s)); k++) {
    sum += (k % 2 ? 1n : -1n) * binomial(m, k) * binomial(n - k * s, h - k * s);
  }
  const SCALE = 10n ** 30n;
  return Number((sum * SCALE) / binomial(n, h)) / 1e30;
}

test.each([
  [300, 1],
  [400, 2],
  [400, 4],
  [60, 7],
])('agrees with the alternating sum in exact arithmetic: n = %i, s = %i', (n, s) => {
  const most = Math.floor(n / s);
  for (const h of [1, s, s + 1, 25, Math.floor(n / 2), n - 1, n]) {
    const { complete, none } = completionProbabilities(n, s, h);
    for (const m of [0, 1, 2, 10, Math.floor(most / 2), most].filter((m) => m <= most)) {
      const exact = alternatingSum(n, m, s, h);
      expect(Math.abs(complete[m] - exact)).toBeLessThanOrEqual(1e-12 * exact + 1e-29);
      expect(complete[m] + none[m]).toBeCloseTo(1, 12);
    }
  }
});

test('refuses what is no dose', () => {
  expect(() => completionProbabilities(10, 1, 11)).toThrow(RangeError);
  expect(() => completionProbabilities(10, 0, 1)).toThrow(RangeError);
});
