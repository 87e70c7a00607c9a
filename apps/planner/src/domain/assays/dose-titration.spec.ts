import type { DoseCalibrationResult, DoseTitrationResult } from '#contracts';
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
import { doseTitration } from './dose-titration';

const genome = DOSE_GENOME;
const QUICK = { doseTitration: { replicates: 60, numBootstraps: 100 } };
const study = (overrides: Partial<AssayStudy> = {}): AssayStudy =>
  doseStudy([doseCalibration, doseTitration], {
    submission: submissionCreate({ assayParameters: QUICK }),
    ...overrides,
  });
const played = runAssays(study());

test('the whole chain: shares rise with the dose, and the additive sites are estimated', () => {
  const { doses } = resultOf<DoseCalibrationResult>(played, 'doseCalibration');
  const result = resultOf<DoseTitrationResult>(played, 'doseTitration');
  expect(result.doses.map(({ dose }) => dose)).toEqual(doses);
  expect(result).toMatchObject({
    numEligibleSites: 295,
    excludedSites: genome.criticalSites,
    replicates: 60,
  });
  for (const { measured, notMeasured, detected, beneficial, share, wilson } of result.doses) {
    expect([measured, notMeasured, beneficial]).toEqual([60, 0, 0]);
    expect(share).toBe(detected / 60);
    expect(wilson!.low <= share! && share! <= wilson!.high).toBe(true);
  }
  expect(result.doses.at(-1)!.share).toBeGreaterThan(result.doses[0].share! + 0.5);
  const { value, interval } = result.summary.additive;
  expect(value).toBeGreaterThan(12);
  expect(value).toBeLessThan(70);
  expect(interval!.low <= 30 && 30 <= interval!.high).toBe(true);
  expect(result.paper!.sites).toBeGreaterThan(0);
  expectFiniteNumbers(result);
});

test('noise is reckoned with, and told beside the estimate', () => {
  const { summary } = resultOf<DoseTitrationResult>(
    runAssays(study({ image: explicitImage(genome, 'noisy') })),
    'doseTitration',
  );
  const exact = resultOf<DoseTitrationResult>(played, 'doseTitration').summary.additive;
  expect(exact.notes.join()).not.toMatch(/spread/);
  expect(summary.additive.notes).toContainEqual(
    expect.stringMatching(/spread by (3|4|5)\d % of the threshold.*reckons with that/),
  );
  const { value, interval } = summary.additive;
  expect(interval!.low <= 30 && 30 <= interval!.high).toBe(true);
  expect(value).toBeGreaterThan(12);
});

test('ordinals are interleaved over the doses, each with a fresh set', () => {
  const { doses } = resultOf<DoseCalibrationResult>(played, 'doseCalibration');
  const { contests } = played.doseTitration;
  expect(contests.map((c) => c.sitesOutBeta.length)).toEqual(contests.map((_, o) => doses[o % doses.length]));
  expect(new Set(contests.map((c) => c.sitesOutBeta.join())).size).toBeGreaterThan(contests.length - 5);
  const critical = new Set(genome.criticalSites);
  expect(contests.some((c) => c.sitesOutBeta.some((site) => critical.has(site)))).toBe(false);
});

test('the order of settling changes nothing', () => {
  const other = runAssays(study({ settlingSeed: 2 }));
  expect(other.doseTitration.conclusion).toEqual(played.doseTitration.conclusion);
});

test('failed competitions are not measured, and the true number is used', () => {
  const sets: Parameters<typeof failingImage>[2] = ({ sitesOutBeta }) => sitesOutBeta.length > 1;
  const image = failingImage(explicitImage(genome, 'exact'), 0.2, sets);
  const failing = runAssays(study({ image }));
  const { doses } = resultOf<DoseTitrationResult>(failing, 'doseTitration');
  const missing = doses.reduce((sum, { notMeasured }) => sum + notMeasured, 0);
  expect(missing).toBeGreaterThan(20);
  for (const { measured, detected, share } of doses) expect(share).toBe(detected / measured);
  expect(failing.doseTitration.conclusion.warnings).toContain(
    `${missing} of 300 competitions were not measured; the first failure: the container exited with code 1`,
  );
});

test('beneficial hits are counted and are no error', () => {
  const effects = genome.effects.map((effect) => -effect);
  const played = runAssays(study({ image: explicitImage({ effects, sets: [] }, 'exact') }));
  const { doses, summary } = resultOf<DoseTitrationResult>(played, 'doseTitration');
  expect(doses.at(-1)).toMatchObject({ detected: 0, beneficial: 60, share: 0 });
  expectFiniteNumbers(summary);
});

