import type { CompetitionOutcome } from '#contracts';
import { firstFailureOf, NOTHING_SETTLED, withResults } from './measured-score';

const completed = (ordinal: number, value: Record<string, unknown>): CompetitionOutcome => ({
  ordinal,
  outcome: 'completed',
  value: { updatesElapsed: 100, warnings: [], ...value },
});

test('results are counted, warned of and handed on, in their order and over several rounds', () => {
  const taken: [number, number][] = [];
  const take = (score: number, ordinal: number): void => void taken.push([ordinal, score]);
  const first = withResults(
    NOTHING_SETTLED,
    [
      completed(0, { numAlpha: 600, numBeta: 400 }),
      { ordinal: 2, outcome: 'failed', reason: 'it broke' },
      completed(1, { numAlpha: 0, numBeta: 0 }),
    ],
    take,
  );
  const second = withResults(
    first,
    [
      completed(3, { numAlpha: -1, numBeta: 5 }),
      completed(4, { numAlpha: 0, numBeta: 0 }),
      { ordinal: 5, outcome: 'failed' },
    ],
    take,
  );
  expect(taken).toEqual([
    [0, 0.002],
    [1, 0],
    [4, 0],
  ]);
  expect(second).toEqual({
    numSettled: 6,
    numMeasured: 3,
    warnings: { 'both sides are extinct: scored 0': 2 },
    firstFailure: 'it broke',
  });
  expect([first.numSettled, first.numMeasured]).toEqual([3, 2]);
  expect([firstFailureOf(NOTHING_SETTLED), firstFailureOf(second)]).toEqual([
    '',
    '; the first failure: it broke',
  ]);
});

test.each([
  [completed(0, {}), 'the result has no usable counts'],
  [
    completed(0, { numAlpha: 600, numBeta: 400, updatesElapsed: 1e-320 }),
    'is too small for a score per update',
  ],
  [{ ordinal: 0, outcome: 'failed' } as const, 'no reason was given'],
])('what has no score says why', (result, reason) => {
  const counts = withResults(NOTHING_SETTLED, [result], () => {
    throw new Error('there is no score');
  });
  expect(counts).toMatchObject({ numSettled: 1, numMeasured: 0 });
  expect(counts.firstFailure).toContain(reason);
});
