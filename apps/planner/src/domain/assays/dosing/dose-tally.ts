import type { CompetitionOutcome, ScoreThresholds } from '#contracts';
import { NOTHING_SETTLED, withResults, type MeasurementCounts } from '../measured-score';

/** What came back so far, counted per dose: no bigger for a million competitions than for ten. */
export interface DoseTally {
  readonly settled: MeasurementCounts;
  /** Each of shape [number of doses]. */
  readonly measured: readonly number[];
  /** Deleterious beyond the threshold. */
  readonly detected: readonly number[];
  /** Beneficial beyond the threshold. */
  readonly beneficial: readonly number[];
}

export function emptyTally(numDoses: number): DoseTally {
  const zeros = new Array<number>(numDoses).fill(0);
  return { settled: NOTHING_SETTLED, measured: zeros, detected: zeros, beneficial: zeros };
}

/** Ordinal o belongs to dose o mod D, so that early results cover all doses. */
export function tallied(
  tally: DoseTally,
  results: readonly CompetitionOutcome[],
  thresholds: ScoreThresholds,
): DoseTally {
  const [measured, detected, beneficial] = [tally.measured, tally.detected, tally.beneficial].map((c) => [
    ...c,
  ]);
  const settled = withResults(tally.settled, results, (score, ordinal) => {
    const dose = ordinal % measured.length;
    measured[dose]++;
    if (score > thresholds.deleterious) detected[dose]++;
    if (score < thresholds.beneficial) beneficial[dose]++;
  });
  return { settled, measured, detected, beneficial };
}
