import { effectOf, level, noiseModel, withEffects } from './noise';

test('effect 1 is the threshold, 0 the mean of an image that favours one side', () => {
  const noise = noiseModel([0.1, 0.3, 0.2, 0.2], { deleterious: 0.6, beneficial: -0.6 });
  expect(effectOf(0.6, noise)).toBeCloseTo(1, 12);
  expect(effectOf(0.2, noise)).toBeCloseTo(0, 12);
});

test('the noise is never taken for less than a normal null shows', () => {
  const narrow = noiseModel([0.01, -0.01, 0.01, -0.01, 0.02], { deleterious: 5, beneficial: -5 });
  expect(narrow.deviation).toBeCloseTo(0.43, 3);
  const wide = noiseModel([3, -3, 2, -2], { deleterious: 3, beneficial: -3 });
  expect(wide.deviation).toBeGreaterThan(0.9);
});

test('a threshold of 0 still gives a unit', () => {
  const noise = noiseModel([-1, 0, -1, 0], { deleterious: 0, beneficial: 0 });
  expect(noise.unit).toBeGreaterThan(0);
  expect(Number.isFinite(noise.deviation)).toBe(true);
});

test('repeated measurements have a level', () => {
  expect(level(withEffects({ count: 2, total: 2 }, [4, 4]))).toBe(2.5);
});
