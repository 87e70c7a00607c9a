import { createHash } from 'node:crypto';
import { ASSAY_TYPES } from '#domain';
import { submissionCreate } from '#testing';
import { ASSAY_REGISTRY } from './assays/registry';
import { forecastSubmission } from './forecast';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const forecast = (overrides: Parameters<typeof submissionCreate>[0], numSites?: number) =>
  forecastSubmission(submissionCreate(overrides), ASSAY_REGISTRY, { sha256, build: '1.0.0+a' }, numSites);
const countOf = (type: string, overrides: Parameters<typeof submissionCreate>[0], numSites?: number) => {
  const told = forecast(overrides, numSites);
  return 'assays' in told ? told.assays.find(({ assayType }) => assayType === type) : told;
};

test('every assay type tells how many competitions it will have', () => {
  for (const [, type] of ASSAY_REGISTRY) expect(type.forecast).toBeDefined();
  const all = forecast({ assayTypes: ASSAY_TYPES.filter((type) => type !== 'imageCheck') }, 100);
  expect('assays' in all && all.assays.map(({ assayType }) => assayType)).toEqual([
    'inspection',
    'nulldist',
    'screenCritical',
    'doseCalibration',
    'doseTitration',
    'skeletonization',
  ]);
});

test('is exact where parameters and sites decide', () => {
  const asked = {
    assayTypes: ['doseTitration' as const],
    assayParameters: { screenCritical: { replicates: 3 }, doseCalibration: { numTitrationDoses: 4 } },
  };
  expect(countOf('nulldist', asked)).toMatchObject({ atLeast: 100, atMost: 100, origin: 'needed' });
  expect(countOf('screenCritical', asked, 50)).toMatchObject({
    atLeast: 150,
    atMost: 150,
    dependsOn: ['nulldist'],
    parameters: { replicates: 3 },
  });
  expect(countOf('doseTitration', asked)).toMatchObject({ atLeast: 400, atMost: 400, origin: 'asked' });
  expect(countOf('doseCalibration', asked, 50)).toMatchObject({ atLeast: 4, atMost: 50 });
});

test('gives bounds, and says what decides, where something is found on the way', () => {
  const screened = countOf('screenCritical', { assayTypes: ['screenCritical'] });
  expect(screened).toMatchObject({ atLeast: 1, note: expect.stringContaining('not counted yet') });
  expect(screened).not.toHaveProperty('atMost');
  const searched = countOf('skeletonization', { assayTypes: ['skeletonization'] }, 100);
  expect(searched).toMatchObject({ atLeast: 10, sideBySide: 20, note: expect.stringContaining('a search') });
  expect(searched).not.toHaveProperty('atMost');
});

test('refuses what would be refused at the start', () => {
  const few = { assayParameters: { nulldist: { replicates: 30 } } };
  expect(forecast(few)).toEqual({ refusal: expect.stringContaining('at least 50 are needed') });
  expect(forecast({ assayTypes: ['doseTitration'] }, 3)).toEqual({
    refusal: expect.stringContaining('fewer than numTitrationDoses'),
  });
});
