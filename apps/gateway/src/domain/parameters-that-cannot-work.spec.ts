import { assayParameterProblems, type SubmissionRequest } from '#contracts';
import { parametersThatCannotWork } from './parameters-that-cannot-work';

const asked = (nulldist?: Record<string, number>): SubmissionRequest =>
  ({ assayParameters: nulldist ? { nulldist } : undefined }) as unknown as SubmissionRequest;

test('defaults and numbers that fit are let through', () => {
  expect(parametersThatCannotWork(asked())).toEqual([]);
  expect(parametersThatCannotWork(asked({ replicates: 50 }))).toEqual([]);
  expect(parametersThatCannotWork(asked({ alpha: 0.2, replicates: 2 }))).toEqual([]);
});

test('too few replicates are refused with the nearest that works, which does', () => {
  const [{ field, message }] = parametersThatCannotWork(asked({ replicates: 20 }));
  expect(field).toBe('assayParameters.nulldist.replicates');
  expect(message).toMatch(/^20 replicates cannot serve alpha = 0.01: give at least 50 replicates/);
  const alpha = Number(/at least ([\d.]+)$/.exec(message)![1]);
  expect(parametersThatCannotWork(asked({ replicates: 20, alpha }))).toEqual([]);
  expect(assayParameterProblems({ nulldist: { replicates: 20, alpha } })).toEqual([]);
});

test('a single replicate names a bound that its alpha cannot reach: only replicates help', () => {
  const [{ message }] = parametersThatCannotWork(asked({ replicates: 1 }));
  expect(message).toBe('1 replicates cannot serve alpha = 0.01: give at least 50 replicates');
});

test('reuse without a seed is refused: it would find nothing', () => {
  const reuse = { ...asked(), reuseResults: true };
  expect(parametersThatCannotWork(reuse)).toMatchObject([{ field: 'seed' }]);
  expect(parametersThatCannotWork({ ...reuse, seed: 0 })).toEqual([]);
});
