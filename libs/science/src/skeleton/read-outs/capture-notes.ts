/** What the reader should know of captures that tell little of sites not seen, in a sentence; null when they tell. */
export function noteOnCaptures(captureFrequencies: readonly number[]): string | null {
  const seen = captureFrequencies.reduce((sum, count) => sum + count, 0);
  if (seen === 0) {
    return 'no site was retained in any skeleton: everything can go at once without a detectable loss';
  }
  if (captureFrequencies.at(-1) === seen) {
    return 'every retained site is in every skeleton: nothing tells of sites that were missed, and an interval without width is no certainty';
  }
  if (captureFrequencies[0] === seen) {
    return 'no site was retained twice: there is nothing to extrapolate from; the number seen is a lower bound, and more skeletons are needed';
  }
  return null;
}
