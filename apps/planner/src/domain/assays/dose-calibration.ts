import type { CompetitionOutcome, DoseCalibrationResult } from '#contracts';
import { detectionBand, detectionExtremes, estimateSetCount, evenDoses, smearDoses } from '#science';
import { failed, type AssayContext, type AssayType, type Step } from './assay-type';
import { nullsOf, thresholdsOf } from './dependency-results';
import { beneficialWarning } from './dosing/beneficial-warning';
import { doseContests } from './dosing/dose-contests';
import { eligibleSites, unscreenedWarning } from './dosing/eligible-sites';
import {
  firstFailureOf,
  NOTHING_SETTLED,
  warningLines,
  withResults,
  type MeasurementCounts,
} from './measured-score';

interface State {
  readonly numPlanned: number;
  readonly settled: MeasurementCounts;
  /** Per dose of the smear, by ordinal; null = not measured, or not yet. */
  readonly scores: readonly (number | null)[];
}

/** Sites of one set in the reading of the smear: one, the complexity that additive effects would have. */
const SET_SIZE = 1;

/**
 * One competition at each dose of a smear from one site to all eligible ones: between which doses does detection rise
 * from hardly ever to nearly always? Titration then spends its replicates there. Ordinal o tests the o-th dose.
 */
export const doseCalibration: AssayType<State> = {
  name: 'doseCalibration',
  dependsOn: ['nulldist', 'screenCritical'],
  runs: 'contests',

  objection: ({ numTitrationDoses }, facts) =>
    facts === undefined ? undefined : tooFewSites(facts.numSites, numTitrationDoses),

  forecast: ({ parametersOf, numSites }) => {
    const { numDoses, numTitrationDoses } = parametersOf('doseCalibration');
    return {
      atLeast: Math.min(numDoses, numTitrationDoses, numSites ?? Infinity),
      atMost: Math.min(numDoses, numSites ?? Infinity),
      note: 'one for each dose, of which there are no more than sites that are not critical',
    };
  },

  start: (context) => ({
    numPlanned: 0,
    settled: NOTHING_SETTLED,
    scores: smearOf(context).map(() => null),
  }),

  fold: (state, results) => (results.length === 0 ? state : foldAll(state, results)),

  next: (state, context) => {
    if (state.settled.numSettled < state.numPlanned) {
      return { state, plan: { contests: [], withdraw: [], wake: 'all' } };
    }
    const { eligible } = eligibleSites(context);
    if (state.numPlanned === 0) {
      const reason = objectionTo(eligible.length, context);
      if (reason) return failed(reason, unscreenedWarning(context));
    }
    const doses = smearOf(context);
    if (state.numPlanned === doses.length) return conclude(state, doses, context);
    const contests = doseContests(state.numPlanned, doses.length, (o) => doses[o], eligible, context);
    const numPlanned = state.numPlanned + contests.length;
    return { state: { ...state, numPlanned }, plan: { contests, withdraw: [], wake: 'all' } };
  },
};

function smearOf(context: AssayContext): number[] {
  const { eligible } = eligibleSites(context);
  return eligible.length === 0 ? [] : smearDoses(eligible.length, context.parameters.numDoses);
}

/** Why no calibration of a genome of so many sites can work, however few of them are critical. */
function tooFewSites(numSites: number, numTitrationDoses: number): string | undefined {
  if (numSites === 1) {
    return 'doseCalibration: the genome has one site, and random sets need at least two; leave doseCalibration and doseTitration out, screenCritical tells of the site’s own effect';
  }
  return numSites >= numTitrationDoses
    ? undefined
    : `doseCalibration: a genome of ${numSites} sites allows ${numSites} doses, fewer than numTitrationDoses = ${numTitrationDoses}; ask for numTitrationDoses = ${numSites} or less`;
}

