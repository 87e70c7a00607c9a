import type { Estimate, MarkRecapture } from '#contracts';
import { noteOnCaptures } from './capture-notes';

/** Mark–recapture as an answer with its assumptions, in words. */
export function anyEffectEstimate(anyEffect: MarkRecapture, numSites: number): Estimate {
  const { order, estimate, interval } = anyEffect;
  return {
    value: estimate,
    interval,
    unit: 'sites',
    method: `mark–recapture over ${anyEffect.numSkeletons} skeletons, jackknife of order ${order} (Burnham & Overton 1979)`,
    assumptions: [
      'each skeleton follows a random order of its own, so that skeletons are independent given the genome',
      'a retained site matters: a site that noise kept counts as one with an effect, and weighs most when it was kept once',
      'sites that some skeleton could retain are not so rarely retained that the number seen once tells nothing of them',
      'the interval rests on a normal approximation and on sites being retained independently of each other; on simulated genomes with sets of five it held the truth in 46–84 % of studies with 5 to 20 skeletons, not in 95 %',
      BLIND_SPOT,
    ],
    notes: notesOn(anyEffect, numSites),
  };
}

/** What no number of skeletons can show. */
export const BLIND_SPOT =
  'blind spot: partners of a site that is always retained are never seen, however many skeletons there are; the interval does not cover them';

/** No skeletons to estimate from: no number, and why. */
export const noAnyEffect = (reason: string): Estimate => ({
  value: null,
  interval: null,
  unit: 'sites',
  method: 'mark–recapture over skeletons (Burnham & Overton 1979)',
  assumptions: [],
  notes: [reason],
});

function notesOn(result: MarkRecapture, numSites: number): string[] {
  const { numDistinct, numSkeletons, order, estimates, estimate } = result;
  const formula = estimates[order].toFixed(1);
  const notes: string[] = [];
  if (order === 0) notes.push(noteOnOrderZero(result));
  if (order > 0 && order === estimates.length - 1) {
    notes.push(
      `every step up to order ${order} was significant and ${numSkeletons} skeletons allow no higher one: more skeletons would probably raise the estimate`,
    );
  }
  if (estimates[order] < numDistinct) {
    notes.push(`the formula gives ${formula}, less than the ${numDistinct} sites seen`);
  }
  if (estimates[order] > numSites && estimate === numSites) {
    notes.push(`the formula gives ${formula}, more than the genome’s ${numSites} sites`);
  }
  return notes;
}

/** Order 0 is the number of sites seen, and its formula has no variance. */
const noteOnOrderZero = ({ captureFrequencies }: MarkRecapture): string =>
  noteOnCaptures(captureFrequencies) ??
  'the sites seen once are too few to tell of unseen ones: the number seen stands, and an interval without width is no certainty';
