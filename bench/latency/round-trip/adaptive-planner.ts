/**
 * A planner process whose main assay is as adaptive as can be: each settled competition is followed by one that depends on
 * it. It takes the place of nulldist: `replicates` competitions in all, `maxCompetitionsActive` searches side by side,
 * each with 3,900 of 4,000 sites out of beta and its own number out of alpha.
 */
import { connectMessaging } from '#messaging';
import { inspection } from '../../../apps/planner/src/domain/assays/inspection';
import { registryOf } from '../../../apps/planner/src/domain/assays/registry';
import type { AssayType, Contest } from '../../../apps/planner/src/domain/assays/assay-type';
import { CONTRACT_FILES } from '../../../apps/planner/src/domain/container-contract/contract-files';
import { PlanRequests } from '../../../apps/planner/src/adapters/nats/plan-requests';
import { SchedulerResults } from '../../../apps/planner/src/adapters/nats/scheduler-results';
import { AnswerPlanRequest } from '../../../apps/planner/src/application/answer-plan-request';

interface Searches {
  /** Search of each live ordinal. */
  readonly live: ReadonlyMap<number, number>;
  /** Searches whose last competition has settled. */
  readonly waiting: readonly number[];
  readonly numSettled: number;
}

const SITES_OUT = Array.from({ length: 3900 }, (_, k) => k + 100);

const adaptive: AssayType<Searches> = {
  name: 'nulldist',
  dependsOn: ['inspection'],
  runs: 'contests',
  start: ({ submission }) => ({
    live: new Map(),
    waiting: Array.from({ length: submission.maxCompetitionsActive }, (_, search) => search),
    numSettled: 0,
  }),
  fold: ({ live, waiting, numSettled }, results) => {
    const left = new Map(live);
    for (const { ordinal } of results) left.delete(ordinal);
    const ended = results.flatMap(({ ordinal }) => live.get(ordinal) ?? []);
    return { live: left, waiting: [...waiting, ...ended], numSettled: numSettled + results.length };
  },
  next: ({ live, waiting, numSettled }, { parameters }, nextOrdinal) => {
    if (numSettled >= parameters.replicates)
      return { conclusion: { status: 'completed', result: { numSettled }, warnings: [] } };
    const wanted = waiting.slice(0, Math.max(0, parameters.replicates - nextOrdinal));
    const started = new Map([...live, ...wanted.map((search, k) => [nextOrdinal + k, search] as const)]);
    const contests = wanted.map((search): Contest => ({ sitesOutAlpha: [search], sitesOutBeta: SITES_OUT }));
    return {
      state: { live: started, waiting: [], numSettled },
      plan: { contests, withdraw: [], wake: 'any' },
    };
  },
};

/** In the place of the screen: `replicates` × 10,000 competitions at once, which wait beside the searches. */
const WIDTH = 10_000;
const wide: AssayType<boolean> = {
  name: 'screenCritical',
  dependsOn: ['inspection'],
  runs: 'contests',
  start: () => false,
  fold: (state) => state,
  next: (_, { parameters }) => ({
    state: true,
    plan: {
      contests: Array.from({ length: parameters.replicates * WIDTH }, (_, k): Contest => {
        return { sitesOutAlpha: [], sitesOutBeta: [k % 4000] };
      }),
      withdraw: [],
      wake: 'all',
    },
  }),
};

async function main(): Promise<void> {
  const messaging = await connectMessaging({
    servers: process.env.KNOCKEM_NATS_URL ?? '',
    name: 'planner',
    runmode: 'testing',
  });
  const registry = registryOf([inspection, adaptive, wide]);
  const planner = new AnswerPlanRequest({
    registry,
    contractDigests: Object.fromEntries(CONTRACT_FILES.map(({ source }) => [source, 'a'.repeat(64)])),
    content: messaging.blobs,
    results: new SchedulerResults(messaging),
    genomes: { create: () => Promise.resolve() },
    laborious: {
      step: async ({ assayType, state, context, nextOrdinal }) =>
        registry.get(assayType)!.next(state, context, nextOrdinal),
    },
    plannerVersion: 'bench',
    build: 'bench',
  });
  const requests = new PlanRequests(messaging, planner, {
    now: () => Date.now(),
    onError: (error) => console.error(error),
  });
  await requests.start();
  console.log('planner is ready');
  process.once('SIGTERM', () => void requests.stop().then(() => messaging.close()));
}

void main();
