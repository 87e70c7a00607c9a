import type { CompetitionOutcome, NulldistResult } from '#contracts';
import {
  asymmetry,
  falsePositiveRate,
  orderStatisticThresholds,
  pooledPercentiles,
  scoresNeeded,
  withoutVariance,
  type Asymmetry,
} from '#science';
import { lazy } from '../lazy';
import { exactly, failed, WILD_TYPES, type AssayContext, type AssayType, type Step } from './assay-type';
import { NOTHING_SETTLED, warningLines, withResults, type MeasurementCounts } from './measured-score';

interface State {
  readonly planned: boolean;
  /** By ordinal, in the order of arrival. */
  readonly outcomes: readonly CompetitionOutcome[];
}

/** Wild type against wild type: how large a score is when nothing differs, and so what counts as detectable. */
export const nulldist: AssayType<State> = {
  name: 'nulldist',
  dependsOn: ['inspection'],
  runs: 'contests',

  objection: ({ replicates, alpha }) =>
    replicates >= scoresNeeded(alpha)
      ? undefined
      : `nulldist: ${replicates} replicates cannot serve alpha = ${alpha}; at least ${scoresNeeded(alpha)} are needed`,

  forecast: ({ parametersOf }) => exactly(parametersOf('nulldist').replicates),

  start: () => ({ planned: false, outcomes: [] }),

  fold: (state, results) => ({ ...state, outcomes: [...state.outcomes, ...results] }),

  next: (state, context) => {
    const { replicates } = context.parameters;
    if (!state.planned) {
      const contests = lazy(replicates, () => WILD_TYPES);
      return { state: { ...state, planned: true }, plan: { contests, withdraw: [], wake: 'all' } };
    }
    if (state.outcomes.length < replicates) {
      return { state, plan: { contests: [], withdraw: [], wake: 'all' } };
    }
    return conclude(state, context);
  },
};

function conclude({ outcomes }: State, { parameters }: AssayContext): Step<State> {
  const { alpha, replicates } = parameters;
  const byOrdinal = [...outcomes].sort((a, b) => a.ordinal - b.ordinal);
  const scores: number[] = [];
  const counts = withResults(NOTHING_SETTLED, byOrdinal, (score) => scores.push(score));
  const reason = tooLittle(counts, alpha, replicates);
  if (reason) return failed(reason);
  const result = resultOf(scores, alpha, replicates);
  const warnings = [
    ...warningLines(counts.warnings),
    ...failureWarning(result.numFailed, replicates),
    ...skewWarning(result.asymmetry),
  ];
  return { conclusion: { status: 'completed', result: { ...result }, warnings } };
}

/** Why these scores make no thresholds; undefined when they do. */
function tooLittle(counts: MeasurementCounts, alpha: number, replicates: number): string | undefined {
  const { numMeasured, warnings, firstFailure } = counts;
  if (numMeasured < scoresNeeded(alpha)) {
    return (
      `nulldist needs ${scoresNeeded(alpha)} scores for alpha = ${alpha}, but only ${numMeasured} of ${replicates} competitions gave one` +
      (firstFailure ? `; the first that did not: ${firstFailure}` : '')
    );
  }
  // A competition is warned of once at most.
  const numWarned = Object.values(warnings).reduce((sum, count) => sum + count, 0);
  return numWarned < numMeasured
    ? undefined
    : `nulldist: no competition tells anything of the genome: ${warningLines(warnings).join('; ')}; look at what the image reports`;
}

function resultOf(scores: readonly number[], alpha: number, replicates: number): NulldistResult {
  const order = orderStatisticThresholds(scores, alpha);
  const percentiles = pooledPercentiles(scores);
  return {
    alpha,
    replicates,
    numMeasured: scores.length,
    numFailed: replicates - scores.length,
    scores,
    thresholds: {
      orderStatistic: order,
      percentile: { deleterious: percentiles[99], beneficial: percentiles[1] },
    },
    // Scores that are all equal in size are never above a threshold of that size: decisions are strict.
    falsePositiveRate: withoutVariance(scores) ? 0 : falsePositiveRate(order),
    percentiles,
    asymmetry: asymmetry(scores),
  };
}

const failureWarning = (numFailed: number, replicates: number): string[] =>
  numFailed === 0
    ? []
    : [`${numFailed} of ${replicates} competitions failed; the thresholds rest on the others`];

const skewWarning = ({ favours, mean, standardError }: Asymmetry): string[] =>
  favours === null
    ? []
    : [
        `the image favours ${favours}: wild type against wild type scores ${mean.toPrecision(3)} on average ` +
          `(standard error ${standardError.toPrecision(2)}), where 0 is expected`,
      ];
