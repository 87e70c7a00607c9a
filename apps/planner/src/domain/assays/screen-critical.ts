import type { CompetitionOutcome, Estimate, NulldistResult, ScreenCriticalResult } from '#contracts';
import {
  correctedCount,
  criticalCount,
  deriveSeed,
  falsePositiveRateOfMeans,
  runningMean,
  seededRandom,
} from '#science';
import { lazy } from '../lazy';
import { exactly, failed, type AssayContext, type AssayType, type Contest, type Step } from './assay-type';
import { nullsOf, numSitesOf } from './dependency-results';
import {
  firstFailureOf,
  NOTHING_SETTLED,
  warningLines,
  withResults,
  type MeasurementCounts,
} from './measured-score';

/** Competitions of one round: a genome of 100,000 sites with replicates must not become one plan of millions. */
const MAX_ROUND = 50_000;

interface State {
  readonly numPlanned: number;
  readonly settled: MeasurementCounts;
  /** Per site: mean of its scores, and their number. */
  readonly means: readonly number[];
  readonly counts: readonly number[];
}

/**
 * One competition per site (or `replicates`, of which the mean counts): which sites are detectable alone? Ordinal o
 * tests site o mod N, so that a first look at every site comes before any second one.
 */
export const screenCritical: AssayType<State> = {
  name: 'screenCritical',
  dependsOn: ['nulldist'],
  runs: 'contests',

  forecast: ({ parametersOf, numSites }) => {
    const { replicates } = parametersOf('screenCritical');
    return numSites === undefined
      ? { atLeast: replicates, note: `${replicates} for each site, and the sites are not counted yet` }
      : exactly(numSites * replicates);
  },

  start: (context) => {
    const zeros = new Array<number>(numSitesOf(context)).fill(0);
    return { numPlanned: 0, settled: NOTHING_SETTLED, means: zeros, counts: zeros };
  },

  fold: (state, results, context) =>
    results.length === 0 ? state : foldAll(state, results, numSitesOf(context)),

  next: (state, context) => {
    const numSites = numSitesOf(context);
    const total = numSites * context.parameters.replicates;
    if (state.settled.numSettled < state.numPlanned) {
      return { state, plan: { contests: [], withdraw: [], wake: 'all' } };
    }
    if (state.numPlanned < total) {
      const numPlanned = Math.min(total, state.numPlanned + MAX_ROUND);
      const contests = lazy(numPlanned - state.numPlanned, (i): Contest => ({
        sitesOutAlpha: [],
        sitesOutBeta: [(state.numPlanned + i) % numSites],
      }));
      return { state: { ...state, numPlanned }, plan: { contests, withdraw: [], wake: 'all' } };
    }
    return conclude(state, context);
  },
};

function foldAll(state: State, results: readonly CompetitionOutcome[], numSites: number): State {
  const means = [...state.means];
  const counts = [...state.counts];
  const settled = withResults(state.settled, results, (score, ordinal) => {
    const site = ordinal % numSites;
    means[site] = runningMean(means[site], score, ++counts[site]);
  });
  return { ...state, settled, means, counts };
}

function conclude(state: State, context: AssayContext): Step<State> {
  const nulls = nullsOf(context);
  const { replicates } = context.parameters;
  const scores = state.means.map((mean, site) => (state.counts[site] > 0 ? mean : null));
  if (scores.every((score) => score === null)) {
    return failed(`screenCritical: no site could be measured${firstFailureOf(state.settled)}`);
  }
  const rate = falsePositiveRateFor(nulls, replicates, context);
  const found = verdicts(scores, nulls, rate);
  const summary = { critical: criticalEstimate(found, nulls, replicates) };
  const result: ScreenCriticalResult = { numSites: scores.length, replicates, ...found, scores, summary };
  const warnings = warningsOf(state, result.counts.notMeasured, replicates);
  return { conclusion: { status: 'completed', result: { ...result }, warnings } };
}

/** Which sites stand out, each way, and how many of them are expected to be real. */
function verdicts(scores: readonly (number | null)[], nulls: NulldistResult, falsePositiveRate: number) {
  const { deleterious, beneficial } = nulls.thresholds.orderStatistic;
  const sitesWhere = (test: (score: number) => boolean): number[] =>
    scores.flatMap((score, site) => (score !== null && test(score) ? [site] : []));
  const deleteriousSites = sitesWhere((score) => score > deleterious);
  const beneficialSites = sitesWhere((score) => score < beneficial);
  const notMeasuredSites = scores.flatMap((score, site) => (score === null ? [site] : []));
  const measured = scores.length - notMeasuredSites.length;
  const corrected = (found: readonly number[]): number =>
    correctedCount(found.length, measured, falsePositiveRate);
  return {
    thresholds: { deleterious, beneficial },
    falsePositiveRate,
    deleteriousSites,
    beneficialSites,
    criticalSites: [...deleteriousSites, ...beneficialSites].sort((a, b) => a - b),
    notMeasuredSites,
    counts: {
      measured,
      notMeasured: notMeasuredSites.length,
      deleterious: deleteriousSites.length,
      beneficial: beneficialSites.length,
    },
    corrected: { deleterious: corrected(deleteriousSites), beneficial: corrected(beneficialSites) },
  };
}

function criticalEstimate(
  { counts, falsePositiveRate }: Pick<ScreenCriticalResult, 'counts' | 'falsePositiveRate'>,
  nulls: NulldistResult,
  replicates: number,
): Estimate {
  const { measured, notMeasured, deleterious, beneficial } = counts;
  const notes = notMeasured === 0 ? [] : [`${notMeasured} sites were not measured and are not counted`];
  const screen = { found: deleterious + beneficial, measured, falsePositiveRate };
  const { orderStatistic } = nulls.thresholds;
  return criticalCount(replicates === 1 ? { ...screen, orderStatistic } : screen, notes);
}

/** One score against its threshold has the null's own rate; a mean of several is exceeded more rarely. */
function falsePositiveRateFor(
  nulls: NulldistResult,
  replicates: number,
  { submission, assayType }: AssayContext,
): number {
  if (replicates === 1) return nulls.falsePositiveRate;
  const random = seededRandom(deriveSeed(submission.seed, assayType, 'means of null scores'));
  return falsePositiveRateOfMeans(
    nulls.scores,
    replicates,
    nulls.thresholds.orderStatistic.deleterious,
    random,
  );
}

function warningsOf(state: State, notMeasured: number, replicates: number): string[] {
  const lines = warningLines(state.settled.warnings);
  const partly = state.counts.filter((count) => count > 0 && count < replicates).length;
  if (partly > 0) lines.push(`${partly} sites were measured with fewer than ${replicates} competitions`);
  if (notMeasured > 0) {
    lines.push(`${notMeasured} sites were not measured${firstFailureOf(state.settled)}`);
  }
  return lines;
}
