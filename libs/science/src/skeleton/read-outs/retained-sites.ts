/** A complete skeleton as the read-outs see it: its retained sites, each with its jackknife severity. */
export interface MeasuredSkeleton {
  readonly retained: readonly { readonly site: number; readonly severity: number | null }[];
}

/** One site over all skeletons. */
export interface RetainedSite {
  readonly site: number;
  /** Skeletons that retain it. */
  readonly numRetained: number;
  /** x: share of skeletons without it. */
  readonly exclusion: number;
  /** y: mean jackknife severity over the skeletons that retain it, in thresholds; null = not measured. */
  readonly severity: number | null;
}

/** Every site that at least one skeleton retains, ascending. */
export function retainedSites(skeletons: readonly MeasuredSkeleton[]): RetainedSite[] {
  const bySite = new Map<number, { numRetained: number; numMeasured: number; sum: number }>();
  for (const { retained } of skeletons) {
    for (const { site, severity } of retained) {
      const seen = bySite.get(site) ?? { numRetained: 0, numMeasured: 0, sum: 0 };
      seen.numRetained++;
      if (severity !== null) {
        seen.numMeasured++;
        seen.sum += severity;
      }
      bySite.set(site, seen);
    }
  }
  return [...bySite.entries()]
    .sort(([a], [b]) => a - b)
    .map(([site, { numRetained, numMeasured, sum }]) => ({
      site,
      numRetained,
      // Not 1 − share: 1 − 0.7 is a hair above 0.3.
      exclusion: (skeletons.length - numRetained) / skeletons.length,
      severity: numMeasured === 0 ? null : sum / numMeasured,
    }));
}

/** f[j − 1]: how many of `sites` are retained in exactly j of `numSkeletons` skeletons. */
export function captureFrequencies(sites: readonly RetainedSite[], numSkeletons: number): number[] {
  const frequencies = new Array<number>(numSkeletons).fill(0);
  for (const { numRetained } of sites) frequencies[numRetained - 1]++;
  return frequencies;
}
