import { performance } from 'node:perf_hooks';
import type { SubmissionCreate } from '#contracts';
import {
  drawGenome,
  exactCounts,
  orderStatisticThresholds,
  score,
  seededRandom,
  type CompetitionCounts,
  type DrawnGenome,
} from '#science';
import type { AssayContext, Contest } from '../../apps/planner/src/domain/assays/assay-type';
import { skeletonization } from '../../apps/planner/src/domain/assays/skeletonization/skeletonization';
import type { Row } from '../report';

const NUM_SITES = 4000;
/** What the assay looks at. */
const SUBMISSION: Partial<SubmissionCreate> = {
  seed: 1,
  genomeIdAlpha: '9d1f2f4c-1f5e-4a55-8a0e-5c0f4d3b2a19',
  genomeDigest: 'a'.repeat(64),
};

/**
 * What planning costs when every competition makes a round of its own: folding one result and saying what comes next,
 * on a genome of the published size without noise.
 */
export function skeletonizationRounds(quick: boolean): readonly Row[] {
  const numSkeletons = quick ? 5 : 20;
  const { numRounds, milliseconds, numTests } = timed(numSkeletons);
  return [
    {
      what: `skeletonization: planner's ms a round, ${NUM_SITES} sites, ${numSkeletons} skeletons, ${numRounds} rounds`,
      ours: milliseconds / numRounds,
      baseline: null,
      ratio: null,
      target: '≤ 1',
      met: milliseconds / numRounds <= 1,
    },
    {
      what: `skeletonization: tests a skeleton, beside a plain pass over ${NUM_SITES} sites`,
      ours: numTests / numSkeletons,
      baseline: NUM_SITES,
      ratio: numTests / numSkeletons / NUM_SITES,
      target: '≤ 0.4 of it',
      met: numTests / numSkeletons <= 0.4 * NUM_SITES,
    },
  ];
}

function timed(numSkeletons: number): {
  readonly numRounds: number;
  readonly milliseconds: number;
  readonly numTests: number;
} {
  const random = seededRandom(1);
  const genome = drawGenome(
    { numSites: NUM_SITES, numAdditive: 200, numCritical: 0, numSets: 20, setSize: 5, overlapping: true },
    random,
  );
  const context = contextOf(numSkeletons);
  const reports: CompetitionCounts[] = [];
  const live: number[] = [];
  let state = skeletonization.start(context);
  let milliseconds = 0;
  for (let numRounds = 0; ; numRounds++) {
    const asked = performance.now();
    const step = skeletonization.next(state, context, reports.length);
    milliseconds += performance.now() - asked;
    if ('conclusion' in step) {
      if (step.conclusion.status === 'failed') throw new Error(step.conclusion.reason);
      const { search } = step.conclusion.result.numCompetitions as { readonly search: number };
      return { numRounds, milliseconds, numTests: search };
    }
    for (const contest of step.plan.contests) {
      live.push(reports.length);
      reports.push(reportOf(genome, contest, reports.length));
    }
    const settling = step.plan.wake === 'all' ? live.splice(0) : live.splice(random.below(live.length), 1);
    const results = settling.map((ordinal) => ({
      ordinal,
      outcome: 'completed' as const,
      value: { ...reports[ordinal] },
    }));
    const folded = performance.now();
    state = skeletonization.fold(step.state, results, context);
    milliseconds += performance.now() - folded;
  }
}

function contextOf(numSkeletons: number): AssayContext {
  const scores = Array.from({ length: 100 }, (_, seed) =>
    score(exactCounts({ effect: 0, sameGenome: true, seed })),
  );
  const orderStatistic = orderStatisticThresholds(scores, 0.01);
  return {
    assayId: 'bench',
    assayType: 'skeletonization',
    submission: SUBMISSION as SubmissionCreate,
    facts: { numSites: NUM_SITES, imageChainId: 'sha256:simulated' },
    parameters: { numSkeletons, speculation: 1, jackknifeReplicates: 1 },
    dependencies: { nulldist: { scores, thresholds: { orderStatistic } } },
  };
}

/** The model's effect without sorting sites, since this is not what is timed. */
function reportOf(genome: DrawnGenome, { sitesOutBeta }: Contest, seed: number): CompetitionCounts {
  const out = new Set(sitesOutBeta);
  const own = sitesOutBeta.reduce((sum, site) => sum + genome.effects[site], 0);
  const effect = genome.sets
    .filter(({ sites }) => sites.every((site) => out.has(site)))
    .reduce((sum, { penalty }) => sum + penalty, own);
  return exactCounts({ effect, sameGenome: out.size === 0, seed });
}
