/** Severity of a loss that is not detected: the least there is. */
export const UNDETECTED = 1;

/**
 * Severity of losing one more site of a skeleton: the mean score of the skeleton without the site against the wild
 * type, in detection thresholds; UNDETECTED where that is not detected (strictly above the threshold). Null without scores, or
 * with a threshold of 0 or less, which is no unit.
 */
export function jackknifeSeverity(scores: readonly number[], threshold: number): number | null {
  if (scores.length === 0 || !(threshold > 0)) return null;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return mean > threshold ? mean / threshold : UNDETECTED;
}
