import type { CompetitionOutcome } from '#contracts';
import { submissionCreate } from '#testing';
import type { AssayContext } from './assay-type';
import { screenCritical } from './screen-critical';

const NULLS = {
  scores: [0.001, -0.001, 0.002, -0.002],
  falsePositiveRate: 0.01,
  thresholds: { orderStatistic: { deleterious: 0.002, beneficial: -0.002, rank: 199, pooled: 200 } },
};
const context = (numSites: number, replicates = 1): AssayContext => ({
  assayId: 'a',
  assayType: 'any',
  submission: submissionCreate(),
  facts: { numSites, imageChainId: 'sha256:x' },
  parameters: { replicates },
  dependencies: { nulldist: NULLS },
});
const scored = (ordinal: number, score: number): CompetitionOutcome => ({
  ordinal,
  outcome: 'completed',
  value: { updatesElapsed: 1, numAlpha: 500_000 * (1 + score), numBeta: 500_000 * (1 - score), warnings: [] },
});
const failure = (ordinal: number): CompetitionOutcome => ({ ordinal, outcome: 'failed', reason: 'it broke' });

function conclusionOf(c: AssayContext, outcomes: CompetitionOutcome[]) {
  let state = screenCritical.start(c);
  let planned = 0;
  for (;;) {
    const step = screenCritical.next(state, c, planned);
    if ('conclusion' in step) return step.conclusion;
    const fresh = outcomes.slice(planned, planned + step.plan.contests.length);
    planned += step.plan.contests.length;
    state = screenCritical.fold(step.state, fresh, c);
  }
}

test('plans each site once, alone', () => {
  const c = context(3);
  const step = screenCritical.next(screenCritical.start(c), c, 0);
  expect(step).toMatchObject({ plan: { withdraw: [], wake: 'all' } });
  expect('plan' in step && [...step.plan.contests]).toEqual(
    [0, 1, 2].map((site) => ({ sitesOutAlpha: [], sitesOutBeta: [site] })),
  );
});

test('decides strictly, both ways, and names what was not measured', () => {
  const outcomes = [scored(0, 0.002), scored(1, 0.003), scored(2, -0.003), failure(3), scored(4, 0)];
  expect(conclusionOf(context(5), outcomes)).toEqual({
    status: 'completed',
    warnings: ['1 sites were not measured; the first failure: it broke'],
    result: {
      numSites: 5,
      replicates: 1,
      thresholds: { deleterious: 0.002, beneficial: -0.002 },
      falsePositiveRate: 0.01,
      scores: [expect.closeTo(0.002, 9), expect.closeTo(0.003, 9), expect.closeTo(-0.003, 9), null, 0],
      deleteriousSites: [1],
      beneficialSites: [2],
      criticalSites: [1, 2],
      notMeasuredSites: [3],
      counts: { measured: 4, notMeasured: 1, deleterious: 1, beneficial: 1 },
      corrected: { deleterious: expect.closeTo(0.96 / 0.99, 9), beneficial: expect.closeTo(0.96 / 0.99, 9) },
      summary: {
        critical: {
          value: expect.closeTo((2 - 0.08) / 0.98, 9),
          interval: { low: 1, high: 2, level: 0.95 },
          unit: 'sites',
          method: expect.stringContaining('false positives'),
          assumptions: expect.arrayContaining([expect.stringContaining('every site')]),
          notes: ['1 sites were not measured and are not counted'],
        },
      },
    },
  });
});

test('means of replicates, with their own lower false-positive rate', () => {
  const outcomes = [scored(0, 0.005), scored(1, 0), scored(2, 0.001), scored(3, 0.001)];
  const conclusion = conclusionOf(context(2, 2), outcomes);
  expect(conclusion).toMatchObject({
    result: {
      scores: [expect.closeTo(0.003, 9), expect.closeTo(0.0005, 9)],
      criticalSites: [0],
      falsePositiveRate: 0,
    },
  });
  const partly = conclusionOf(context(2, 2), [scored(0, 0.005), scored(1, 0), failure(2), scored(3, 0)]);
  expect(partly.warnings).toEqual(['1 sites were measured with fewer than 2 competitions']);
});

test('a mean of equal scores is no hair above them: an image that always says the same finds nothing', () => {
  const c = context(4, 3);
  const orderStatistic = { deleterious: 0.1, beneficial: -0.1, rank: 199, pooled: 200 };
  const nulldist = { scores: [0.1, 0.1], falsePositiveRate: 0, thresholds: { orderStatistic } };
  const constant = Array.from({ length: 12 }, (_, i): CompetitionOutcome => ({
    ordinal: i,
    outcome: 'completed',
    value: { updatesElapsed: 1, numAlpha: 55, numBeta: 45, warnings: [] },
  }));
  expect(conclusionOf({ ...c, dependencies: { nulldist } }, constant)).toMatchObject({
    result: { criticalSites: [], falsePositiveRate: 0 },
  });
});

test('a score that no number can hold is no measurement', () => {
  const tiny = { updatesElapsed: 1e-320, numAlpha: 600, numBeta: 400, warnings: [] };
  const outcomes: CompetitionOutcome[] = [{ ordinal: 0, outcome: 'completed', value: tiny }, scored(1, 0)];
  expect(conclusionOf(context(2), outcomes)).toMatchObject({
    result: { notMeasuredSites: [0] },
    warnings: [expect.stringContaining('updatesElapsed = 1e-320 is too small')],
  });
});

test('fails when nothing could be measured', () => {
  expect(conclusionOf(context(2), [failure(0), failure(1)])).toMatchObject({
    status: 'failed',
    reason: 'screenCritical: no site could be measured; the first failure: it broke',
  });
});

test('a huge genome is planned in rounds', () => {
  const c = context(60_000);
  const first = screenCritical.next(screenCritical.start(c), c, 0);
  if (!('plan' in first)) throw new Error('no plan');
  expect(first.plan.contests).toHaveLength(50_000);
  const state = screenCritical.fold(
    first.state,
    Array.from({ length: 50_000 }, (_, i) => scored(i, 0)),
    c,
  );
  const second = screenCritical.next(state, c, 50_000);
  expect(second).toMatchObject({ plan: { wake: 'all' } });
  if ('plan' in second) expect([...second.plan.contests].map((k) => k.sitesOutBeta[0])[0]).toBe(50_000);
});
