import { expectFiniteNumbers } from '#testing';
import { seededRandom } from '../random';
import { detectionBand, detectionExtremes, type DoseObservation } from './detection-band';
import { smearDoses } from './doses';

const observe = (n: number, detected: (dose: number) => boolean, numDoses = 100): DoseObservation[] =>
  smearDoses(n, numDoses).map((dose) => ({ dose, detected: detected(dose) }));
const CHANCE = 0.02;

test('nothing or everything detected: no band, no extremes', () => {
  for (const always of [true, false]) {
    const smear = observe(1000, () => always);
    expect(detectionBand(smear, 1000, CHANCE)).toBeNull();
    expect(detectionExtremes(smear)).toBeNull();
  }
  expect(detectionBand([], 1000, CHANCE)).toBeNull();
});

test('a clean step is enclosed', () => {
  const band = detectionBand(
    observe(1000, (dose) => dose >= 60),
    1000,
    CHANCE,
  )!;
  expect(band.low).toBeGreaterThan(30);
  expect(band.low).toBeLessThan(60);
  expect(band.high).toBeGreaterThan(60);
  expect(band.high).toBeLessThan(130);
  expect(band.curve).toHaveLength(100);
  expect(
    band.curve.every(({ probability }, i) => i === 0 || probability >= band.curve[i - 1].probability),
  ).toBe(true);
});

test('one chance detection and one lapse hardly move the band, though they move the extremes to the ends', () => {
  const step = (dose: number) => dose >= 60;
  const clean = detectionBand(observe(1000, step), 1000, CHANCE)!;
  const noisy = observe(1000, (dose) => (dose === 2 || dose === 932 ? !step(dose) : step(dose)));
  expect(detectionExtremes(noisy)).toEqual({ smallestDetected: 2, largestUndetected: 932 });
  const band = detectionBand(noisy, 1000, CHANCE)!;
  expect(band.low / clean.low).toBeGreaterThan(0.5);
  expect(band.high / clean.high).toBeLessThan(2);
});

test('a single chance detection at a low dose is no band', () => {
  const band = detectionBand(
    observe(1000, (dose) => dose === 3),
    1000,
    CHANCE,
  );
  expect(band === null || band.high === 1000).toBe(true);
});

test('the band covers the true 5 %–95 % range well, over many smears', () => {
  const random = seededRandom(1);
  const logistic = (dose: number) => 1 / (1 + Math.exp(-2.8 * (Math.log(dose) - Math.log(57))));
  const bands = Array.from({ length: 60 }, () =>
    detectionBand(
      observe(1000, (dose) => random.uniform() < logistic(dose)),
      1000,
      CHANCE,
    ),
  ).map((band) => band!);
  const median = (values: number[]) => values.sort((a, b) => a - b)[30];
  const [low, high] = [median(bands.map((b) => b.low)), median(bands.map((b) => b.high))];
  expect([low > 15 && low < 27, high > 120 && high < 230]).toEqual([true, true]);
  expect(bands.filter((b) => b.low < 50 && b.high > 70).length).toBeGreaterThan(56);
});

test('any smear of any length gives numbers or null', () => {
  const random = seededRandom(2);
  for (let trial = 0; trial < 100; trial++) {
    const n = 1 + random.below(trial % 2 ? 8 : 100_000);
    const share = random.uniform();
    const smear = observe(n, () => random.uniform() < share, 1 + random.below(20));
    const band = detectionBand(smear, n, random.uniform());
    expectFiniteNumbers(band);
    if (band) expect(band.low >= 1 && band.low <= band.high && band.high <= n).toBe(true);
  }
});
