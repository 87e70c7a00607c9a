import type { CompetitionOutcome } from '#contracts';
import {
  asymmetry,
  falsePositiveRate,
  orderStatisticThresholds,
  pooledPercentiles,
  scoresNeeded,
  withoutVariance,
  type Asymmetry,
} from '#science';
import { failed, WILD_TYPES, type AssayContext, type AssayType, type Step } from './assay-type';
import { measuredScore, warningLines, type Measurement } from './measured-score';

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

  start: () => ({ planned: false, outcomes: [] }),

  fold: (state, results) => ({ ...state, outcomes: [...state.outcomes, ...results] }),

  next: (state, context) => {
    const { replicates } = context.parameters;
    if (!state.planned) {
      const contests = new Array<typeof WILD_TYPES>(replicates).fill(WILD_TYPES);
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
  const byOrdinal = [...outcomes].sort((a, b) => a.ordinal - b.ordinal).map(measuredScore);
  const scores = byOrdinal.flatMap((m) => (m.measured ? [m.score] : []));
  const numFailed = byOrdinal.length - scores.length;
  if (scores.length < scoresNeeded(alpha)) {
    const first = byOrdinal.find((m) => !m.measured);
    return failed(
      `nulldist needs ${scoresNeeded(alpha)} scores for alpha = ${alpha}, but only ${scores.length} of ${replicates} competitions gave one` +
        (first ? `; the first that did not: ${first.reason}` : ''),
    );
  }
  if (byOrdinal.every((m) => !m.measured || m.warning)) {
    return failed(
      `nulldist: no competition tells anything of the genome: ${warningLines(countedWarnings(byOrdinal)).join('; ')}; look at what the image reports`,
    );
  }
  const order = orderStatisticThresholds(scores, alpha);
  const percentiles = pooledPercentiles(scores);
  const skew = asymmetry(scores);
  const result = {
    alpha,
    replicates,
    numMeasured: scores.length,
    numFailed,
    scores,
    thresholds: {
      orderStatistic: order,
      percentile: { deleterious: percentiles[99], beneficial: percentiles[1] },
    },
    // Scores that are all equal in size are never above a threshold of that size: decisions are strict.
    falsePositiveRate: withoutVariance(scores) ? 0 : falsePositiveRate(order),
    percentiles,
    asymmetry: skew,
  };
  const warnings = [
    ...warningLines(countedWarnings(byOrdinal)),
    ...failureWarning(numFailed, replicates),
    ...skewWarning(skew),
  ];
  return { conclusion: { status: 'completed', result, warnings } };
}

/** Kind of warning -> number of competitions. */
function countedWarnings(measurements: readonly Measurement[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const m of measurements) {
    if (m.measured && m.warning) counted[m.warning] = (counted[m.warning] ?? 0) + 1;
  }
  return counted;
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
