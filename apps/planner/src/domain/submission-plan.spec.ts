import { createHash } from 'node:crypto';
import { assayIdOf } from '#domain';
import { submissionCreate } from '#testing';
import { ASSAY_REGISTRY } from './assays/registry';
import { planSubmission, refusalByFacts } from './submission-plan';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const by = { sha256, build: '1.0.0+a' };
const plan = (overrides: Parameters<typeof submissionCreate>[0] = {}) => {
  const submission = submissionCreate(overrides);
  const planned = planSubmission(submission, ASSAY_REGISTRY, by);
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

describe('the identity of an assay', () => {
  const assay = (
    name: string,
    overrides: Parameters<typeof submissionCreate>[0] = {},
    version = '1.0.0+a',
  ) => {
    const submission = submissionCreate({ assayTypes: ['screenCritical'], ...overrides });
    const planned = planSubmission(submission, ASSAY_REGISTRY, { sha256, build: version });
    if ('refusal' in planned) throw new Error(planned.refusal);
    return planned.assays.find(({ assayType }) => assayType === name)!;
  };
  const same = assay('screenCritical').identity;

  test('is that of another submission by the same user, however that is scheduled', () => {
    expect(same).toMatch(/^[0-9a-f]{64}$/);
    expect(assay('nulldist').identity).not.toBe(same);
    for (const overrides of [
      { submissionId: '5e0c1df8-4a43-4d22-9f0e-0a8d3a4a8c55' },
      {
        priority: 'high' as const,
        maxCompetitionsActive: 1,
        maxCompetitionsFail: 3,
        maxCompetitionAttempts: 9,
      },
      {
        keepLogs: true,
        pool: 'other',
        reuseResults: true,
        assayTypes: ['screenCritical' as const, 'nulldist' as const],
      },
    ])
      expect(assay('screenCritical', overrides).identity).toBe(same);
  });

  test.each([
    [{ userEmail: 'b@example.org' }],
    [{ containerImage: 'another:1' }],
    [{ containerEnv: { A: '1' } }],
    [{ genomeDigest: 'e'.repeat(64) }],
    [{ genomeIdAlpha: '0e2f6c9a-13f6-4b0e-8a3f-3b8a0b6ac0de' }],
    [{ siteBase: 1 as const }],
    [{ seed: 2 }],
    [{ competitionTimeoutSeconds: 17 }],
    [{ resources: { cpus: 3, memoryMb: 99 } }],
    [{ assayParameters: { nulldist: { alpha: 0.02 } } }],
    [{ assayParameters: { nulldist: { replicates: 200 } } }],
  ])('is another one with %j, of it or of what it depends on', (overrides) => {
    expect(assay('screenCritical', overrides).identity).not.toBe(same);
  });

  test('is another one in another build, and none where nothing is measured', () => {
    expect(assay('screenCritical', {}, '1.0.0+b').identity).not.toBe(same);
    expect(assay('inspection').identity).toBeUndefined();
  });

  test('is reused only when asked, and then the image is inspected anew', () => {
    expect(assay('screenCritical').reuse).toBe(false);
    expect(assay('inspection').rememberAs).toBeDefined();
    expect(assay('screenCritical', { reuseResults: true }).reuse).toBe(true);
    expect(assay('inspection', { reuseResults: true }).rememberAs).toBeUndefined();
    expect(assay('screenCritical', { reuseResults: true, keepLogs: true }).reuse).toBe(false);
  });
});

test('replicates that cannot serve alpha are refused before anything runs', () => {
  const submission = submissionCreate({ assayParameters: { nulldist: { replicates: 30 } } });
  expect(planSubmission(submission, ASSAY_REGISTRY, by)).toEqual({
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
