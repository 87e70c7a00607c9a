/** What one competition reports: length in updates, and how many of each side were there at its end. */
export interface CompetitionCounts {
  readonly updatesElapsed: number;
  readonly numAlpha: number;
  readonly numBeta: number;
}

/**
 * Score of a competition, per update: (fracAlpha − fracBeta) / updatesElapsed with frac = count / (numAlpha + numBeta).
 * Positive = beta's knockout is deleterious. 0 when both are extinct or no update elapsed (see `scoreWarning`).
 * Example: 100 updates, 600 against 400 -> 0.002.
 */
export function score({ updatesElapsed, numAlpha, numBeta }: CompetitionCounts): number {
  const total = numAlpha + numBeta;
  if (total === 0 || updatesElapsed === 0) return 0;
  return (numAlpha - numBeta) / total / updatesElapsed;
}

/** Why a score of 0 says nothing about the genomes; undefined when it does. */
export function scoreWarning({ updatesElapsed, numAlpha, numBeta }: CompetitionCounts): string | undefined {
  if (numAlpha + numBeta === 0) return 'both sides are extinct: scored 0';
  return updatesElapsed === 0 ? 'no updates elapsed: scored 0' : undefined;
}

/**
 * Log-odds rate, per update: ln((numAlpha + ½) / (numBeta + ½)) / updatesElapsed. The halves (Haldane 1956, Anscombe
 * 1956) keep it finite where one side is extinct. An estimate of the selection coefficient; 0 when no update elapsed.
 */
export function logOddsRate({ updatesElapsed, numAlpha, numBeta }: CompetitionCounts): number {
  if (updatesElapsed === 0) return 0;
  return Math.log((numAlpha + 0.5) / (numBeta + 0.5)) / updatesElapsed;
}
