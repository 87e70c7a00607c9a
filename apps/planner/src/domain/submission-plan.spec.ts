import { createHash } from 'node:crypto';
import { assayIdOf } from '#domain';
import { submissionCreate } from '#testing';
import { ASSAY_REGISTRY } from './assays/registry';
import { planSubmission, refusalByFacts } from './submission-plan';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const plan = (overrides: Parameters<typeof submissionCreate>[0] = {}) => {
  const submission = submissionCreate(overrides);
  const planned = planSubmission(submission, ASSAY_REGISTRY, sha256);
  if ('refusal' in planned) throw new Error(planned.refusal);
  return { submission, assays: planned.assays };
};

test('asking for screenCritical adds what it depends on, in order', () => {
  const { submission, assays } = plan({ assayTypes: ['screenCritical'] });
  const id = (name: string): string => assayIdOf(submission.submissionId, name);
  expect(assays).toEqual([
    expect.objectContaining({ assayType: 'inspection', dependsOn: [], origin: 'internal', parameters: {} }),
    expect.objectContaining({
      assayId: id('nulldist'),
      assayType: 'nulldist',
      dependsOn: [id('inspection')],
      origin: 'needed',
      parameters: { replicates: 100, alpha: 0.01 },
    }),
    expect.objectContaining({ assayType: 'screenCritical', dependsOn: [id('nulldist')], origin: 'asked' }),
  ]);
});

test('one assay serves who asked for it and who depends on it', () => {
  const { assays } = plan({ assayTypes: ['screenCritical', 'nulldist'] });
  expect(assays.map(({ assayType, origin }) => [assayType, origin])).toEqual([
    ['inspection', 'internal'],
    ['nulldist', 'asked'],
    ['screenCritical', 'asked'],
  ]);
});

test('an inspection is remembered by image, genome, environment and siteBase, and nothing else', () => {
  const key = (overrides: Parameters<typeof submissionCreate>[0]) => plan(overrides).assays[0].rememberAs;
  const same = key({ containerEnv: { A: '1', B: '2' } });
  expect(same).toMatch(/^[0-9a-f]{64}$/);
  expect(key({ containerEnv: { B: '2', A: '1' }, seed: 9, userEmail: 'b@example.org' })).toBe(same);
  expect(key({ containerEnv: { A: '1', B: '3' } })).not.toBe(same);
  expect(key({ containerEnv: { A: '1', B: '2' }, siteBase: 1 })).not.toBe(same);
});

test('replicates that cannot serve alpha are refused before anything runs', () => {
  const submission = submissionCreate({ assayParameters: { nulldist: { replicates: 30 } } });
  expect(planSubmission(submission, ASSAY_REGISTRY, sha256)).toEqual({
    refusal: 'nulldist: 30 replicates cannot serve alpha = 0.01; at least 50 are needed',
  });
});

describe('once the sites are counted, and before anything else runs', () => {
  const refusalFor = (numSites: number, overrides: Parameters<typeof submissionCreate>[0]) =>
    refusalByFacts(submissionCreate(overrides), ASSAY_REGISTRY, { numSites, imageChainId: 'sha256:c' });
  const titration = { assayTypes: ['doseTitration' as const] };

  test('more doses than sites are refused, and the nearest that works does', () => {
    const refusal = refusalFor(4, titration);
    expect(refusal).toMatch(/a genome of 4 sites .* numTitrationDoses = 5; ask for numTitrationDoses = 4 or/);
    const assayParameters = { doseCalibration: { numTitrationDoses: 4 } };
    expect(refusalFor(4, { ...titration, assayParameters })).toBeUndefined();
    expect(refusalFor(5, titration)).toBeUndefined();
  });

  test('a genome of one site has no sets to draw, whatever the number of doses', () => {
    expect(refusalFor(1, titration)).toMatch(/has one site.*leave doseCalibration and doseTitration out/);
    expect(refusalFor(1, { assayTypes: ['screenCritical', 'skeletonization'] })).toBeUndefined();
  });
});
