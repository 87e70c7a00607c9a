import fc from 'fast-check';
import type { DoseCalibrationResult, DoseTitrationResult } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { expectFiniteNumbers, submissionCreate } from '#testing';
import { runAssays, type AssayStudy, type PlayedAssay } from '../../testing/run-assays';
import { explicitImage, failingImage } from '../../testing/simulated-image';
import type { AssayType } from './assay-type';
import { doseCalibration } from './dose-calibration';
import { doseTitration } from './dose-titration';
import { nulldist } from './nulldist';
import { screenCritical } from './screen-critical';

/** Any small genome under any image, some of whose competitions fail. */
const anyStudy = fc
  .record({
    seed: fc.nat(1_000_000),
    numSites: fc.integer({ min: 1, max: 60 }),
    shareCritical: fc.constantFrom(0, 0.1, 0.5, 1),
    shareAdditive: fc.constantFrom(0, 0.2, 1),
    variant: fc.constantFrom('exact' as const, 'noisy' as const),
    failing: fc.constantFrom(0, 0, 0.1, 0.4),
    numTitrationDoses: fc.integer({ min: 2, max: 8 }),
  })
  .map((given): AssayStudy => {
    const { seed, numSites, variant, failing, numTitrationDoses } = given;
    const numCritical = Math.floor(given.shareCritical * numSites);
    const numAdditive = Math.floor(given.shareAdditive * (numSites - numCritical));
    const recipe = { numSites, numCritical, numAdditive, numSets: 0, setSize: 2 };
    const genome = drawGenome(recipe, seededRandom(seed));
    const assayParameters = {
      nulldist: { replicates: 110, alpha: 0.01 },
      doseCalibration: { numDoses: 12, numTitrationDoses },
      doseTitration: { replicates: 10, numBootstraps: 100 },
    };
    return {
      types: [],
      submission: submissionCreate({ seed, assayParameters }),
      numSites,
      image: failingImage(explicitImage(genome, variant), failing),
      settlingSeed: seed,
    };
  });

const UNTIL_CALIBRATION = [nulldist, screenCritical, doseCalibration] as AssayType[];
const WHOLE_CHAIN = [...UNTIL_CALIBRATION, doseTitration as AssayType];

function expectWords(played: Record<string, PlayedAssay>): void {
  for (const { conclusion } of Object.values(played)) {
    expectFiniteNumbers(conclusion);
    if (conclusion.status === 'failed') expect(conclusion.reason).toMatch(/^\w+:? \w+/);
    for (const line of conclusion.warnings) expect(line).not.toMatch(/undefined|NaN|null/);
  }
}

test('calibration of any genome ends in doses that can be drawn, or in words', () => {
  fc.assert(
    fc.property(anyStudy, (study) => {
      const played = runAssays({ ...study, types: UNTIL_CALIBRATION });
      expectWords(played);
      const { conclusion, contests } = played.doseCalibration;
      if (conclusion.status === 'failed') return;
      const result = conclusion.result as unknown as DoseCalibrationResult;
      const excluded = new Set(result.excludedSites);
      expect(contests.some((c) => c.sitesOutBeta.some((site) => excluded.has(site)))).toBe(false);
      expect(result.doses.every((dose, i) => i === 0 || dose > result.doses[i - 1])).toBe(true);
      expect(result.doses[0]).toBeGreaterThanOrEqual(1);
      expect(result.doses.at(-1)).toBeLessThanOrEqual(result.numEligibleSites);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('titration of any genome ends in counts that add up, or in words', () => {
  fc.assert(
    fc.property(anyStudy, (study) => {
      const played = runAssays({ ...study, types: WHOLE_CHAIN });
      expectWords(played);
      const { conclusion } = played.doseTitration;
      if (conclusion.status === 'failed') return;
      const { doses, summary } = conclusion.result as unknown as DoseTitrationResult;
      for (const { measured, notMeasured, detected, beneficial } of doses) {
        expect(measured + notMeasured).toBe(10);
        expect(detected + beneficial).toBeLessThanOrEqual(measured);
      }
      const { value, notes } = summary.additive;
      expect(value === null ? notes.length : 1).toBeGreaterThan(0);
    }),
    { numRuns: 25, seed: 1 },
  );
});
