import type { CompetitionOutcome } from '#contracts';
import { exactCounts, type Thresholds } from '#science';
import { submissionCreate } from '#testing';
import type { AssayContext } from './assay-type';
import { nulldist } from './nulldist';

const context = (parameters = { replicates: 100, alpha: 0.01 }): AssayContext => ({
  assayId: 'a',
  assayType: 'any',
  submission: submissionCreate(),
  facts: { numSites: 10, imageChainId: 'sha256:x' },
  parameters,
  dependencies: {},
});
const completed = (ordinal: number, numAlpha: number, numBeta: number): CompetitionOutcome => ({
  ordinal,
  outcome: 'completed',
  value: { updatesElapsed: 100, numAlpha, numBeta, warnings: [] },
});
const failure = (ordinal: number): CompetitionOutcome => ({ ordinal, outcome: 'failed', reason: 'it broke' });

/** The conclusion after these results, told in two portions out of order. */
function conclusionOf(outcomes: CompetitionOutcome[], c = context()) {
  const first = nulldist.next(nulldist.start(c), c, 0);
  if (!('plan' in first)) throw new Error('no plan');
  expect(first.plan.contests).toHaveLength(c.parameters.replicates);
  const half = nulldist.fold(first.state, outcomes.slice(outcomes.length / 2), c);
  expect(nulldist.next(half, c, outcomes.length)).toMatchObject({ plan: { contests: [], wake: 'all' } });
  const step = nulldist.next(
    nulldist.fold(half, outcomes.slice(0, outcomes.length / 2), c),
    c,
    outcomes.length,
  );
  if (!('conclusion' in step)) throw new Error('no conclusion');
  return step.conclusion;
}

const null100 = Array.from({ length: 100 }, (_, ordinal) => {
  const { numAlpha, numBeta } = exactCounts({ effect: 0, sameGenome: true, seed: ordinal });
  return completed(ordinal, numAlpha, numBeta);
});

test('reports both thresholds, percentiles, asymmetry and the raw scores in order', () => {
  const conclusion = conclusionOf(null100);
  expect(conclusion).toMatchObject({
    status: 'completed',
    warnings: [],
    result: {
      numMeasured: 100,
      numFailed: 0,
      falsePositiveRate: 0,
      thresholds: { orderStatistic: { rank: 199, pooled: 200 }, percentile: {} },
      asymmetry: { mean: 0, favours: null },
    },
  });
  const { result } = conclusion as unknown as {
    result: { scores: number[]; percentiles: number[]; thresholds: { orderStatistic: Thresholds } };
  };
  expect(result.scores).toHaveLength(100);
  expect(Math.sign(result.scores[0])).toBe(1);
  expect(Math.sign(result.scores[1])).toBe(-1);
  expect(result.percentiles).toHaveLength(101);
  expect(result.thresholds.orderStatistic.deleterious).toBeCloseTo(0.001, 7);
  expect(result.thresholds.orderStatistic.beneficial).toBe(-result.thresholds.orderStatistic.deleterious);
});

test('tells the rate of false positives where there is noise', () => {
  const noisy = Array.from({ length: 100 }, (_, i) => completed(i, 450 + i, 550 - i));
  expect(conclusionOf(noisy)).toMatchObject({ result: { falsePositiveRate: expect.closeTo(2 / 201, 12) } });
});

test('concludes with what is left while that serves alpha', () => {
  const some = null100.map((outcome) => (outcome.ordinal < 50 ? failure(outcome.ordinal) : outcome));
  expect(conclusionOf(some)).toMatchObject({
    status: 'completed',
    result: { numMeasured: 50, numFailed: 50 },
    warnings: ['50 of 100 competitions failed; the thresholds rest on the others'],
  });
});

test('fails with the numbers and the first failure when it does not', () => {
  const few = null100.map((outcome) => (outcome.ordinal < 51 ? failure(outcome.ordinal) : outcome));
  expect(conclusionOf(few)).toEqual({
    status: 'failed',
    warnings: [],
    reason:
      'nulldist needs 50 scores for alpha = 0.01, but only 49 of 100 competitions gave one; the first that did not: it broke',
  });
});

test('tells when the image favours one side, and of extinctions', () => {
  const unfair = Array.from({ length: 100 }, (_, i) =>
    i === 0 ? completed(i, 0, 0) : completed(i, 600 + i, 400 - i),
  );
  const { warnings } = conclusionOf(unfair);
  expect(warnings).toEqual([
    '1 competition: both sides are extinct: scored 0',
    expect.stringMatching(/^the image favours alpha/),
  ]);
});

test.each([
  [100, 0, 'both sides are extinct'],
  [0, 5, 'no updates elapsed'],
])('fails where every score is a stand-in (%i updates, %i of each)', (updatesElapsed, count, cause) => {
  const value = { updatesElapsed, numAlpha: count, numBeta: count, warnings: [] };
  const outcomes = Array.from({ length: 100 }, (_, ordinal): CompetitionOutcome => ({
    ordinal,
    outcome: 'completed',
    value,
  }));
  expect(conclusionOf(outcomes)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining(`100 competitions: ${cause}`),
  });
});
