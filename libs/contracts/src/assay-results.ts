/**
 * What assays conclude: the `assayResult` of each type's record. Everything needed to redraw every plot and to redo
 * every number stands here or in the competitions' own records. A number that could not be had is null and a sentence
 * says why; never NaN. Sites are numbered from 0; scores are per update (positive: the knockout is deleterious).
 */

/** An interval estimate; `level` is its nominal coverage, such as 0.95. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** One answer with what it rests on. */
export interface Estimate {
  /** Null when there is no honest number; `notes` say why. */
  readonly value: number | null;
  readonly interval: Interval | null;
  /** What the number counts or measures: `sites`, `thresholds` (a multiple of the detection threshold). */
  readonly unit: 'sites' | 'thresholds' | 'thresholds × sites';
  /** Estimator, in a few words. */
  readonly method: string;
  readonly assumptions: readonly string[];
  readonly notes: readonly string[];
}

/** Strict decisions: deleterious when score > deleterious, beneficial when score < beneficial. */
export interface ScoreThresholds {
  readonly deleterious: number;
  readonly beneficial: number;
}

export interface NulldistResult {
  readonly alpha: number;
  readonly replicates: number;
  readonly numMeasured: number;
  readonly numFailed: number;
  /** Per measured competition, in order of ordinal. */
  readonly scores: readonly number[];
  readonly thresholds: {
    /** The rule that decides. */
    readonly orderStatistic: ScoreThresholds & { readonly rank: number; readonly pooled: number };
    /** The published rule, for comparison. */
    readonly percentile: ScoreThresholds;
  };
  readonly falsePositiveRate: number;
  /** 101 values: percentiles 0..100 of the pool {s, 0, −s}. */
  readonly percentiles: readonly number[];
  readonly asymmetry: {
    readonly mean: number;
    readonly standardError: number;
    readonly z: number;
    readonly favours: 'alpha' | 'beta' | null;
  };
}

export interface ScreenCriticalResult {
  readonly numSites: number;
  readonly replicates: number;
  readonly thresholds: ScoreThresholds;
  readonly falsePositiveRate: number;
  readonly deleteriousSites: readonly number[];
  readonly beneficialSites: readonly number[];
  readonly criticalSites: readonly number[];
  readonly notMeasuredSites: readonly number[];
  readonly counts: {
    readonly measured: number;
    readonly notMeasured: number;
    readonly deleterious: number;
    readonly beneficial: number;
  };
  /** Counts less the false positives that are to be expected. */
  readonly corrected: { readonly deleterious: number; readonly beneficial: number };
  /** Per site its mean score; null = not measured. Shape [numSites]. */
  readonly scores: readonly (number | null)[];
  readonly summary: { readonly critical: Estimate };
}

export interface DoseCalibrationResult {
  /** Sites that may be drawn: all but the critical ones. */
  readonly numEligibleSites: number;
  readonly excludedSites: readonly number[];
  readonly thresholds: ScoreThresholds;
  /** One competition per dose, ascending; score null = not measured. Detected: deleterious beyond its threshold. */
  readonly smear: readonly {
    readonly dose: number;
    readonly score: number | null;
    readonly detected: boolean | null;
    readonly beneficial: boolean | null;
  }[];
  /** Where P(detect) rises from 5 % to 95 % on a monotone fit; null when nothing or everything was detected. */
  readonly band: {
    readonly low: number;
    readonly high: number;
    readonly method: string;
    /** P(detect) along the doses, for the plot. */
    readonly curve: readonly { readonly dose: number; readonly probability: number }[];
  } | null;
  /** The published rule's band; null where it has none. */
  readonly extremes: { readonly smallestDetected: number; readonly largestUndetected: number } | null;
  /** The doses that titration will use, ascending, distinct. */
  readonly doses: readonly number[];
  /** Number of disjoint sets of `setSize` sites that explains the smear. */
  readonly interpolatedComplexity: {
    readonly setSize: number;
    readonly estimate: Estimate;
    /** Normalised likelihood over the number of sets m; only where it exceeds 1e-6 of its peak, at most 1000 points. */
    readonly likelihood: readonly { readonly numSets: number; readonly likelihood: number }[];
  };
}

export interface DoseTitrationResult {
  readonly numEligibleSites: number;
  readonly excludedSites: readonly number[];
  readonly thresholds: ScoreThresholds;
  readonly replicates: number;
  readonly doses: readonly {
    readonly dose: number;
    readonly measured: number;
    readonly notMeasured: number;
    /** Deleterious beyond its threshold. */
    readonly detected: number;
    /** Beneficial beyond its threshold; not among the detected. */
    readonly beneficial: number;
    /** detected / measured; null when nothing was measured. */
    readonly share: number | null;
    readonly wilson: Interval | null;
  }[];
  readonly paper: PaperTitration | null;
  readonly likelihood: LikelihoodTitration | null;
  readonly summary: { readonly additive: Estimate };
}