/** Why no competition is worth its cost now that the critical sites are known, with what would work. */
function objectionTo(numEligible: number, { parameters }: AssayContext): string | undefined {
  if (numEligible === 0) {
    return 'doseCalibration: no site is left to draw, every one is detectable alone; the count of critical sites is the answer';
  }
  if (numEligible === 1) {
    return 'doseCalibration: only one site is not detectable alone; random sets need at least two, and a site’s own effect is known from screenCritical';
  }
  const { numTitrationDoses } = parameters;
  return numEligible >= numTitrationDoses
    ? undefined
    : `doseCalibration: ${numEligible} eligible sites (not detectable alone) allow ${numEligible} doses, fewer than numTitrationDoses = ${numTitrationDoses}; ask for numTitrationDoses = ${numEligible} or less`;
}

function foldAll(state: State, results: readonly CompetitionOutcome[]): State {
  const scores = [...state.scores];
  const settled = withResults(state.settled, results, (score, ordinal) => {
    scores[ordinal] = score;
  });
  return { ...state, settled, scores };
}

function conclude(state: State, doses: readonly number[], context: AssayContext): Step<State> {
  if (state.scores.every((score) => score === null)) {
    return failed(`doseCalibration: no dose could be measured${firstFailureOf(state.settled)}`);
  }
  const { eligible, excluded } = eligibleSites(context);
  const thresholds = thresholdsOf(context);
  const smear = doses.map((dose, i) => {
    const score = state.scores[i];
    if (score === null) return { dose, score, detected: null, beneficial: null };
    return {
      dose,
      score,
      detected: score > thresholds.deleterious,
      beneficial: score < thresholds.beneficial,
    };
  });
  const result = {
    numEligibleSites: eligible.length,
    excludedSites: excluded,
    thresholds,
    smear,
    ...readings(smear, eligible.length, context),
  };
  const warnings = warningsOf(state, result, context);
  return { conclusion: { status: 'completed', result, warnings } };
}

function readings(smear: DoseCalibrationResult['smear'], numEligible: number, context: AssayContext) {
  const { falsePositiveRate } = nullsOf(context);
  const observations = smear.flatMap(({ dose, detected }) => (detected === null ? [] : [{ dose, detected }]));
  const band = detectionBand(observations, numEligible, falsePositiveRate);
  const { low, high } = band ?? { low: 1, high: numEligible };
  return {
    band,
    extremes: detectionExtremes(observations),
    doses: evenDoses(low, high, context.parameters.numTitrationDoses, numEligible),
    interpolatedComplexity: estimateSetCount(observations, numEligible, SET_SIZE, falsePositiveRate),
  };
}

function warningsOf(
  state: State,
  { smear, band, numEligibleSites }: DoseCalibrationResult,
  context: AssayContext,
): string[] {
  const lines = [...warningLines(state.settled.warnings), ...unscreenedWarning(context)];
  const { numDoses } = context.parameters;
  if (numDoses > smear.length) {
    lines.push(
      `numDoses = ${numDoses}, but ${numEligibleSites} eligible sites allow only ${smear.length} doses`,
    );
  }
  const numFailed = smear.filter(({ score }) => score === null).length;
  if (numFailed > 0) {
    lines.push(`${numFailed} of ${smear.length} doses were not measured${firstFailureOf(state.settled)}`);
  }
  const numBeneficial = smear.filter(({ beneficial }) => beneficial).length;
  const { falsePositiveRate } = nullsOf(context);
  lines.push(...beneficialWarning(numBeneficial, smear.length - numFailed, falsePositiveRate));
  if (!band) {
    lines.push(`${unbanded(smear)}: the doses for titration are spread evenly from 1 to ${numEligibleSites}`);
  }
  return lines;
}

function unbanded(smear: DoseCalibrationResult['smear']): string {
  const measured = smear.filter(({ detected }) => detected !== null);
  const numDetected = measured.filter(({ detected }) => detected).length;
  if (numDetected === 0) return 'no dose was detected';
  if (numDetected === measured.length) return 'every dose was detected';
  return `${numDetected} of ${measured.length} doses were detected, without a rise along the dose`;
}