test('every competition failed: a sentence', () => {
  const { context } = played.doseTitration;
  expect(afterFailures(doseTitration, context)).toEqual({
    conclusion: {
      status: 'failed',
      reason: 'doseTitration: no competition could be measured; the first failure: it broke',
      warnings: [],
    },
  });
});

test('rounds hold at most 50,000 competitions', () => {
  const { context } = played.doseTitration;
  const many = { ...context, parameters: { ...context.parameters, replicates: 12_000 } };
  const low = { ...many.dependencies.doseCalibration, doses: [1, 2, 3, 4, 5] };
  const shallow = { ...many, dependencies: { ...many.dependencies, doseCalibration: low } };
  const first = doseTitration.next(doseTitration.start(shallow), shallow, 0);
  if (!('plan' in first)) throw new Error('no plan');
  expect(first.plan.contests).toHaveLength(50_000);
});

test('chance detections at a high alpha are warned of', () => {
  const assayParameters = { ...QUICK, nulldist: { alpha: 0.1 } };
  const { conclusion } = runAssays(
    study({ submission: submissionCreate({ assayParameters }), image: explicitImage(genome, 'noisy') }),
  ).doseTitration;
  expect(conclusion.warnings).toContainEqual(
    expect.stringMatching(/^about 10 % of competitions are detected by/),
  );
});

test('knockouts that do good are told of, beside an estimate that sees harm alone', () => {
  const image = explicitImage({ effects: new Array<number>(12).fill(-0.4), sets: [] }, 'exact');
  const good = runAssays(study({ numSites: 12, image }));
  const told = expect.stringMatching(/competitions were detectably beneficial: .* tell of harm only/);
  expect(good.doseCalibration.conclusion.warnings).toContainEqual(told);
  expect(good.doseTitration.conclusion.warnings).toContainEqual(told);
  expect(resultOf<DoseTitrationResult>(good, 'doseTitration').summary.additive.notes).toContainEqual(told);
});

describe('degenerate genomes and images: words or finite numbers', () => {
  const flat = (numSites: number, effect: number): SimulatedImage =>
    explicitImage({ effects: new Array<number>(numSites).fill(effect), sets: [] }, 'exact');
  const noisy = (numSites: number): SimulatedImage =>
    explicitImage({ effects: new Array<number>(numSites).fill(0), sets: [] }, 'noisy');
  const images: readonly (readonly [string, (numSites: number) => SimulatedImage])[] = [
    ['no effects', (n) => flat(n, 0)],
    ['no effects, with noise', noisy],
    ['everything critical', (n) => flat(n, 3)],
    ['any two sites are seen', (n) => flat(n, 0.6)],
    ['everything beneficial', (n) => flat(n, -0.4)],
    ['both extinct', () => constantImage({ updatesElapsed: 100, numAlpha: 0, numBeta: 0 })],
    ['a null without variance', () => constantImage({ updatesElapsed: 100, numAlpha: 500, numBeta: 500 })],
    ['no updates', () => constantImage({ updatesElapsed: 0, numAlpha: 500, numBeta: 400 })],
    ['everything fails', (n) => failingImage(flat(n, 0), 1)],
    ['half of all fails', (n) => failingImage(flat(n, 0.3), 0.5)],
  ];
  test.each(images)('%s', (_, imageOf) => {
    for (const numSites of [1, 2, 3, 6, 40]) {
      const assayParameters = {
        nulldist: { replicates: 200 },
        doseTitration: { replicates: 10, numBootstraps: 100 },
        doseCalibration: { numTitrationDoses: numSites === 40 ? 5 : 2, numDoses: 20 },
      };
      const submission = submissionCreate({ assayParameters });
      const played = runAssays(study({ numSites, image: imageOf(numSites), submission }));
      expectFiniteNumbers(Object.values(played).map(({ conclusion }) => conclusion));
      const { conclusion } = played.doseTitration;
      if (conclusion.status === 'failed') expect(conclusion.reason).toMatch(/\w{4}/);
      else expectHonest(conclusion.result as unknown as DoseTitrationResult);
    }
  });

  const expectHonest = ({ summary: { additive }, numEligibleSites }: DoseTitrationResult): void => {
    if (additive.value === null) return expect(additive.notes.join()).toMatch(/\w{4}/);
    expect(additive.value).toBeLessThanOrEqual(numEligibleSites);
    expect(additive.value).toBeGreaterThanOrEqual(0);
    if (additive.interval) expect(additive.interval.low).toBeLessThanOrEqual(additive.interval.high);
  };
});
