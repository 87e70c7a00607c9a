import type { CompetitionOutcome } from '#contracts';
import { deriveSeed, startSearch } from '#science';
import type { AssayContext, AssayType, Contest } from '../assay-type';
import { nullsOf, numSitesOf, thresholdsOf } from '../dependency-results';
import { measuredScore } from '../measured-score';
import { conclude } from './conclusion';
import { replicatesOf } from './jackknife';
import { foldSkeleton, hasUnplanned, isOf, stepOf, type Skeleton } from './skeleton';
import { searchOf } from './skeleton-search';

interface State {
  readonly skeletons: readonly Skeleton[];
  /** Skeletons that have to be asked what they want: at the start all, then those that got results. */
  readonly stale: readonly number[];
  /** Kind of warning -> number of competitions. */
  readonly warnings: Readonly<Record<string, number>>;
}

/**
 * What is left of the genome when sites go, in a random order, until nothing more can go without a detectable loss:
 * several times over, since each order leaves another skeleton. Then each retained site is measured (jackknife), and
 * the sites of all skeletons together tell of epistatic sites and of sites with any effect.
 *
 * The skeletons are searched side by side, each an adaptive search of its own; a round touches only those that got
 * results, so that tens of thousands of rounds cost the planner little.
 */
export const skeletonization: AssayType<State> = {
  name: 'skeletonization',
  dependsOn: ['nulldist'],
  runs: 'contests',

  /** One skeleton's search tests one thing after the other, but for what it speculates on. */
  forecast: ({ parametersOf }) => {
    const { numSkeletons, speculation, jackknifeReplicates } = parametersOf('skeletonization');
    return {
      // Where everything can go at once: that test, and the check of what is left.
      atLeast: 2 * numSkeletons,
      sideBySide: numSkeletons * Math.max(speculation, jackknifeReplicates),
      note: `a search, which grows with the sites that each skeleton retains; then ${jackknifeReplicates} for each of those`,
    };
  },

  start: (context) => {
    const { numSkeletons } = context.parameters;
    const skeletons = Array.from({ length: numSkeletons }, (_, index) => skeletonAt(index, context));
    return { skeletons, stale: skeletons.map((_, index) => index), warnings: {} };
  },

  fold: (state, results) => (results.length === 0 ? state : foldAll(state, results)),

  next: (state, context, nextOrdinal) => {
    const skeletons = [...state.skeletons];
    const replicates = replicatesOf(context);
    const contests: Contest[] = [];
    const withdraw: number[] = [];
    for (const index of state.stale) {
      const step = stepOf(skeletons[index], replicates, nextOrdinal + contests.length);
      skeletons[index] = step.skeleton;
      for (const contest of step.contests) contests.push(contest);
      withdraw.push(...step.withdraw);
    }
    if (skeletons.every(isOver)) return { conclusion: conclude(skeletons, state.warnings, context) };
    const stale = skeletons.flatMap((skeleton, index) => (hasUnplanned(skeleton) ? [index] : []));
    const canWait = stale.length === 0 && skeletons.every(({ stage }) => stage !== 'searching');
    return {
      state: { ...state, skeletons, stale },
      plan: { contests, withdraw, wake: canWait ? 'all' : 'any' },
    };
  },
};

const isOver = ({ stage }: Skeleton): boolean => stage === 'complete' || stage === 'incomplete';

const skeletonAt = (index: number, context: AssayContext): Skeleton => ({
  stage: 'searching',
  search: searchOf(
    index,
    startSearch({
      numSites: numSitesOf(context),
      thresholds: thresholdsOf(context),
      nullScores: nullsOf(context).scores,
      seed: deriveSeed(context.submission.seed, context.assayType, 'skeleton', index),
      speculation: context.parameters.speculation,
      keepSkeleton: true,
    }),
  ),
});

/** Results of competitions that nobody waits for any more (withdrawn ones) are passed over. */
function foldAll(state: State, results: readonly CompetitionOutcome[]): State {
  const byIndex = new Map<number, CompetitionOutcome[]>();
  const warnings: Record<string, number> = { ...state.warnings };
  for (const result of [...results].sort((a, b) => a.ordinal - b.ordinal)) {
    const index = state.skeletons.findIndex((skeleton) => isOf(skeleton, result.ordinal));
    if (index === -1) continue;
    const of = byIndex.get(index);
    if (of) of.push(result);
    else byIndex.set(index, [result]);
    const measurement = measuredScore(result);
    if (measurement.measured && measurement.warning) {
      warnings[measurement.warning] = (warnings[measurement.warning] ?? 0) + 1;
    }
  }
  const skeletons = [...state.skeletons];
  for (const [index, of] of byIndex) skeletons[index] = foldSkeleton(skeletons[index], of);
  const stale = [...new Set([...state.stale, ...byIndex.keys()])].sort((a, b) => a - b);
  return { skeletons, stale, warnings };
}
