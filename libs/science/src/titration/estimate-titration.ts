import type { LikelihoodTitration, PaperTitration } from '#contracts';
import type { Random } from '../random';
import type { DoseResponse } from './dose-response';
import { likelihoodTitration } from './likelihood-titration';
import { paperTitration } from './paper-titration';

/** Both estimators, with what the reader should know and be warned of. `numSites`: sites that may be drawn. */
export interface Titration {
  readonly paper: PaperTitration | null;
  readonly likelihood: LikelihoodTitration | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** How many sites carry additive effects and how large they are, from the shares detected at some doses. */
export function estimateTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  options: { readonly random: Random; readonly numBootstraps: number },
): Titration {
  const measured = responses.filter((response) => response.measured > 0);
  if (measured.length === 0) {
    return {
      paper: null,
      likelihood: null,
      notes: ['No competition of the titration was measured.'],
      warnings: [],
    };
  }
  const paper = paperTitration(responses, numSites);
  const likelihood = likelihoodTitration(measured, numSites, options);
  return { paper, likelihood, notes: [], warnings: [] };
}
