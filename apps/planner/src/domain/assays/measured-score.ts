import type { CompetitionOutcome } from '#contracts';
import { score, scoreWarning } from '#science';

/** A competition's score, or the reason why it has none. */
export type Measurement =
  | { readonly measured: true; readonly score: number; readonly warning?: string }
  | { readonly measured: false; readonly reason: string };

export function measuredScore({ outcome, value, reason }: CompetitionOutcome): Measurement {
  if (outcome === 'failed') return { measured: false, reason: reason ?? 'no reason was given' };
  const { updatesElapsed, numAlpha, numBeta } = value ?? {};
  if (!isCount(updatesElapsed) || !isCount(numAlpha) || !isCount(numBeta)) {
    return { measured: false, reason: 'the result has no usable counts' };
  }
  const counts = { updatesElapsed, numAlpha, numBeta };
  const measured = score(counts);
  if (!Number.isFinite(measured)) {
    return {
      measured: false,
      reason: `updatesElapsed = ${updatesElapsed} is too small for a score per update`,
    };
  }
  const warning = scoreWarning(counts);
  return { measured: true, score: measured, ...(warning ? { warning } : {}) };
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Kind of warning -> number of competitions. */
export type WarningCounts = Readonly<Record<string, number>>;

/** What every assay keeps of its competitions' results, besides what it makes of their scores. */
export interface MeasurementCounts {
  /** Competitions that brought a result, measured or not. */
  readonly numSettled: number;
  readonly numMeasured: number;
  readonly warnings: WarningCounts;
  /** Why the first competition without a score has none. */
  readonly firstFailure?: string;
}

export const NOTHING_SETTLED: MeasurementCounts = { numSettled: 0, numMeasured: 0, warnings: {} };

/** The counts with these results in; `take` is told of each score, in the order of the results. */
export function withResults(
  before: MeasurementCounts,
  results: readonly CompetitionOutcome[],
  take: (score: number, ordinal: number) => void,
): MeasurementCounts {
  const warnings: Record<string, number> = { ...before.warnings };
  let { numMeasured, firstFailure } = before;
  for (const result of results) {
    const measurement = measuredScore(result);
    if (!measurement.measured) {
      firstFailure ??= measurement.reason;
      continue;
    }
    numMeasured++;
    if (measurement.warning) warnings[measurement.warning] = (warnings[measurement.warning] ?? 0) + 1;
    take(measurement.score, result.ordinal);
  }
  const numSettled = before.numSettled + results.length;
  return { numSettled, numMeasured, warnings, ...(firstFailure === undefined ? {} : { firstFailure }) };
}

/** "3 competitions: both sides are extinct: scored 0", one line per kind of warning. */
export function warningLines(warnings: WarningCounts): string[] {
  return Object.entries(warnings).map(
    ([warning, count]) => `${count} ${count === 1 ? 'competition' : 'competitions'}: ${warning}`,
  );
}

/** "; the first failure: …", where something failed. */
export const firstFailureOf = ({ firstFailure }: MeasurementCounts): string =>
  firstFailure === undefined ? '' : `; the first failure: ${firstFailure}`;
