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

/** "3 competitions: both sides are extinct: scored 0", one line per kind of warning. */
export function warningLines(warnings: Readonly<Record<string, number>>): string[] {
  return Object.entries(warnings).map(
    ([warning, count]) => `${count} ${count === 1 ? 'competition' : 'competitions'}: ${warning}`,
  );
}
