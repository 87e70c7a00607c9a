/** One competition of the smear that was measured. */
export interface DoseObservation {
  readonly dose: number;
  readonly detected: boolean;
}

export interface DetectionBand {
  /** Doses at which P(detect) is 5 % and 95 %, kept within 1..numSites. */
  readonly low: number;
  readonly high: number;
  readonly method: string;
  /** P(detect) without chance detections and lapses, at each observed dose. */
  readonly curve: readonly { readonly dose: number; readonly probability: number }[];
}

/** P(detect) = logistic(steepness · (ln dose − midpoint)). */
interface Logistic {
  /** ln of the dose at which half are detected. */
  readonly midpoint: number;
  readonly steepness: number;
}

/**
 * Share of high doses that may stay undetected whatever the curve says, as in psychometric functions (Wichmann & Hill
 * 2001, Perception & Psychophysics 63): with it, and the false-positive rate at the other end, no single competition
 * can drag the band.
 */
const LAPSE_RATE = 0.02;
/** Curves between "one site is enough" (steepness 1.45) and "about thirty must add up" (10) lie within one deviation. */
const PRIOR_LOG_STEEPNESS = { mean: Math.log(3.5), deviation: 1 };
/** ln(0.95 / 0.05): from the midpoint to either end of the band, in units of 1 / steepness. */
const HALF_BAND = Math.log(19);
const METHOD =
  'logistic in log dose, maximum a posteriori, with chance detections and lapses: 5 % to 95 % detected';

/**
 * Where P(detect) rises from 5 % to 95 %, on a monotone fit. Null when there is no such place among 1..numSites:
 * nothing was detected, or everything, or no more than chance explains.
 */
export function detectionBand(
  observations: readonly DoseObservation[],
  numSites: number,
  falsePositiveRate: number,
): DetectionBand | null {
  const numDetected = observations.filter(({ detected }) => detected).length;
  if (numDetected === 0 || numDetected === observations.length) return null;
  const { midpoint, steepness } = fitLogistic(observations, numSites, falsePositiveRate);
  const low = Math.exp(midpoint - HALF_BAND / steepness);
  const high = Math.exp(midpoint + HALF_BAND / steepness);
  if (low >= numSites || high <= 1) return null;
  const curve = observations.map(({ dose }) => ({
    dose,
    probability: logistic(steepness * (Math.log(dose) - midpoint)),
  }));
  return { low: Math.max(1, low), high: Math.min(numSites, high), method: METHOD, curve };
}

/** The published rule: smallest detected and largest undetected dose. Null where either is missing. */
export function detectionExtremes(
  observations: readonly DoseObservation[],
): { smallestDetected: number; largestUndetected: number } | null {
  const dosesWhere = (wanted: boolean): number[] =>
    observations.filter(({ detected }) => detected === wanted).map(({ dose }) => dose);
  const [hits, misses] = [dosesWhere(true), dosesWhere(false)];
  if (hits.length === 0 || misses.length === 0) return null;
  return {
    smallestDetected: hits.reduce((a, b) => Math.min(a, b)),
    largestUndetected: misses.reduce((a, b) => Math.max(a, b)),
  };
}

/**
 * Most probable curve: a flat prior on the midpoint from e-fold below 1 to e-fold above numSites, a weak one on the
 * steepness, without which perfectly separated doses would have none. A grid, then finer ones around its best point:
 * the surface has flat stretches on which a descent would stop.
 */
function fitLogistic(
  observations: readonly DoseObservation[],
  numSites: number,
  falsePositiveRate: number,
): Logistic {
  const logDoses = observations.map(({ dose }) => Math.log(dose));
  const chance = Math.min(0.5, Math.max(0.001, falsePositiveRate));
  const logPosterior = ({ midpoint, steepness }: Logistic): number => {
    const deviates = (Math.log(steepness) - PRIOR_LOG_STEEPNESS.mean) / PRIOR_LOG_STEEPNESS.deviation;
    return observations.reduce(
      (sum, { detected }, i) => {
        const curve = logistic(steepness * (logDoses[i] - midpoint));
        const probability = chance + (1 - chance - LAPSE_RATE) * curve;
        return sum + Math.log(detected ? probability : 1 - probability);
      },
      -(deviates ** 2) / 2,
    );
  };
  return refinedMaximum(logPosterior, [-1, Math.log(numSites) + 1], [Math.log(0.3), Math.log(60)]);
}

type Range = readonly [number, number];
/** Intervals of each grid along either axis: the first meets the hill, each further one is three times finer. */
const GRIDS = [24, 6, 6, 6, 6] as const;

/** Maximum over midpoint and ln steepness. */
function refinedMaximum(of: (curve: Logistic) => number, midpoints: Range, logSteepnesses: Range): Logistic {
  const box = [midpoints, logSteepnesses];
  let best = { value: -Infinity, at: [0, 0] };
  for (const intervals of GRIDS) {
    const steps = box.map(([low, high]) => (high - low) / intervals);
    const origin = box.map(([low]) => low);
    for (let i = 0; i <= intervals; i++) {
      for (let j = 0; j <= intervals; j++) {
        const at = [origin[0] + i * steps[0], origin[1] + j * steps[1]];
        const value = of({ midpoint: at[0], steepness: Math.exp(at[1]) });
        if (value > best.value) best = { value, at };
      }
    }
    steps.forEach((step, axis) => (box[axis] = [best.at[axis] - step, best.at[axis] + step]));
  }
  return { midpoint: best.at[0], steepness: Math.exp(best.at[1]) };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
