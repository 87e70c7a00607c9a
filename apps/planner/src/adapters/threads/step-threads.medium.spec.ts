/** Real: the threads, the assay types, the planner's use case. Not real: the image (explicit model), NATS. */
import { resolve } from 'node:path';
import { withDefaults } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { submissionCreate } from '#testing';
import type { StepQuestion } from '../../application/ports';
import { dependency, Study } from '../../application/study.conformance';
import type { AssayType } from '../../domain/assays/assay-type';
import { doseCalibration } from '../../domain/assays/dose-calibration';
import { doseTitration } from '../../domain/assays/dose-titration';
import { nulldist } from '../../domain/assays/nulldist';
import { screenCritical } from '../../domain/assays/screen-critical';
import { runAssays } from '../../testing/run-assays';
import { explicitImage } from '../../testing/simulated-image';
import { StepThreads } from './step-threads';

const NUM_SITES = 200;
const genome = drawGenome(
  { numSites: NUM_SITES, numCritical: 5, numAdditive: 20, numSets: 0, setSize: 2 },
  seededRandom(3),
);
const submission = submissionCreate({
  assayTypes: ['doseTitration'],
  assayParameters: { doseTitration: { replicates: 20, numBootstraps: 100 } },
});
const image = explicitImage(genome, 'exact');
const types = [nulldist, screenCritical, doseCalibration] as AssayType[];
const before = runAssays({ types, submission, numSites: NUM_SITES, image });

/** The last question of a titration: everything has settled. */
const lastQuestion = (): StepQuestion => {
  const dependencies = Object.fromEntries(
    Object.entries(before).map(([type, { conclusion }]) => [
      type,
      conclusion.status === 'completed' ? conclusion.result : {},
    ]),
  );
  const parameters = withDefaults('doseTitration', submission.assayParameters.doseTitration);
  const context = { ...before.doseCalibration.context, assayType: 'doseTitration', parameters, dependencies };
  const step = doseTitration.next(doseTitration.start(context), context, 0);
  if (!('plan' in step)) throw new Error('no plan');
  const { contests } = step.plan;
  const results = [...contests].map((contest, ordinal) => ({
    ordinal,
    outcome: 'completed' as const,
    value: { ...image(contest, ordinal), warnings: [] },
  }));
  const state = doseTitration.fold(step.state, results, context);
  return { assayType: 'doseTitration', state, context, nextOrdinal: contests.length };
};

const fromSource = {
  filename: resolve(__dirname, 'step.thread.ts'),
  execArgv: ['--conditions=knockem-source', '-r', resolve('libs/testing/src/typescript-hook.cjs')],
};

let threads: StepThreads;
beforeEach(() => {
  threads = new StepThreads(fromSource);
});
afterEach(() => threads.stop());

test('other submissions are answered while a titration is concluded, and its conclusion is the same', async () => {
  const question = lastQuestion();
  const { state, context, nextOrdinal } = question;
  expect(doseTitration.isLaborious!(state as never, context)).toBe(true);
  let isConcluded = false;
  const concluding = threads.step(question).finally(() => {
    isConcluded = true;
  });
  let numAnswered = 0;
  while (!isConcluded) {
    const other = new Study('nulldist', submissionCreate(), dependency('inspection', {}));
    await other.newPlanner().answer(other.request());
    numAnswered++;
    await new Promise(setImmediate);
  }
  // One at the least would be answered even by a planner that did nothing else meanwhile.
  expect(numAnswered).toBeGreaterThan(2);
  expect(await concluding).toEqual(doseTitration.next(state as never, context, nextOrdinal));
});

test('what a step throws is the rejection', async () => {
  const { context } = before.nulldist;
  await expect(threads.step({ assayType: 'unknown', state: null, context, nextOrdinal: 0 })).rejects.toThrow(
    'assay type unknown, which this planner does not know',
  );
});

test('a stop gives up what is under way', async () => {
  const concluding = threads.step(lastQuestion());
  const refused = expect(concluding).rejects.toThrow();
  await threads.stop();
  await refused;
});
