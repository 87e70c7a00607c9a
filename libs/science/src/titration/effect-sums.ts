import type { EffectDistribution } from '#contracts';

/** How the effects of single sites may be spread: uniform on (0, 2·mean), or exponential. Effects are in thresholds. */

/** Number of effects from which their sum falls short of the threshold less often than this counts as never. */
const NEVER = 1e-13;

/**
 * shortfall[k] = P(sum of k effects < 1), k = 0, 1, … until it is negligible, at most `maxEffects` of them. Its
 * complement is the T_k of the titration's model.
 */
export const SHORTFALLS: Readonly<
  Record<EffectDistribution, (meanEffect: number, maxEffects: number) => number[]>
> = { uniform: uniformShortfall, exponential: exponentialShortfall };

/**
 * Irwin–Hall's distribution at x = 1/(2·mean) by the recursion of B-splines (Cox 1972, de Boor 1972), as an integral:
 * F_k(x) = [x·F_{k−1}(x) + (k − x)·F_{k−1}(x − 1)] / k. All its terms are positive: nothing cancels, unlike the
 * alternating sum.
 */
function uniformShortfall(meanEffect: number, maxEffects: number): number[] {
  const x = 1 / (2 * meanEffect);
  /** at[j] = F_k(x − j), for the x − j that are not negative. */
  const at = new Array<number>(Math.floor(x) + 2).fill(1);
  at[at.length - 1] = 0;
  const shortfall = [1];
  for (let k = 1; k <= maxEffects && shortfall[k - 1] > NEVER; k++) {
    for (let j = 0; j < at.length - 1; j++) {
      const y = x - j;
      at[j] = y >= k ? 1 : (y * at[j] + (k - y) * at[j + 1]) / k;
    }
    shortfall.push(at[0]);
  }
  return shortfall;
}

/** Erlang's distribution: the sum of k falls short of 1 when a Poisson process of rate 1/mean has at least k points. */
function exponentialShortfall(meanEffect: number, maxEffects: number): number[] {
  const rate = 1 / meanEffect;
  const last = Math.min(maxEffects, Math.ceil(rate + 9 * Math.sqrt(rate) + 40));
  /** tail[k] = P(Poisson(rate) ≥ k), summed from the far end, where terms are smallest. */
  const tail = new Array<number>(last + 1).fill(0);
  let term = Math.exp(-rate);
  const terms = [term];
  for (let k = 1; k <= rate + 12 * Math.sqrt(rate) + 60; k++) terms.push((term *= rate / k));
  let sum = 0;
  for (let k = terms.length - 1; k > 0; k--) {
    sum += terms[k];
    if (k <= last) tail[k] = Math.min(1, sum);
  }
  tail[0] = 1;
  return tail;
}
