/**
 * Real: nats-server, scheduler, planner and recorder with their files, in this process. Scripted over the real bus: one
 * executor, whose runs are the explicit model's, some of them failing, and end in a random order. A skeletonization, whose
 * every round hangs on what came back before, lives through the loss of the scheduler's database and of nats-server's
 * last minutes.
 */
import { copyFileSync } from 'node:fs';
import type { SchedulerBackup, SkeletonizationResult, SubmissionCreate } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { expectNoLeaks, submissionCreate, tempDirectory, waitFor } from '#testing';
import { nulldist } from '../../apps/planner/src/domain/assays/nulldist';
import { skeletonization } from '../../apps/planner/src/domain/assays/skeletonization/skeletonization';
import { resultOf, runAssays } from '../../apps/planner/src/testing/run-assays';
import { explicitImage, failingImage } from '../../apps/planner/src/testing/simulated-image';
import { type Documents, Engine, recordsIn, stampOf, truthIn } from './engine';
import { ModelExecutor } from './model-executor';

const NUM_SITES = 30;
const NUM_SKELETONS = 2;
/** Of the null distribution, before the search begins. */
const REPLICATES = 60;
const genome = drawGenome(
  { numSites: NUM_SITES, numCritical: 3, numAdditive: 8, numSets: 2, setSize: 3 },
  seededRandom(5),
);
const image = failingImage(
  explicitImage(genome, 'exact'),
  0.1,
  ({ sitesOutBeta }) => sitesOutBeta.length > 0,
);
const STUDY: Partial<SubmissionCreate> = {
  assayTypes: ['skeletonization'],
  assayParameters: {
    nulldist: { replicates: REPLICATES },
    skeletonization: { numSkeletons: NUM_SKELETONS, speculation: 6 },
  },
  maxCompetitionsFail: 1000,
  seed: 7,
};
jest.setTimeout(240_000);
afterAll(expectNoLeaks);

/** What the study finds; how many competitions that took, and where genomes are kept, is not the answer. */
function answerIn({ sites, epistatic, anyEffect, lowerBounds, summary, skeletons }: SkeletonizationResult) {
  const found = skeletons.map(({ status, retainedSites, removalOrder, jackknife }) => ({
    status,
    retainedSites,
    removalOrder,
    jackknife,
  }));
  return { sites, epistatic, anyEffect, lowerBounds, summary, skeletons: found };
}

/** Nobody disturbs this one: assay types and image alone, in memory. */
const undisturbed = (): unknown => {
  const played = runAssays({
    types: [nulldist, skeletonization] as never,
    submission: submissionCreate(STUDY),
    numSites: NUM_SITES,
    image,
  });
  return JSON.parse(JSON.stringify(answerIn(resultOf(played, 'skeletonization'))));
};

describe('an assay that plans by what came back', () => {
  const expected = undisturbed();
  let engine: Engine;
  let executor: ModelExecutor;
  let copy: ReturnType<typeof tempDirectory>;
  beforeEach(async () => {
    engine = await new Engine().start();
    executor = newExecutor(1);
    copy = tempDirectory('knockem-copy-');
  });
  afterEach(async () => {
    await executor.stop();
    await engine.stop();
    copy.remove();
  });

  const newExecutor = (shuffle: number): ModelExecutor =>
    new ModelExecutor(engine.messaging, { image, numSites: NUM_SITES, shuffle });
  const reaches = (submissionId: string, count: number): Promise<unknown> =>
    waitFor(async () => (await engine.completed(submissionId).catch(() => 0)) >= count, {
      timeoutMs: 120_000,
      message: `${count} competitions are completed`,
    });
  /** The answer of an undisturbed run; one accepted result for each completed competition; records and truth agree. */
  const expectTheAnswer = async (submissionId: string): Promise<void> => {
    await engine.settleDown();
    expect((await engine.messaging.streamState('dead')).lastSequence).toBe(0);
    const records = recordsIn(engine.recordsFile);
    expect(records).toEqual(truthIn(engine.databaseFile, stampOf(records)));
    const documents = documentsOf(records, submissionId);
    const [inspection, search] = ['inspection', 'skeletonization'].map(
      (type) => documents('assays').find(({ assayType }) => assayType === type)!.id as string,
    );
    const completed = documents('competitions').filter(
      ({ status, assayId }) => status === 'completed' && assayId !== inspection,
    );
    const results = documents('competitionResults').map(({ id }) => id as string);
    expect(results.sort()).toEqual(completed.map(({ id }) => id as string).sort());
    const { assayResult } = records.get(`assayResults ${search}`)!;
    expect(answerIn(assayResult as SkeletonizationResult)).toEqual(expected);
  };

  it('ends with the same answer when the database comes back from a backup, twice from the same', async () => {
    executor.work();
    const submissionId = await engine.create(STUDY);
    await reaches(submissionId, REPLICATES + 15);
    const { file } = await engine.messaging.request<SchedulerBackup>(
      'scheduler.backup',
      {},
      { timeoutMs: 30_000 },
    );
    copyFileSync(file, `${copy.path}/backup.sqlite`);
    await reaches(submissionId, REPLICATES + 45);
    await executor.stop();
    await engine.settleDown();

    for (const shuffle of [2, 3]) {
      engine.replaceDatabase(`${copy.path}/backup.sqlite`);
      executor = newExecutor(shuffle);
      executor.work();
      await engine.startServices();
      await engine.until(submissionId, 'completed');
      await executor.stop();
      await expectTheAnswer(submissionId);
    }
  });

  it('ends with the same answer when nats-server lost its last minutes, and the planner what it knew', async () => {
    executor.work();
    const submissionId = await engine.create(STUDY);
    await reaches(submissionId, REPLICATES / 2);
    await engine.server.copyStore(copy.path);
    await reaches(submissionId, REPLICATES + 25);
    // A power cut leaves files of different ages: what the planner had been given is newer than the stream.
    await engine.server.copyStore(copy.path, CONSUMERS);
    await engine.server.setBackStore(copy.path);
    await waitFor(() => engine.messaging.isConnected());
    await reaches(submissionId, REPLICATES + 45);
    await engine.stopPlanner();
    await engine.startPlanner();
    await engine.until(submissionId, 'completed');
    await executor.stop();
    await expectTheAnswer(submissionId);
  });

  it('ends with the same answer when nats-server lost everything, and containers find what they start with', async () => {
    executor.work();
    const submissionId = await engine.create(STUDY);
    await reaches(submissionId, REPLICATES + 15);
    await engine.server.setBackStore(copy.path);
    await waitFor(() => engine.messaging.isConnected());
    await engine.until(submissionId, 'completed');
    await executor.stop();
    const [{ template }] = executor.grants.filter(({ template }) => template !== undefined);
    for (const { path, digest } of template!.inputs.filter(({ path }) => path !== '/knockem/in/genome'))
      await waitFor(() => engine.messaging.blobs.has(digest).catch(() => false), {
        timeoutMs: 60_000,
        message: `${path} is stored`,
      });
    await expectTheAnswer(submissionId);
  });
});

/** Where nats-server keeps how far the consumers of JOURNAL have come. */
const CONSUMERS = 'jetstream/$G/streams/TESTING_JOURNAL/obs';

const documentsOf =
  (records: Documents, submissionId: string) =>
  (collection: string): Record<string, unknown>[] =>
    [...records]
      .filter(([key, document]) => key.startsWith(`${collection} `) && document.submissionId === submissionId)
      .map(([, document]) => document);
