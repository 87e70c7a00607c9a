import { type SubmissionCreate } from '#contracts';

/** A valid submission, as the doors journal it, with what a test cares about put in its place. */
export const submissionCreate = (overrides: Partial<SubmissionCreate> = {}): SubmissionCreate => ({
  submissionId: '0b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10',
  userEmail: 'ada@example.org',
  containerImage: 'knockem/explicit-model:1',
  containerEnv: {},
  genomeIdAlpha: '9d1f2f4c-1f5e-4a55-8a0e-5c0f4d3b2a19',
  genomeDigest: 'a'.repeat(64),
  genomeSize: 1000,
  genomeIsEphemeral: false,
  assayTypes: ['screenCritical'],
  assayParameters: {},
  competitionTimeoutSeconds: 60,
  maxCompetitionsActive: 10,
  maxCompetitionsFail: 10,
  maxCompetitionAttempts: 5,
  priority: 'normal',
  resources: { cpus: 1, memoryMb: 256 },
  siteBase: 0,
  seed: 1,
  keepLogs: false,
  knockemRunmode: 'testing',
  ...overrides,
});
