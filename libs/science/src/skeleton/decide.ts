import type { Thresholds } from '../null-distribution';

/** The decisions about scores that every part of a search shares. */

/** Whether the assay has no noise: all null scores equal in size (an image without noise may give their sign by seed). */
export function withoutVariance(nullScores: readonly number[]): boolean {
  const size = Math.abs(nullScores[0]);
  return nullScores.every((score) => Math.abs(score) === size);
}

/** Outside the null distribution, on either side. */
export const detectable = (score: number, { deleterious, beneficial }: Thresholds): boolean =>
  score > deleterious || score < beneficial;
