import type { LikelihoodTitration, PaperTitration } from '#contracts';
import type { DoseResponse } from './dose-response';
import { likelihoodTitration, type TitrationOptions } from './likelihood-titration';
import { paperTitration } from './paper-titration';
import { uninformativeTitration } from './uninformative';

/** Both estimators, with what the reader should know and be warned of. */
export interface Titration {
  readonly paper: PaperTitration | null;
  readonly likelihood: LikelihoodTitration | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * How many sites carry additive effects and how large they are, from the shares detected at some doses. `numSites`:
 * the sites that may be drawn. Never throws and never answers NaN: what cannot be told is null with a sentence. The
 * fitted values of both estimators stand for the given doses in order, measured or not; a dose that cannot be (not a
 * whole number from 1 to numSites, more detected than measured) is left out with a warning.
 */
export function estimateTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  options: TitrationOptions,
): Titration {
  const usable = responses.filter((response) => isPossible(response, numSites));
  const left = responses.filter((response) => !usable.includes(response)).map(({ dose }) => dose);
  const empty = usable.filter(({ measured }) => measured === 0).map(({ dose }) => dose);
  const warnings = [
    ...(left.length > 0 ? [`Left out, since such responses cannot be: doses ${left.join(', ')}.`] : []),
    ...(empty.length > 0 ? [`Nothing was measured at doses ${empty.join(', ')}.`] : []),
  ];
  if (empty.length === usable.length) {
    return { paper: null, likelihood: null, notes: ['No dose was measured: nothing to estimate.'], warnings };
  }
  const paper = paperTitration(usable, numSites);
  const likelihood =
    uninformativeTitration(usable, numSites, options.noise) ?? likelihoodTitration(usable, numSites, options);
  const edge =
    'The published estimator ended at the edge of its grid: its number of sites is a bound at best.';
  return {
    paper,
    likelihood,
    notes: likelihood.sites.notes,
    warnings: paper?.atGridEdge ? [...warnings, edge] : warnings,
  };
}

const isPossible = ({ dose, measured, detected }: DoseResponse, numSites: number): boolean =>
  [dose, measured, detected].every(Number.isInteger) &&
  dose >= 1 &&
  dose <= numSites &&
  measured >= 0 &&
  detected >= 0 &&
  detected <= measured;
