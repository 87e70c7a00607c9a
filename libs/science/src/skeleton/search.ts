import type { Thresholds } from '../null-distribution';

/**
 * The search for one skeleton: what is left of a genome after removing sites, in a random order, until nothing more
 * can go without a detectable loss. The search runs nothing: it names the competitions it wants and takes their
 * scores.
 *
 *     let state = startSearch(settings);
 *     for (;;) {
 *       const next = nextTests(state);
 *       if ('outcome' in next) break;
 *       state = next.state;                          // then run next.start, stop next.withdraw
 *       state = foldScore(state, key, score);        // for each that comes, in any order
 *     }
 *
 * Same settings and scores, same outcome: neither the order in which scores come nor `speculation` matters. States
 * are values: never changed, only followed by another.
 */

/** One competition that the search wants. */
export interface SkeletonTest {
  /** The search's own number for it, unique within a search. */
  readonly key: number;
  /**
   * Another number for it would be given out if scores came in another order, or if fewer tests ran at once; its name
   * stays. Unique among the tests of one search whose scores are used.
   */
  readonly name: string;
  /** Ascending. Always empty (the wild type) so far: every phase tests against it. */
  readonly sitesOutAlpha: readonly number[];
  /** Ascending. */
  readonly sitesOutBeta: readonly number[];
  /** Beta is the finished skeleton: its genome is to be kept. */
  readonly keepBeta?: boolean;
  readonly phase: 'search' | 'cleanUp' | 'check';
}

export interface SearchSettings {
  /** Sites are 0..numSites − 1. */
  readonly numSites: number;
  /** Of scores, as the null distribution gave them: strict, deleterious ≥ 0 ≥ beneficial. */
  readonly thresholds: Thresholds;
  /** Scores of the wild type against itself: what noise is like. All equal in size: there is none. At least one. */
  readonly nullScores: readonly number[];
  /** The search's order of sites, and all its draws, come from it. */
  readonly seed: number;
  /** Tests that may run at once in this search, ≥ 1. */
  readonly speculation: number;
  /**
   * Without noise: one run of the finished skeleton, phase `check`, only so that its genome is kept. Default no. Under
   * noise the first competition of the check keeps it anyway.
   */
  readonly keepSkeleton?: boolean;
}

export interface SkeletonOutcome {
  /** Ascending. */
  readonly retainedSites: readonly number[];
  /** Sites in the order in which they went. */
  readonly removalOrder: readonly number[];
  /** Tests whose scores were used; those withdrawn are not counted. */
  readonly numTests: { readonly search: number; readonly cleanUp: number; readonly check: number };
  /** Of the finished skeleton against the wild type; null when it was not made. */
  readonly check: { readonly measured: number; readonly meanScore: number; readonly passed: boolean } | null;
  /**
   * In thresholds: no loss scores more, however much is lost. Null where scores go far enough, and in a search without
   * noise, which only asks what is detectable.
   */
  readonly ceiling: number | null;
  /** What the reader of the skeleton should know, in sentences. */
  readonly notes: readonly string[];
}

export type Next<State> =
  | {
      readonly state: State;
      readonly start: readonly SkeletonTest[];
      /** Keys of tests started before whose scores no longer matter: stop them or let them run. */
      readonly withdraw: readonly number[];
    }
  | { readonly outcome: SkeletonOutcome };
