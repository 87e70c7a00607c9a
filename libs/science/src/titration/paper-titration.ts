import type { PaperTitration } from '#contracts';
// The regularised incomplete beta function at any number of draws; summing terms underflows for large doses.
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type { DoseResponse } from './dose-response';

/** r = 1..100 and p = 0.01..1.00 in steps of 0.01. */
const GRID = 100;

/** P(Binomial(draws, p) ≥ atLeast). */
export const binomialTail = (draws: number, atLeast: number, p: number): number =>
  1 - binomialCdf(atLeast - 1, draws, p);

/** Per dose F(d; r, p) over the grid, r slowest; serves every titration at these doses. */
export type PaperGrid = readonly Float64Array[];

export const paperGrid = (doses: readonly number[]): PaperGrid =>
  doses.map((dose) =>
    Float64Array.from({ length: GRID * GRID }, (_, cell) => binomialTail(dose, rOf(cell), pOf(cell))),
  );

const rOf = (cell: number): number => Math.floor(cell / GRID) + 1;
const pOf = (cell: number): number => ((cell % GRID) + 1) / GRID;

/**
 * The published estimator (method paper, arXiv 2404.10854): every site of a share p has the effect 1/r, sites are
 * drawn with replacement, least squares of the shares detected over a grid. Biased low, since effects differ and draws
 * are without replacement; reported for comparison. Null when no dose was measured. The smallest r, then p, wins a tie.
 */
export function paperTitration(
  responses: readonly DoseResponse[],
  numSites: number,
  grid: PaperGrid = paperGrid(responses.map(({ dose }) => dose)),
): PaperTitration | null {
  if (!responses.some(({ measured }) => measured > 0)) return null;
  const { cell, sumSquaredError } = leastSquares(responses, grid);
  const r = rOf(cell);
  const p = pOf(cell);
  return {
    r,
    p,
    sites: p * numSites,
    effect: 1 / r,
    sumSquaredError,
    fitted: grid.map((values) => values[cell]),
    atGridEdge: r === GRID || p === pOf(0) || p === 1,
  };
}

function leastSquares(
  responses: readonly DoseResponse[],
  grid: PaperGrid,
): { readonly cell: number; readonly sumSquaredError: number } {
  let best = { cell: 0, sumSquaredError: Infinity };
  for (let cell = 0; cell < GRID * GRID; cell++) {
    let sum = 0;
    for (let i = 0; i < responses.length; i++) {
      const { measured, detected } = responses[i];
      if (measured > 0) sum += (detected / measured - grid[i][cell]) ** 2;
    }
    if (sum < best.sumSquaredError) best = { cell, sumSquaredError: sum };
  }
  return best;
}
