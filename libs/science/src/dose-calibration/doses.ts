/** Keeps a truncation from landing a hair below a whole number. */
const ROUNDING = 1e-9;

/**
 * The smear: doses from 1 to `numSites`, geometric, truncated to whole numbers, each at least one above the one before.
 * Distinct and ascending; at most `numSites` doses, since there are no more. Throws RangeError below one site or dose.
 */
export function smearDoses(numSites: number, numDoses: number): number[] {
  if (!(Number.isInteger(numSites) && numSites >= 1 && Number.isInteger(numDoses) && numDoses >= 1)) {
    throw new RangeError(`no smear of ${numDoses} doses over ${numSites} sites`);
  }
  const count = Math.min(numDoses, numSites);
  const doses: number[] = [];
  for (let i = 0; i < count; i++) {
    const geometric = count === 1 ? 1 : numSites ** (i / (count - 1));
    doses.push(Math.max(Math.floor(geometric + ROUNDING), (doses[i - 1] ?? 0) + 1));
  }
  return doses;
}

/**
 * `count` distinct whole doses spread evenly from `low` to `high`, truncated. Where that leaves too little room the
 * range is widened to both sides, within 1..numSites. Throws RangeError when there are fewer sites than doses.
 */
export function evenDoses(low: number, high: number, count: number, numSites: number): number[] {
  if (!(count >= 2 && count <= numSites)) {
    throw new RangeError(`no ${count} distinct doses from 1 to ${numSites}`);
  }
  let first = Math.max(1, Math.min(numSites, Math.floor(low + ROUNDING)));
  let last = Math.max(first, Math.min(numSites, Math.ceil(high - ROUNDING)));
  while (last - first + 1 < count) {
    if (first > 1) first--;
    if (last < numSites && last - first + 1 < count) last++;
  }
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, i) => Math.floor(first + i * step + ROUNDING));
}
