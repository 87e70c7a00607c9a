/**
 * One pass over an order of sites, in blocks: what a pass that tries site after site would retain, for far fewer
 * tests. A block that can go goes with one test; in a block that cannot, bisection finds the first site that must
 * stay, and the pass goes on behind it. It is group testing by a Golomb code (Hwang 1972, generalized binary splitting;
 * Golomb 1966).
 *
 * Promise: every set of removed sites that the pass settles on was tested and found undetectable, and every retained
 * site was found detectable on top of the set before it. With a monotone assay (a set that holds a detectable set is
 * detectable) the retained sites are those of the site-by-site pass.
 */
export interface GallopingPass {
  readonly numSites: number;
  /** Places (in the order) of the sites that must stay, ascending. */
  readonly retained: readonly number[];
  /** Places before this one are settled: retained, or removed together without a detectable effect. */
  readonly settled: number;
  /** Removing up to (excluding) this place is known to be detectable; null when nothing is known. */
  readonly failing: number | null;
  /** Under noise: a site found to fail is tested once more by itself before it stays. */
  readonly confirms: boolean;
}

export const startPass = (numSites: number, confirms = false): GallopingPass => ({
  numSites,
  retained: [],
  settled: 0,
  failing: null,
  confirms,
});

/** Whether the next test is the one that confirms a site. */
export const isConfirming = ({ confirms, failing, settled }: GallopingPass): boolean =>
  confirms && failing === settled + 1;

/** The place up to (excluding) which the next test removes all but the retained; null when the pass is over. */
export function nextEnd(pass: GallopingPass): number | null {
  const { numSites, settled, failing } = pass;
  if (settled === numSites) return null;
  if (failing === null) return Math.min(numSites, settled + blockSize(pass));
  return settled + Math.max(1, Math.floor((failing - settled) / 2));
}

/** The pass after its next test came out so. A block of one that fails needs no more tests: its site stays. */
export function withAnswer(pass: GallopingPass, detectable: boolean): GallopingPass {
  const end = nextEnd(pass);
  if (end === null) throw new RangeError('the pass is over: it has no test to answer');
  const settled = detectable ? pass.settled : end;
  const failing = detectable ? end : pass.failing === settled ? null : pass.failing;
  if (failing === null || failing - settled > 1) return { ...pass, settled, failing };
  if (pass.confirms && !isConfirming(pass)) return { ...pass, settled, failing };
  return { ...pass, retained: [...pass.retained, settled], settled: failing, failing: null };
}

/** What the first blocks assume before anything is seen: one retained site among this many. */
const PRIOR_SITES = 12;

/**
 * Golomb's rule: the smallest m with q^m + q^(m+1) ≤ 1, q the share of sites that can go, so that a block passes about
 * every other time. The share is estimated from the pass so far.
 */
function blockSize({ settled, retained }: GallopingPass): number {
  const rate = (retained.length + 1) / (settled + PRIOR_SITES);
  const share = Math.max(1 - rate, 0.01);
  return Math.max(1, Math.ceil(-Math.log(1 + share) / Math.log(share)));
}

/** The sites removed up to (excluding) a place of the order: all but the retained. */
export function removedUpTo(order: readonly number[], { retained }: GallopingPass, end: number): number[] {
  const stays = new Set(retained);
  return order.filter((_, place) => place < end && !stays.has(place));
}
