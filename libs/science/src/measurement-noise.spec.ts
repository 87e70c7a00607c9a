import { noisyCounts } from './explicit-model';
import { measurementNoise } from './measurement-noise';
import { seededRandom } from './random';
import { score } from './score';

test('the noise of single scores, whatever a tenth of the sites does', () => {
  const random = seededRandom(1);
  const scores = Array.from({ length: 2000 }, (_, i) =>
    score(noisyCounts({ effect: i % 10 === 0 ? 2 : 0 }, random)),
  );
  const binomial = 1 / Math.sqrt(1000) / 100;
  expect(measurementNoise(scores, 1)! / binomial).toBeGreaterThan(0.9);
  expect(measurementNoise(scores, 1)! / binomial).toBeLessThan(1.25);
  expect(measurementNoise(scores, 4)).toBeCloseTo(2 * measurementNoise(scores, 1)!, 12);
});

test('no spread is no noise; no scores, no answer', () => {
  expect(measurementNoise([0, 0, null, 0, 5], 1)).toBe(0);
  expect(measurementNoise([3], 1)).toBe(0);
  expect(measurementNoise([null], 1)).toBeNull();
});
