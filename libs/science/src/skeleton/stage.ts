import type { Thresholds } from '../null-distribution';
import type { NoiseModel } from './noise';
import type { SkeletonOutcome, SkeletonTest } from './search';

/** What all stages of one noisy search share. */
export interface SearchGround {
  readonly numSites: number;
  readonly seed: number;
  readonly thresholds: Thresholds;
  readonly noise: NoiseModel;
  /** Effect of half of the sites together, in thresholds. */
  readonly reach: number;
  /** The reach where it is a ceiling: effects that should add up to more come to no more. Null before all are weighed. */
  readonly ceiling: number | null;
  /** Sites in the search's random order. */
  readonly order: readonly number[];
}

/**
 * One round of a noisy search: competitions that can all run at once, and what follows when all have scores. A stage
 * of the search is a chain of rounds. Immutable.
 */
export interface Round {
  readonly phase: SkeletonTest['phase'];
  readonly size: number;
  /** Sites out of beta in the round's test `index`; alpha is always the wild type. */
  sitesOut(index: number): readonly number[];
  /** All tests of the round have the same sites out, so that these are listed once. */
  readonly replicates?: true;
  /** What comes next, from the effects that the round's tests measured, in their order. */
  after(effects: readonly number[]): Round | Finished;
}

export interface Finished {
  /** In the order in which they went. */
  readonly removed: readonly number[];
  readonly check: NonNullable<SkeletonOutcome['check']>;
  readonly ceiling: number | null;
  readonly notes: readonly string[];
}
