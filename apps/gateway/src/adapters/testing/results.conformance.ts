import type { Estimate, NulldistResult, ScreenCriticalResult, SkeletonizationResult } from '#contracts';

const THRESHOLDS = { deleterious: 0.001, beneficial: -0.001 };

export const estimate = (value: number | null, more: Partial<Estimate> = {}): Estimate => ({
  value,
  interval: value === null ? null : { low: value * 0.8, high: value * 1.2, level: 0.95 },
  unit: 'sites',
  method: 'counting',
  assumptions: ['sites do not move'],
  notes: [],
  ...more,
});

export function nulldistResult(): NulldistResult {
  const scores = Array.from({ length: 100 }, (_, i) => (i - 50) * 2e-5);
  return {
    alpha: 0.01,
    replicates: 100,
    numMeasured: 100,
    numFailed: 0,
    scores,
    thresholds: { orderStatistic: { ...THRESHOLDS, rank: 200, pooled: 201 }, percentile: THRESHOLDS },
    falsePositiveRate: 0.01,
    percentiles: Array.from({ length: 101 }, (_, i) => (i - 50) * 2e-5),
    asymmetry: { mean: -1e-5, standardError: 5.8e-5, z: -0.17, favours: null },
  };
}

export function screenResult(): ScreenCriticalResult {
  const scores = Array.from({ length: 20 }, (_, i) => (i === 3 || i === 7 ? 0.1 : 0));
  return {
    numSites: 20,
    replicates: 1,
    thresholds: THRESHOLDS,
    falsePositiveRate: 0.01,
    deleteriousSites: [3, 7],
    beneficialSites: [],
    criticalSites: [3, 7],
    notMeasuredSites: [],
    counts: { measured: 20, notMeasured: 0, deleterious: 2, beneficial: 0 },
    corrected: { deleterious: 1.8, beneficial: 0 },
    scores,
    summary: { critical: estimate(2) },
  };
}

/** Of the size and shape that a large genome gives: each skeleton retains a tenth of the sites. */
export function skeletonizationResult(size: {
  readonly numSites: number;
  readonly numSkeletons: number;
}): SkeletonizationResult {
  const { numSites, numSkeletons } = size;
  const skeletons = Array.from({ length: numSkeletons }, (_, index) => {
    const all = Array.from({ length: numSites }, (_unused, i) => (i * 7 + index * 13) % numSites);
    const retainedSites = all.slice(0, numSites / 10).sort((a, b) => a - b);
    return {
      index,
      status: 'complete' as const,
      retainedSites,
      removalOrder: all.slice(numSites / 10),
      numCompetitions: 1000,
      check: { measured: 1, meanScore: 0, passed: true },
      notes: [],
      jackknife: retainedSites.map((site) => ({ site, score: 0.0005, severity: 0.5 })),
    };
  });
  const sites = Array.from({ length: numSites }, (_, site) => ({
    site,
    numRetained: 1 + (site % numSkeletons),
    exclusion: 1 - (1 + (site % numSkeletons)) / numSkeletons,
    severity: 1,
  }));
  return {
    numSites,
    thresholds: THRESHOLDS,
    procedure: { name: 'one site at a time', settings: { replicates: 1 } },
    numCompetitions: { search: 10_000, cleanUp: 10, check: 20, jackknife: 8000, withdrawn: 0 },
    skeletons,
    sites,
    epistatic: { exclusionAbove: 0.5, severityFrom: 1, sites: sites.slice(0, 1200).map(({ site }) => site) },
    anyEffect: {
      numSkeletons,
      captureFrequencies: Array.from({ length: numSkeletons }, () => numSites / numSkeletons),
      numDistinct: numSites,
      order: 1,
      estimates: [numSites, numSites + 190],
      standardErrors: [0, 19],
      testStatistics: [10, 1],
      estimate: numSites + 190,
      interval: { low: numSites + 153, high: numSites + 227, level: 0.95 },
    },
    lowerBounds: { epistatic: estimate(1300), anyEffect: estimate(numSites + 100) },
    summary: { epistatic: estimate(1200), anyEffect: estimate(numSites + 190) },
  };
}
