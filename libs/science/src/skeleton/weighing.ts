import { deriveSeed, seededRandom } from '../random';
import { nonNegativeEffects, sumOf } from './least-squares';

/**
 * Weighing many sites at once: competitions of the wild type against random handfuls of sites. One competition tells
 * something of each site in it, so that all are weighed for the price of a few (Hotelling 1944, weighing designs). That
 * effects add up is an assumption here; so a weight only says which sites to suspect first, and whether sites can go
 * is always measured.
 */
export interface Weighing {
  readonly seed: number;
  readonly numSites: number;
  readonly batches: readonly WeighedBatch[];
  /** Per site, in thresholds; behind the last site, what the `rest` of the batches weighs as one. */
  readonly effects: readonly number[];
  /** Sites that stay for their weight, ascending; empty until all are weighed. */
  readonly heavy: readonly number[];
  /** Per site: competitions that it was in. */
  readonly numHandfuls: readonly number[];
}

export interface Batch {
  readonly index: number;
  /** Ascending. */
  readonly sites: readonly number[];
  /** Chance of each of the sites to be in a handful. */
  readonly dose: number;
  readonly size: number;
  /** Sites that are out in every competition of the batch. */
  readonly rest: readonly number[];
}

interface WeighedBatch extends Batch {
  readonly measured: readonly number[];
  /** Per competition the sites that took part (the rest as one, behind the last site), ascending. */
  readonly rows: readonly Int32Array[];
}

/** Standard errors at which an effect is clear; 5, because thousands of sites have their chance to be unlucky. */
export const CLEAR = 5;

export const noWeighing = (numSites: number, seed: number): Weighing => ({
  seed,
  numSites,
  batches: [],
  heavy: [],
  effects: new Array<number>(numSites + 1).fill(0),
  numHandfuls: new Array<number>(numSites + 1).fill(0),
});

/** The sites of one competition of a batch, ascending, without the rest. Same seed, same handful. */
export function handful({ seed }: Pick<Weighing, 'seed'>, batch: Batch, competition: number): number[] {
  const random = seededRandom(deriveSeed('handful', seed, batch.index, competition));
  const scale = 1 / Math.log1p(-batch.dose);
  const gap = (): number => Math.floor(Math.log(1 - random.uniform()) * scale);
  const chosen: number[] = [];
  const { sites } = batch;
  for (let at = gap(); at < sites.length; at += 1 + gap()) chosen.push(sites[at]);
  return chosen;
}

/** The weighing with the effects that one more batch measured. */
export function weighed(
  before: Weighing,
  batch: Batch,
  measured: readonly number[],
  deviation: number,
): Weighing {
  const rows = measured.map((_, competition) => rowOf(before, batch, competition));
  const batches = [...before.batches, { ...batch, measured, rows }];
  const numHandfuls = [...before.numHandfuls];
  for (const row of rows) for (let at = 0; at < row.length; at++) numHandfuls[row[at]]++;
  const sums = {
    rows: batches.flatMap((each) => each.rows),
    values: batches.flatMap((each) => each.measured),
  };
  return {
    ...before,
    batches,
    effects: nonNegativeEffects(sums, before.effects, CLEAR * deviation),
    numHandfuls,
  };
}

function rowOf(weighing: Weighing, batch: Batch, competition: number): Int32Array {
  const row = handful(weighing, batch, competition);
  if (batch.rest.length > 0) row.push(weighing.numSites);
  return new Int32Array(row);
}

/**
 * Root mean square of what the weights do not explain: the noise of a competition, and more where effects do not add
 * up. Weights are then less certain than noise alone would leave them.
 */
export function unexplained({ batches, effects }: Weighing): number {
  let squares = 0;
  for (const { rows, measured } of batches) {
    rows.forEach((row, competition) => {
      squares += (measured[competition] - sumOf(effects, row)) ** 2;
    });
  }
  return Math.sqrt(squares / numCompetitions({ batches }));
}

/** What all the rest weighs, as one. */
export const weightOfRest = ({ effects, numSites }: Weighing): number => effects[numSites];

export const numCompetitions = ({ batches }: Pick<Weighing, 'batches'>): number =>
  batches.reduce((count, { size }) => count + size, 0);
