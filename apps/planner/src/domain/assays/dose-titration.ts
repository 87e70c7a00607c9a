import type { DoseTitrationResult, Estimate, LikelihoodTitration } from '#contracts';
import { deriveSeed, estimateTitration, measurementNoise, seededRandom, wilsonInterval } from '#science';
import { exactly, failed, type AssayContext, type AssayType, type Step } from './assay-type';
import { calibrationOf, nullsOf, screenOf, thresholdsOf } from './dependency-results';
import { beneficialWarning } from './dosing/beneficial-warning';
import { doseContests } from './dosing/dose-contests';
import { emptyTally, tallied, type DoseTally } from './dosing/dose-tally';
import { eligibleSites, unscreenedWarning } from './dosing/eligible-sites';
import { firstFailureOf, warningLines } from './measured-score';

interface State {
  readonly numPlanned: number;
  readonly tally: DoseTally;
}

const WILSON_LEVEL = 0.95;
/** One-sided false-positive rate from which chance detections at low doses bend the estimates visibly. */
const HIGH_FALSE_POSITIVE_RATE = 0.025;

/**
 * Replicates at each dose that calibration chose: which share of random sets is detected? Cryptic additive sites show
 * in how that share rises with the dose. Ordinal o is replicate ⌊o / D⌋ of dose o mod D.
 */
export const doseTitration: AssayType<State> = {
  name: 'doseTitration',
  dependsOn: ['nulldist', 'screenCritical', 'doseCalibration'],
  runs: 'contests',

  forecast: ({ parametersOf }) =>
    exactly(parametersOf('doseCalibration').numTitrationDoses * parametersOf('doseTitration').replicates),

  start: (context) => ({ numPlanned: 0, tally: emptyTally(calibrationOf(context).doses.length) }),

  fold: (state, results, context) =>
    results.length === 0 ? state : { ...state, tally: tallied(state.tally, results, thresholdsOf(context)) },

  next: (state, context) => {
    if (state.tally.settled.numSettled < state.numPlanned) {
      return { state, plan: { contests: [], withdraw: [], wake: 'all' } };
    }
    const { doses } = calibrationOf(context);
    const total = totalOf(context);
    if (state.numPlanned >= total) return conclude(state.tally, context);
    const doseOf = (ordinal: number): number => doses[ordinal % doses.length];
    const { eligible } = eligibleSites(context);
    const contests = doseContests(state.numPlanned, total, doseOf, eligible, context);
    const numPlanned = state.numPlanned + contests.length;
    return { state: { ...state, numPlanned }, plan: { contests, withdraw: [], wake: 'all' } };
  },

  // Fits to hundreds of redrawn genomes: seconds for thousands of sites, more where scores are noisy.
  isLaborious: ({ tally }, context) => tally.settled.numSettled >= totalOf(context),
};

const totalOf = (context: AssayContext): number =>
  calibrationOf(context).doses.length * context.parameters.replicates;

function conclude(tally: DoseTally, context: AssayContext): Step<State> {
  if (tally.settled.numMeasured === 0) {
    return failed(`doseTitration: no competition could be measured${firstFailureOf(tally.settled)}`);
  }
  const { submission, assayType, parameters } = context;
  const { eligible, excluded } = eligibleSites(context);
  const doses = sharesOf(tally, context);
  const noise = noiseOf(context);
  const { paper, likelihood, notes, warnings } = estimateTitration(doses, eligible.length, {
    random: seededRandom(deriveSeed(submission.seed, assayType, 'bootstrap')),
    numBootstraps: parameters.numBootstraps,
    noise: noise.used,
  });
  const result: DoseTitrationResult = {
    numEligibleSites: eligible.length,
    excludedSites: excluded,
    thresholds: thresholdsOf(context),
    replicates: parameters.replicates,
    doses,
    paper,
    likelihood,
    summary: {
      additive: additiveEstimate(likelihood, [...notes, ...noise.notes, ...beneficialNote(tally, context)]),
    },
  };
  const lines = [...warningsOf(tally, context, noise.used), ...warnings];
  return { conclusion: { status: 'completed', result: { ...result }, warnings: lines } };
}

