/** A small, whole result of each assay type, with what a test cares about put in its place. */
import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  Estimate,
  NulldistResult,
  ScoreThresholds,
  ScreenCriticalResult,
  SkeletonizationResult,
  SkeletonResult,
} from '#contracts';

const thresholds: ScoreThresholds = { deleterious: 0.00099, beneficial: -0.00099 };

export const anEstimate = (over: Partial<Estimate> = {}): Estimate => ({
  value: 12,
  interval: { low: 8, high: 20, level: 0.95 },
  unit: 'sites',
  method: 'counting',
  assumptions: [],
  notes: [],
  ...over,
});

/** Without a number. */
export const noEstimate = (...notes: string[]): Estimate =>
  anEstimate({ value: null, interval: null, notes });

export const aNulldistResult = (over: Partial<NulldistResult> = {}): NulldistResult => ({
  alpha: 0.01,
  replicates: 5,
  numMeasured: 4,
  numFailed: 1,
  scores: [-0.0004, 0.0002, 0.0003, 0.0007],
  thresholds: {
    orderStatistic: { ...thresholds, rank: 8, pooled: 8 },
    percentile: { deleterious: 0.0009, beneficial: -0.0009 },
  },
  falsePositiveRate: 0.01,
  percentiles: [],
  asymmetry: { mean: 0.0002, standardError: 0.0003, z: 0.7, favours: null },
  ...over,
});

/** Of these scores, null = not measured; the rest follows from them and the thresholds. */
export function aScreenResult(
  scores: ScreenCriticalResult['scores'],
  over: Partial<ScreenCriticalResult> = {},
): ScreenCriticalResult {
  const limits = over.thresholds ?? thresholds;
  const where = (holds: (score: number) => boolean): number[] =>
    scores.flatMap((score, site) => (score !== null && holds(score) ? [site] : []));
  const deleteriousSites = where((score) => score > limits.deleterious);
  const beneficialSites = where((score) => score < limits.beneficial);
  const notMeasuredSites = scores.flatMap((score, site) => (score === null ? [site] : []));
  const [deleterious, beneficial] = [deleteriousSites.length, beneficialSites.length];
  const measured = scores.length - notMeasuredSites.length;
  const lessFalse = (count: number): number => Math.max(0, count - measured * 0.01);
  return {
    numSites: scores.length,
    replicates: 1,
    thresholds: limits,
    falsePositiveRate: 0.01,
    deleteriousSites,
    beneficialSites,
    criticalSites: [...deleteriousSites, ...beneficialSites],
    notMeasuredSites,
    counts: { measured, notMeasured: notMeasuredSites.length, deleterious, beneficial },
    corrected: { deleterious: lessFalse(deleterious), beneficial: lessFalse(beneficial) },
    scores,
    summary: { critical: anEstimate() },
    ...over,
  };
}

export const aDoseCalibrationResult = (over: Partial<DoseCalibrationResult> = {}): DoseCalibrationResult => ({
  numEligibleSites: 90,
  excludedSites: [],
  thresholds,
  smear: [
    { dose: 1, score: 0.1, detected: true, beneficial: false },
    { dose: 2, score: null, detected: null, beneficial: null },
  ],
  band: null,
  extremes: null,
  doses: [1, 90],
  interpolatedComplexity: { setSize: 1, estimate: anEstimate(), likelihood: [] },
  ...over,
});

export const aDoseTitrationResult = (over: Partial<DoseTitrationResult> = {}): DoseTitrationResult => ({
  numEligibleSites: 90,
  excludedSites: [],
  thresholds,
  replicates: 10,
  doses: [
    { dose: 3, measured: 0, notMeasured: 10, detected: 0, beneficial: 0, share: null, wilson: null },
    { dose: 9, measured: 9, notMeasured: 1, detected: 1, beneficial: 0, share: 1 / 9, wilson: null },
  ],
  paper: null,
  likelihood: {
    fits: [],
    sites: anEstimate(),
    meanEffect: anEstimate(),
    totalEffect: anEstimate(),
    numBootstraps: 0,
  },
  summary: { additive: anEstimate() },
  ...over,
});

export const aSkeleton = (over: Partial<SkeletonResult> = {}): SkeletonResult => ({
  index: 0,
  status: 'complete',
  retainedSites: [1, 2],
  removalOrder: [],
  numCompetitions: 10,
  check: null,
  notes: [],
  jackknife: [],
  ...over,
});

export const aSkeletonizationResult = (over: Partial<SkeletonizationResult> = {}): SkeletonizationResult => ({
  numSites: 100,
  thresholds,
  procedure: { name: 'galloping', settings: {} },
  numCompetitions: { search: 40, cleanUp: 0, check: 2, jackknife: 12, withdrawn: 3 },
  skeletons: [aSkeleton(), aSkeleton({ index: 1, retainedSites: [1, 2, 3] })],
  sites: [],
  epistatic: { exclusionAbove: 0.3, severityFrom: null, sites: [] },
  anyEffect: null,
  lowerBounds: { epistatic: anEstimate(), anyEffect: anEstimate() },
  summary: { epistatic: anEstimate(), anyEffect: anEstimate() },
  ...over,
});
