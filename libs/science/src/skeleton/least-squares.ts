/** Measured sums: `rows[i]` names the sites that took part in measurement `i`, `values[i]` what it gave. */
export interface Sums {
  readonly rows: readonly Int32Array[];
  readonly values: readonly number[];
}

/** Sweeps after which an unfinished fit is taken as it is, and the change (in thresholds) that ends it before. */
const MAX_SWEEPS = 60;
const TOLERANCE = 0.003;
/** A full sweep, zeros too, comes every so many. */
const FULL_SWEEP_EVERY = 4;

/**
 * Non-negative least squares by coordinate descent, from `start`: the effect per site that explains the sums best.
 * Without a penalty to tune it finds a few effects among many sites, even with more sites than sums (Slawski & Hein
 * 2013, "Non-negative least squares for high-dimensional linear models"). A clearly negative effect (below
 * −`clear`/√n for a site in n sums) is let through, so that a site whose knockout does good does not blur the others.
 * Sites in no sum keep their start.
 */
export function nonNegativeEffects(sums: Sums, start: readonly number[], clear: number): number[] {
  const { offsets, members } = columns(sums.rows, start.length);
  const effects = Float64Array.from(start);
  const rest = sums.values.map((value, i) => value - sumOf(effects, sums.rows[i]));
  const update = (site: number): number => {
    const count = offsets[site + 1] - offsets[site];
    if (count === 0) return 0;
    let gradient = 0;
    for (let at = offsets[site]; at < offsets[site + 1]; at++) gradient += rest[members[at]];
    const free = effects[site] + gradient / count;
    const bounded = free > 0 || free < -clear / Math.sqrt(count) ? free : 0;
    const change = bounded - effects[site];
    if (change === 0) return 0;
    effects[site] = bounded;
    for (let at = offsets[site]; at < offsets[site + 1]; at++) rest[members[at]] -= change;
    return Math.abs(change);
  };
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const full = sweep % FULL_SWEEP_EVERY === 0;
    let largest = 0;
    for (let site = 0; site < effects.length; site++) {
      if (full || effects[site] !== 0) largest = Math.max(largest, update(site));
    }
    if (full && largest < TOLERANCE) break;
  }
  return [...effects];
}

/** What some sites weigh together. A plain loop: it runs over millions of entries in each fit. */
export function sumOf(effects: ArrayLike<number>, sites: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < sites.length; at++) sum += effects[sites[at]];
  return sum;
}

/** For each site the measurements it took part in, one after the other. */
function columns(
  rows: Sums['rows'],
  numSites: number,
): { readonly offsets: Int32Array; readonly members: Int32Array } {
  const offsets = new Int32Array(numSites + 1);
  for (const row of rows) for (let at = 0; at < row.length; at++) offsets[row[at] + 1]++;
  for (let site = 0; site < numSites; site++) offsets[site + 1] += offsets[site];
  const members = new Int32Array(offsets[numSites]);
  const free = offsets.slice();
  rows.forEach((row, i) => {
    for (let at = 0; at < row.length; at++) members[free[row[at]]++] = i;
  });
  return { offsets, members };
}
