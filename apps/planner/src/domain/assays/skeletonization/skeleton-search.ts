import type { CompetitionOutcome } from '#contracts';
import { foldScore, nextTests, type SearchState, type SkeletonOutcome, type SkeletonTest } from '#science';
import type { Contest } from '../assay-type';
import { measuredScore } from '../measured-score';

/** Competitions asked for, by what they are for; withdrawn and repeated ones count too. */
export interface PhaseCounts {
  readonly search: number;
  readonly cleanUp: number;
  readonly check: number;
}

/** A test that runs, or waits to run again. */
interface OpenTest {
  readonly test: SkeletonTest;
  readonly numFailures: number;
}

/**
 * The search for one skeleton as competitions: which ordinal answers which test, and what failed. Small, because few
 * tests of one search run at once.
 */
export interface SkeletonSearch {
  /** Of the skeleton. */
  readonly index: number;
  readonly search: SearchState;
  /** By ordinal. */
  readonly running: ReadonlyMap<number, OpenTest>;
  readonly repeats: readonly OpenTest[];
  readonly numPlanned: PhaseCounts;
  readonly numWithdrawn: number;
  /** The genome that a test kept, if it is the skeleton's. */
  readonly kept?: { readonly sitesOut: readonly number[]; readonly digest: string };
  /** Why the search cannot end: a test failed MAX_REPEATS times more. */
  readonly failure?: string;
}

/** A competition that failed is asked for again under a new ordinal this often. */
export const MAX_REPEATS = 3;

export const searchOf = (index: number, search: SearchState): SkeletonSearch => ({
  index,
  search,
  running: new Map(),
  repeats: [],
  numPlanned: { search: 0, cleanUp: 0, check: 0 },
  numWithdrawn: 0,
});

export const isTestOf = ({ running }: SkeletonSearch, ordinal: number): boolean => running.has(ordinal);

/** The search after results of its running tests, in ordinal order. */
export function foldTests(before: SkeletonSearch, results: readonly CompetitionOutcome[]): SkeletonSearch {
  const running = new Map(before.running);
  let after: SkeletonSearch = { ...before, running };
  for (const result of results) {
    const open = running.get(result.ordinal);
    if (!open) continue;
    running.delete(result.ordinal);
    const measurement = measuredScore(result);
    after = measurement.measured
      ? withScore(after, open.test, measurement.score, result.blobDigest)
      : withFailure(after, open, measurement.reason);
  }
  return after;
}

function withScore(
  before: SkeletonSearch,
  { key, keepBeta, sitesOutBeta }: SkeletonTest,
  score: number,
  digest?: string,
): SkeletonSearch {
  const search = foldScore(before.search, key, score);
  return keepBeta && digest
    ? { ...before, search, kept: { sitesOut: sitesOutBeta, digest } }
    : { ...before, search };
}

const withFailure = (
  before: SkeletonSearch,
  { test, numFailures }: OpenTest,
  reason: string,
): SkeletonSearch =>
  numFailures < MAX_REPEATS
    ? { ...before, repeats: [...before.repeats, { test, numFailures: numFailures + 1 }] }
    : {
        ...before,
        failure: `a competition of the ${PHASES[test.phase]} failed ${MAX_REPEATS + 1} times: ${reason}`,
      };

const PHASES = { search: 'search', cleanUp: 'clean-up', check: 'check' } as const;

export type SearchStep =
  | {
      readonly searching: SkeletonSearch;
      readonly contests: readonly Contest[];
      readonly withdraw: readonly number[];
    }
  | {
      readonly ended: SkeletonSearch;
      readonly outcome: SkeletonOutcome | null;
      readonly withdraw: readonly number[];
    };

/** What the search wants run now; ordinals of the new contests begin at `nextOrdinal`. */
export function nextContests(before: SkeletonSearch, nextOrdinal: number): SearchStep {
  if (before.failure !== undefined) return withdrawnAll(before, null);
  const next = nextTests(before.search);
  if ('outcome' in next) return withdrawnAll(before, next.outcome);
  const lost = new Set(next.withdraw);
  const withdraw = [...before.running]
    .filter(([, { test }]) => lost.has(test.key))
    .map(([ordinal]) => ordinal);
  const repeats = before.repeats.filter(({ test }) => !lost.has(test.key));
  const fresh = [...repeats, ...next.start.map((test): OpenTest => ({ test, numFailures: 0 }))];
  const running = new Map(before.running);
  withdraw.forEach((ordinal) => running.delete(ordinal));
  fresh.forEach((open, index) => running.set(nextOrdinal + index, open));
  const searching: SkeletonSearch = {
    ...before,
    search: next.state,
    running,
    repeats: [],
    numPlanned: counted(before.numPlanned, fresh),
    numWithdrawn: before.numWithdrawn + withdraw.length,
  };
  return { searching, contests: fresh.map((open) => contestOf(before.index, open)), withdraw };
}

function withdrawnAll(before: SkeletonSearch, outcome: SkeletonOutcome | null): SearchStep {
  const withdraw = [...before.running.keys()];
  const numWithdrawn = before.numWithdrawn + withdraw.length;
  return { ended: { ...before, running: new Map(), repeats: [], numWithdrawn }, outcome, withdraw };
}

function counted(before: PhaseCounts, fresh: readonly OpenTest[]): PhaseCounts {
  const counts = { ...before };
  for (const { test } of fresh) counts[test.phase]++;
  return counts;
}

/** Asked again after a failure it is another contest, with another seed: this one may have failed for its seed. */
const contestOf = (
  index: number,
  { test: { name, sitesOutAlpha, sitesOutBeta, keepBeta }, numFailures }: OpenTest,
): Contest => ({
  name: `skeleton ${index}, test ${name}, try ${numFailures}`,
  sitesOutAlpha,
  sitesOutBeta,
  ...(keepBeta ? { keepBeta } : {}),
});
