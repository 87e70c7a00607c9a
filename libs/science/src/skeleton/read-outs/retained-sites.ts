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
export const retainedSites = (skeletons: readonly MeasuredSkeleton[]): RetainedSite[] =>
  totalsOf(skeletons).map((total) => rowOf(total, skeletons.length));

/**
 * The same table without each of the skeletons in turn. By subtraction, so that it takes skeletons × sites steps; mean
 * severities may differ in their last digit from those summed anew.
 */
export function* retainedSitesWithoutEach(skeletons: readonly MeasuredSkeleton[]): Generator<RetainedSite[]> {
  const totals = totalsOf(skeletons);
  for (const { retained } of skeletons) {
    const leftOut = new Map(retained.map(({ site, severity }) => [site, severity]));
    yield totals
      .map((total) => {
        const severity = leftOut.get(total.site);
        return severity === undefined ? total : lessened(total, severity);
      })
      .filter(({ numRetained }) => numRetained > 0)
      .map((total) => rowOf(total, skeletons.length - 1));
  }
}

interface Total {
  readonly site: number;
  readonly numRetained: number;
  readonly numMeasured: number;
  readonly sum: number;
}

function totalsOf(skeletons: readonly MeasuredSkeleton[]): Total[] {
  const bySite = new Map<number, Total>();
  for (const { site, severity } of skeletons.flatMap(({ retained }) => retained)) {
    const { numRetained, numMeasured, sum } = bySite.get(site) ?? { numRetained: 0, numMeasured: 0, sum: 0 };
    bySite.set(site, {
      site,
      numRetained: numRetained + 1,
      numMeasured: numMeasured + (severity === null ? 0 : 1),
      sum: sum + (severity ?? 0),
    });
  }
  return [...bySite.values()].sort((a, b) => a.site - b.site);
}

const lessened = ({ site, numRetained, numMeasured, sum }: Total, severity: number | null): Total => ({
  site,
  numRetained: numRetained - 1,
  numMeasured: numMeasured - (severity === null ? 0 : 1),
  sum: sum - (severity ?? 0),
});

const rowOf = ({ site, numRetained, numMeasured, sum }: Total, numSkeletons: number): RetainedSite => ({
  site,
  numRetained,
  // Not 1 − share: 1 − 0.7 is a hair above 0.3.
  exclusion: (numSkeletons - numRetained) / numSkeletons,
  severity: numMeasured === 0 ? null : sum / numMeasured,
});

/** f[j − 1]: how many of `sites` are retained in exactly j of `numSkeletons` skeletons. */
export function captureFrequencies(sites: readonly RetainedSite[], numSkeletons: number): number[] {
  const frequencies = new Array<number>(numSkeletons).fill(0);
  for (const { numRetained } of sites) frequencies[numRetained - 1]++;
  return frequencies;
}
