import type { DoseCalibrationResult } from '#contracts';
import { expectFiniteNumbers, submissionCreate } from '#testing';
import { afterFailures, DOSE_GENOME, doseStudy } from '../../testing/dose-study';
import { resultOf, runAssays, type AssayStudy } from '../../testing/run-assays';
import {
  constantImage,
  explicitImage,
  failingImage,
  type SimulatedImage,
} from '../../testing/simulated-image';
import { doseCalibration } from './dose-calibration';

const genome = DOSE_GENOME;
const study = (overrides: Partial<AssayStudy> = {}): AssayStudy => doseStudy([doseCalibration], overrides);
const calibrate = (overrides: Partial<AssayStudy> = {}) => runAssays(study(overrides)).doseCalibration;

test('one competition per dose, each of eligible sites only, and doses where detection rises', () => {
  const played = runAssays(study());
  const result = resultOf<DoseCalibrationResult>(played, 'doseCalibration');
  const { contests } = played.doseCalibration;
  expect(contests.map(({ sitesOutBeta }) => sitesOutBeta.length)).toEqual(
    result.smear.map(({ dose }) => dose),
  );
  for (const { sitesOutAlpha, sitesOutBeta } of contests) {
    expect(sitesOutAlpha).toEqual([]);
    expect(sitesOutBeta.filter((site) => genome.criticalSites.includes(site))).toEqual([]);
  }
  expect(result.numEligibleSites).toBe(295);
  expect(result.excludedSites).toEqual(genome.criticalSites);
  expect(result.smear.at(-1)).toMatchObject({ dose: 295, detected: true, beneficial: false });
  const { low, high } = result.band!;
  expect(low).toBeGreaterThan(4);
  expect(high).toBeLessThan(150);
  expect(result.doses).toHaveLength(5);
  expect(result.doses[0]).toBe(Math.floor(low));
  expect(result.doses.at(-1)).toBe(Math.ceil(high));
  expect(played.doseCalibration.conclusion.warnings).toEqual([]);
});

test('another seed draws other sets, the same seed the same', () => {
  const setsOf = (seed: number) =>
    calibrate({ submission: submissionCreate({ seed }) }).contests.map((c) => c.sitesOutBeta.join());
  expect(setsOf(1)).toEqual(setsOf(1));
  expect(setsOf(1).slice(0, -1)).not.toEqual(setsOf(2).slice(0, -1));
});

const sized = (numSites: number, overrides: Partial<AssayStudy> = {}) =>
  calibrate({ numSites, image: neutral(numSites), ...overrides });
const neutral = (numSites: number): SimulatedImage =>
  explicitImage({ effects: new Array<number>(numSites).fill(0), sets: [] }, 'exact');

test('no effects at all: doses evenly from 1 to all, and says so', () => {
  const { conclusion } = sized(300);
  expect(conclusion).toMatchObject({
    status: 'completed',
    result: {
      band: null,
      extremes: null,
      doses: [1, 75, 150, 225, 300],
      interpolatedComplexity: { estimate: { value: 0 } },
    },
    warnings: ['no dose was detected: the doses for titration are spread evenly from 1 to 300'],
  });
});

test('more doses than sites are capped with a warning', () => {
  expect(sized(20).conclusion.warnings).toContain(
    'numDoses = 100, but 20 eligible sites allow only 20 doses',
  );
});

test.each([
  [1, /only one site is not detectable alone/],
  [2, /2 eligible sites .* allow 2 doses, fewer than numTitrationDoses = 5; ask for numTitrationDoses = 2/],
])('%i sites: refused in words before anything runs', (numSites, reason) => {
  const { conclusion, contests } = sized(numSites);
  expect(conclusion).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
  expect(contests).toEqual([]);
});

test('two sites with two doses, as advised', () => {
  const submission = submissionCreate({ assayParameters: { doseCalibration: { numTitrationDoses: 2 } } });
  expect(sized(2, { submission }).conclusion).toMatchObject({
    status: 'completed',
    result: { doses: [1, 2] },
  });
});

test('everything critical: the critical sites are the answer', () => {
  const image = explicitImage({ effects: new Array<number>(30).fill(2), sets: [] }, 'exact');
  expect(sized(30, { image }).conclusion).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('every one is detectable alone'),
  });
});

test('failed competitions are not measured', () => {
  const many = ({ sitesOutBeta }: { sitesOutBeta: readonly number[] }) => sitesOutBeta.length > 1;
  const half = calibrate({ image: failingImage(explicitImage(genome, 'exact'), 0.5, many) }).conclusion;
  expect(half.warnings).toEqual([
    expect.stringMatching(/of 100 doses were not measured; the first failure: the cont/),
  ]);
  const all = calibrate({ image: failingImage(explicitImage(genome, 'exact'), 1, many) }).conclusion;
  // Dose 1 still runs.
  expect(all).toMatchObject({ status: 'completed', result: { band: null } });
});

test('every competition failed', () => {
  const { context } = calibrate();
  expect(afterFailures(doseCalibration, context)).toEqual({
    conclusion: {
      status: 'failed',
      reason: 'doseCalibration: no dose could be measured; the first failure: it broke',
      warnings: [],
    },
  });
});

test('degenerate genomes and images never give NaN', () => {
  const extinct = constantImage({ updatesElapsed: 10, numAlpha: 0, numBeta: 0 });
  const equal = constantImage({ updatesElapsed: 10, numAlpha: 500, numBeta: 500 });
  for (const image of [extinct, equal, explicitImage(genome, 'noisy')]) {
    for (const numSites of [1, 2, 5, 7, 40]) expectFiniteNumbers(calibrate({ numSites, image }).conclusion);
  }
});