function sharesOf(tally: DoseTally, context: AssayContext): DoseTitrationResult['doses'] {
  const { replicates } = context.parameters;
  return calibrationOf(context).doses.map((dose, i) => {
    const [measured, detected, beneficial] = [tally.measured[i], tally.detected[i], tally.beneficial[i]];
    return {
      dose,
      measured,
      notMeasured: replicates - measured,
      detected,
      beneficial,
      share: measured > 0 ? detected / measured : null,
      wilson: wilsonInterval(detected, measured, WILSON_LEVEL),
    };
  });
}

const additiveEstimate = (likelihood: LikelihoodTitration | null, notes: readonly string[]): Estimate =>
  likelihood
    ? { ...likelihood.sites, notes: [...new Set([...likelihood.sites.notes, ...notes])] }
    : noEstimate(notes);

const noEstimate = (notes: readonly string[]): Estimate => ({
  value: null,
  interval: null,
  unit: 'sites',
  method: 'maximum likelihood over the shares detected',
  assumptions: [],
  notes,
});

/** In thresholds; with more, every sixth set would be detected by chance, and no titration could tell a thing. */
const LARGEST_NOISE = 1;

interface Noise {
  /** What the estimate reckons with: standard deviation of one score, in thresholds. */
  readonly used: number;
  readonly notes: readonly string[];
}

/**
 * From the null's scores and from the screen of single sites, whichever spreads less: an image without noise has a
 * null of one size and a screen without spread, and in a dense genome the screen spreads by the sites' own effects.
 */
function noiseOf(context: AssayContext): Noise {
  const { scores, replicates, criticalSites } = screenOf(context);
  const critical = new Set(criticalSites);
  const others = scores.filter((_, site) => !critical.has(site));
  const { deleterious } = thresholdsOf(context);
  const screened = measurementNoise(others, replicates);
  const spread = screened === null ? null : Math.min(screened, spreadOfNulls(context));
  if (spread === null || !(deleterious > 0)) {
    const note =
      'the noise of scores could not be measured: sets are taken as detected exactly from the threshold on';
    return { used: 0, notes: [note] };
  }
  const noise = spread / deleterious;
  const used = Math.min(noise, LARGEST_NOISE);
  if (used === 0) return { used, notes: [] };
  const measured = `single scores spread by ${Number((100 * noise).toPrecision(2))} % of the threshold (standard deviation)`;
  const note =
    noise > LARGEST_NOISE
      ? `${measured}: too much to tell; the estimate reckons with ${100 * LARGEST_NOISE} %`
      : `${measured}: the estimate reckons with that; the published estimator cannot`;
  return { used, notes: [note] };
}

/** About zero, which is the mean of wild type against itself. */
function spreadOfNulls(context: AssayContext): number {
  const { scores } = nullsOf(context);
  return Math.sqrt(sum(scores.map((score) => score ** 2)) / scores.length);
}

const beneficialNote = ({ beneficial, settled }: DoseTally, context: AssayContext): string[] =>
  beneficialWarning(sum(beneficial), settled.numMeasured, nullsOf(context).falsePositiveRate);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function warningsOf(tally: DoseTally, context: AssayContext, noise: number): string[] {
  const { numSettled, numMeasured, warnings } = tally.settled;
  const lines = [...warningLines(warnings), ...unscreenedWarning(context)];
  if (numMeasured < numSettled) {
    lines.push(
      `${numSettled - numMeasured} of ${numSettled} competitions were not measured${firstFailureOf(tally.settled)}`,
    );
  }
  lines.push(...beneficialNote(tally, context));
  const { falsePositiveRate } = nullsOf(context);
  if (falsePositiveRate >= HIGH_FALSE_POSITIVE_RATE) {
    const uncorrected = noise === 0 ? 'the estimates do' : 'the published estimator does';
    lines.push(
      `about ${(100 * falsePositiveRate).toPrecision(2)} % of competitions are detected by chance alone, at every dose, which ${uncorrected} not correct for; a smaller alpha for nulldist does`,
    );
  }
  return lines;
}
