import { logOddsRate, score, scoreWarning } from './score';
import vectors from './vectors/science.json';

test.each(vectors.score)(
  'score of $updatesElapsed, $numAlpha, $numBeta is $score',
  ({ score: expected, ...counts }) => {
    expect(score(counts)).toBeCloseTo(expected, 12);
  },
);

test('warns where a score of 0 says nothing', () => {
  expect(scoreWarning({ updatesElapsed: 10, numAlpha: 0, numBeta: 0 })).toMatch(/extinct/);
  expect(scoreWarning({ updatesElapsed: 0, numAlpha: 1, numBeta: 0 })).toMatch(/no updates/);
  expect(scoreWarning({ updatesElapsed: 10, numAlpha: 5, numBeta: 5 })).toBeUndefined();
});

test('the log-odds rate is finite with one side extinct, odd in the sides, 0 without updates', () => {
  expect(logOddsRate({ updatesElapsed: 10, numAlpha: 100, numBeta: 0 })).toBeCloseTo(Math.log(201) / 10, 12);
  expect(logOddsRate({ updatesElapsed: 10, numAlpha: 0, numBeta: 100 })).toBeCloseTo(-Math.log(201) / 10, 12);
  expect(logOddsRate({ updatesElapsed: 0, numAlpha: 1, numBeta: 0 })).toBe(0);
});
