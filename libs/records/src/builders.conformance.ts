import { randomUUID } from 'node:crypto';
import type {
  AssayDocument,
  AssayResultDocument,
  CompetitionDocument,
  CompetitionResultDocument,
  GenomeDocument,
  SubmissionDocument,
} from '#contracts';
import { competitionIdOf } from '#domain';

/** Documents as the scheduler renders them, every field filled; a test names only what it is about. */
const stamp = {
  version: 1,
  datetime: '2026-03-01T12:00:00.000Z',
  knockemRevision: 'abc1234',
  knockemRunmode: 'testing' as const,
  knockemVersion: '0.1.0',
  userEmail: 'someone@example.org',
};

export const aGenome = (given: Partial<GenomeDocument> = {}): GenomeDocument => ({
  ...stamp,
  genomeId: randomUUID(),
  genomeContent: '0,1,2\n',
  isEphemeral: false,
  digest: 'a'.repeat(64),
  size: 6,
  ...given,
});

export const aSubmission = (given: Partial<SubmissionDocument> = {}): SubmissionDocument => ({
  ...stamp,
  id: randomUUID(),
  assayIds: [],
  assayTypes: ['nulldist'],
  competitionTimeoutSeconds: 60,
  containerEnv: {},
  containerImage: 'lab/model:1',
  genomeIdAlpha: randomUUID(),
  maxCompetitionsActive: 10,
  maxCompetitionsFail: 0,
  status: 'active',
  held: false,
  counters: { pending: 1, active: 2, completed: 3, failed: 4, cancelled: 5 },
  priority: 'normal',
  assayParameters: { nulldist: { replicates: 100, alpha: 0.01 } },
  siteBase: 0,
  seed: 7,
  maxCompetitionAttempts: 3,
  resources: { cpus: 0.5, memoryMb: 128 },
  ...given,
});

export const anAssay = (given: Partial<AssayDocument> = {}): AssayDocument => ({
  ...stamp,
  id: randomUUID(),
  assayType: 'nulldist',
  containerEnv: { MODE: 'fast' },
  containerImage: 'lab/model:1',
  submissionId: randomUUID(),
  status: 'active',
  dependsOnAssayIds: [],
  numCompetitions: 100,
  rounds: 1,
  ...given,
});

export const anAssayResult = (given: Partial<AssayResultDocument> = {}): AssayResultDocument => ({
  version: 1,
  id: randomUUID(),
  datetime: stamp.datetime,
  knockemRevision: stamp.knockemRevision,
  knockemVersion: stamp.knockemVersion,
  assayResult: { thresholds: { p99: 0.1, p1: -0.1 }, percentiles: [0, 0.5, 1], empty: {}, none: null },
  ...given,
});

export const aCompetition = (given: Partial<CompetitionDocument> = {}): CompetitionDocument => {
  const assayId = given.assayId ?? randomUUID();
  const ordinal = given.ordinal ?? 0;
  return {
    ...stamp,
    id: competitionIdOf(assayId, ordinal),
    assayId,
    ordinal,
    knockoutSites: [3, 5],
    submissionId: randomUUID(),
    status: 'completed',
    genomeIdAlpha: randomUUID(),
    genomeIdBeta: randomUUID(),
    numAttempts: 1,
    ...given,
  };
};

export const resultOf = (
  competition: CompetitionDocument,
  given: Partial<CompetitionResultDocument> = {},
): CompetitionResultDocument => ({
  ...stamp,
  id: competition.id,
  assayId: competition.assayId,
  competitionAttemptId: randomUUID(),
  knockoutSites: competition.knockoutSites,
  numKnockoutSites: competition.knockoutSites.length,
  result: { updatesElapsed: 99.5, numAlpha: 600, numBeta: 400 },
  submissionId: competition.submissionId,
  seed: 11,
  executor: 'executor-1',
  startedAt: '2026-03-01T12:00:01.000Z',
  endedAt: '2026-03-01T12:00:02.000Z',
  warnings: [],
  ...given,
});

/** `count` competitions of one assay, ordinals from `from` on. */
export const competitionsOf = (
  assayId: string,
  submissionId: string,
  count: number,
  from = 0,
): CompetitionDocument[] =>
  Array.from({ length: count }, (_, i) => aCompetition({ assayId, submissionId, ordinal: from + i }));
