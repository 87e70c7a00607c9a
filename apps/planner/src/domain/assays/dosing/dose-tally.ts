import type { CompetitionOutcome, ScoreThresholds } from '#contracts';
import { measuredScore } from '../measured-score';

/** What came back so far, counted per dose: no bigger for a million competitions than for ten. */
export interface DoseTally {
  readonly numSettled: number;
  /** Each of shape [number of doses]. */
  readonly measured: readonly number[];
  /** Deleterious beyond the threshold. */
  readonly detected: readonly number[];
  /** Beneficial beyond the threshold. */
  readonly beneficial: readonly number[];
  /** Kind of warning -> number of competitions. */
  readonly warnings: Readonly<Record<string, number>>;
  readonly firstFailure?: string;
}

export function emptyTally(numDoses: number): DoseTally {
  const zeros = new Array<number>(numDoses).fill(0);
  return { numSettled: 0, measured: zeros, detected: zeros, beneficial: zeros, warnings: {} };
}

/** Ordinal o belongs to dose o mod D, so that early results cover all doses. */
export function tallied(
  tally: DoseTally,
  results: readonly CompetitionOutcome[],
  { deleterious, beneficial }: ScoreThresholds,
): DoseTally {
  const [measured, detected, favoured] = [tally.measured, tally.detected, tally.beneficial].map((c) => [
    ...c,
  ]);
  const warnings: Record<string, number> = { ...tally.warnings };
  let firstFailure = tally.firstFailure;
  for (const result of results) {
    const dose = result.ordinal % measured.length;
    const measurement = measuredScore(result);
    if (!measurement.measured) {
      firstFailure ??= measurement.reason;
      continue;
    }
    measured[dose]++;
    if (measurement.score > deleterious) detected[dose]++;
    if (measurement.score < beneficial) favoured[dose]++;
    if (measurement.warning) warnings[measurement.warning] = (warnings[measurement.warning] ?? 0) + 1;
  }
  return {
    numSettled: tally.numSettled + results.length,
    measured,
    detected,
    beneficial: favoured,
    warnings,
    ...(firstFailure ? { firstFailure } : {}),
  };
}
