import type {
  DoseCalibrationResult,
  NulldistResult,
  ScoreThresholds,
  ScreenCriticalResult,
} from '#contracts';
import type { AssayContext } from './assay-type';

/** Results of the assays that this one depends on, and the inspection's facts, by their types. */

export const nullsOf = (context: AssayContext): NulldistResult =>
  resultOf<NulldistResult>(context, 'nulldist');

/** The thresholds that decide. */
export const thresholdsOf = (context: AssayContext): ScoreThresholds => {
  const { deleterious, beneficial } = nullsOf(context).thresholds.orderStatistic;
  return { deleterious, beneficial };
};

export const screenOf = (context: AssayContext): ScreenCriticalResult =>
  resultOf<ScreenCriticalResult>(context, 'screenCritical');

export const calibrationOf = (context: AssayContext): DoseCalibrationResult =>
  resultOf<DoseCalibrationResult>(context, 'doseCalibration');

/** Sites of the genome, as the inspection counted them. */
export function numSitesOf({ facts }: AssayContext): number {
  if (!facts) throw new Error('an assay was asked for without an inspection’s facts');
  return facts.numSites;
}

function resultOf<Result>({ dependencies }: AssayContext, type: string): Result {
  const result = dependencies[type];
  if (!result) throw new Error(`an assay was asked for without the result of ${type}`);
  return result as unknown as Result;
}