/** The published estimator: F(d; r, p) = P(Binomial(d, p) ≥ r) by least squares over a grid. */
export interface PaperTitration {
  readonly r: number;
  readonly p: number;
  readonly sites: number;
  /** 1 / r, in thresholds. */
  readonly effect: number;
  readonly sumSquaredError: number;
  /** Per dose. */
  readonly fitted: readonly number[];
  readonly atGridEdge: boolean;
}

export type EffectDistribution = 'uniform' | 'exponential';

/** Maximum likelihood with hypergeometric draws of effects, under each distribution of effects and both together. */
export interface LikelihoodTitration {
  readonly fits: readonly {
    readonly effects: EffectDistribution;
    readonly sites: number;
    /** In thresholds. */
    readonly meanEffect: number;
    readonly logLikelihood: number;
    /** Per dose. */
    readonly fitted: readonly number[];
  }[];
  readonly sites: Estimate;
  readonly meanEffect: Estimate;
  /** sites · meanEffect: hardly depends on the distribution of effects. */
  readonly totalEffect: Estimate;
  readonly numBootstraps: number;
}

export interface SkeletonizationResult {
  readonly numSites: number;
  readonly thresholds: ScoreThresholds;
  /** How skeletons were searched, in words, with the numbers that matter (replicates, tests that stop early). */
  readonly procedure: { readonly name: string; readonly settings: Readonly<Record<string, number>> };
  /** Asked for in each phase, repeats of failed ones included; `withdrawn`: of these, those whose score was no longer wanted. */
  readonly numCompetitions: {
    readonly search: number;
    readonly cleanUp: number;
    readonly check: number;
    readonly jackknife: number;
    readonly withdrawn: number;
  };
  readonly skeletons: readonly SkeletonResult[];
  /** Every site retained in at least one complete skeleton, ascending. */
  readonly sites: readonly {
    readonly site: number;
    /** Complete skeletons that retain it. */
    readonly numRetained: number;
    /** x: share of complete skeletons without it. */
    readonly exclusion: number;
    /** y: mean jackknife severity in thresholds, 1 where undetected; null = not measured. */
    readonly severity: number | null;
  }[];
  readonly epistatic: {
    readonly exclusionAbove: number;
    /** y₀; null where no site has x ≤ x₀. */
    readonly severityFrom: number | null;
    readonly sites: readonly number[];
  };
  readonly anyEffect: MarkRecapture | null;
  /** The same two with the sites not seen: Chao's lower bound, beside the published estimators. */
  readonly lowerBounds: { readonly epistatic: Estimate; readonly anyEffect: Estimate };
  readonly summary: { readonly epistatic: Estimate; readonly anyEffect: Estimate };
}

export interface SkeletonResult {
  readonly index: number;
  readonly status: 'complete' | 'incomplete';
  readonly reason?: string;
  readonly retainedSites: readonly number[];
  /** Sites in the order in which they went. */
  readonly removalOrder: readonly number[];
  readonly numCompetitions: number;
  /** Of the finished skeleton against the wild type; null when it was not made. */
  readonly check: {
    readonly measured: number;
    readonly meanScore: number;
    readonly passed: boolean;
  } | null;
  /** What the search has to say about this skeleton, in sentences. */
  readonly notes: readonly string[];
  /** Of the skeleton as a genome: UUIDv5(base, removed sites), absent while incomplete; its content when it was kept. */
  readonly genomeId?: string;
  readonly genomeDigest?: string;
  /** Per retained site: the skeleton without it, against the wild type; score null = not measured. */
  readonly jackknife: readonly {
    readonly site: number;
    readonly score: number | null;
    readonly severity: number | null;
  }[];
}

/** Burnham & Overton's jackknife of order k over capture frequencies. */
export interface MarkRecapture {
  readonly numSkeletons: number;
  /** f[j − 1]: sites retained in exactly j skeletons. */
  readonly captureFrequencies: readonly number[];
  readonly numDistinct: number;
  readonly order: number;
  /** N_k for k = 0, 1, …, as far as defined. */
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  /** T_k of the step from order k to k + 1, for every order that is defined; null where V = 0. */
  readonly testStatistics: readonly (number | null)[];
  readonly estimate: number;
  readonly interval: Interval;
}
