/**
 * Detection when m disjoint sets of s sites lie hidden among n, and any one of them that is out completely is seen.
 * A random dose of h sites completes at least one with probability
 *   P(detect | h) = Σ_k (−1)^{k+1} C(m, k) C(n − ks, h − ks) / C(n, h),   k = 1..min(m, ⌊h/s⌋).
 * Its terms alternate and grow beyond every float, so it is not summed: the sets are dealt one after the other, which
 * adds positive terms only and is exact to a few units of rounding for every m at once.
 */
export interface CompletionProbabilities {
  /** Index m = 0..⌊n/s⌋: P(at least one of m sets is complete). */
  readonly complete: Float64Array;
  /** The complement, with its own relative accuracy. */
  readonly none: Float64Array;
}

/** n: sites, s: sites per set, h: dose. O(n) for s = 1, else O(n·min(n, h)). Throws RangeError outside 0 ≤ h ≤ n, s ≥ 1. */
export function completionProbabilities(n: number, s: number, h: number): CompletionProbabilities {
  if (!(s >= 1 && h >= 0 && h <= n)) throw new RangeError(`no dose ${h} of ${n} sites in sets of ${s}`);
  const numSets = Math.floor(n / s);
  const complete = new Float64Array(numSets + 1);
  const none = new Float64Array(numSets + 1);
  none[0] = 1;
  /** [t]: P(t sites of the dose lie in the sets so far, none of which is complete). */
  let reached = new Float64Array([1]);
  for (let m = 1; m <= numSets; m++) {
    const free = n - (m - 1) * s;
    if (s > 1) {
      const dealt = dealSet(reached, free, s, h);
      reached = dealt.reached;
      complete[m] = Math.min(1, complete[m - 1] + dealt.completed);
      none[m] = reached.reduce((sum, p) => sum + p, 0);
    } else {
      complete[m] = Math.min(1, complete[m - 1] + (none[m - 1] * h) / free);
      none[m] = none[m - 1] * Math.max(0, (free - h) / free);
    }
  }
  return { complete, none };
}

/** Deals one more set's share of the dose: `free` sites are left for what the sets so far have not taken. */
function dealSet(before: Float64Array, free: number, s: number, h: number) {
  const reached = new Float64Array(Math.min(before.length + s - 1, h + 1));
  let completed = 0;
  for (let t = 0; t < before.length; t++) {
    if (before[t] === 0) continue;
    for (let j = 0; j <= s; j++) {
      const p = before[t] * shareProbability(j, s, free, h - t);
      if (j === s) completed += p;
      else if (t + j < reached.length) reached[t + j] += p;
    }
  }
  return { reached, completed };
}

/** P(j of s given sites are among `drawn` of `free`): hypergeometric, as a product of at most s ratios. */
function shareProbability(j: number, s: number, free: number, drawn: number): number {
  let p = 1;
  for (let i = 0; i < j; i++) p *= (((drawn - i) / (free - i)) * (s - i)) / (i + 1);
  for (let i = 0; i < s - j; i++) p *= (free - drawn - i) / (free - j - i);
  return Math.max(0, p);
}
