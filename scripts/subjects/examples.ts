import { type MessageOf, type SchemaName } from '#contracts';

const SUBMISSION = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const GENOME = '0f8fad5b-d9cb-469f-a165-70867728950e';
const ASSAY = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const COMPETITION = '16fd2706-8baf-433b-82eb-8c7fada847da';
const ATTEMPT = '886313e1-3b8a-5372-9b90-0c9aee199e5d';
const EXECUTOR = 'a8098c1a-f86e-41da-bd1a-00112444be1e';
const STACK = '3f333df6-90a4-4fda-8dd3-9485d27cee36';
const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const submission: MessageOf<'submission.create.v1'> = {
  submissionId: SUBMISSION,
  userEmail: 'ada@example.org',
  containerImage: 'knockem/explicit-model:1',
  containerEnv: {},
  genomeIdAlpha: GENOME,
  genomeDigest: DIGEST,
  genomeSize: 1200,
  genomeIsEphemeral: false,
  assayTypes: ['nulldist', 'screenCritical'],
  assayParameters: { nulldist: { replicates: 100 } },
  competitionTimeoutSeconds: 600,
  maxCompetitionsActive: 100,
  maxCompetitionsFail: 10,
  maxCompetitionAttempts: 5,
  priority: 'normal',
  resources: { cpus: 1, memoryMb: 256 },
  siteBase: 0,
  seed: 1,
  keepLogs: false,
  knockemRunmode: 'production',
};

const template: NonNullable<MessageOf<'plan.v1'>['template']> = {
  imageRef: 'knockem/explicit-model:1',
  imageChainId: `sha256:${DIGEST}`,
  entry: ['sh', '/knockem/in/entry.sh'],
  env: {},
  inputs: [{ path: '/knockem/in/genome', digest: DIGEST, mode: 0o444 }],
  resources: { cpus: 1, memoryMb: 256 },
  network: 'none',
  timeoutSeconds: 600,
  stdoutCapBytes: 1_000_000,
  collect: { kind: 'json', resultFile: '/knockem/work/result.json' },
};

const grantedCompetition = {
  competitionId: COMPETITION,
  attemptId: ATTEMPT,
  token: 41,
  attempt: 1,
  args: ['7'],
  env: {},
  seed: 123_456,
};

/** One valid body of every schema, for docs/subjects.md; a spec holds each against its class. */
export const EXAMPLES: { readonly [S in SchemaName]: MessageOf<S> } = {
  'submission.create.v1': submission,
  'submission.cancel.v1': { submissionId: SUBMISSION, by: 'ada@example.org', reason: 'wrong genome' },
  'submission.update.v1': { submissionId: SUBMISSION, by: 'ada@example.org', maxCompetitionsActive: 20 },
  'submission.retry.v1': { submissionId: SUBMISSION, by: 'ada@example.org' },
  'submission.delete.v1': { submissionId: SUBMISSION, by: 'ada@example.org' },
  'genome.create.v1': {
    genomeId: GENOME,
    digest: DIGEST,
    size: 1200,
    isEphemeral: false,
    userEmail: 'ada@example.org',
    knockemRunmode: 'production',
  },
  'genome.delete.v1': { genomeId: GENOME, by: 'ada@example.org' },
  'plan.request.v1': {
    submissionId: SUBMISSION,
    assayId: ASSAY,
    assayType: 'nulldist',
    round: 2,
    submission,
    facts: { numSites: 100, imageChainId: `sha256:${DIGEST}` },
    dependencyResults: {},
    results: [{ ordinal: 0, outcome: 'completed', value: { numAlpha: 50, numBeta: 50, updatesElapsed: 12 } }],
    resultsTotal: 1,
    resultsDigest: DIGEST,
    nextOrdinal: 1,
  },
  'plan.v1': {
    submissionId: SUBMISSION,
    assayId: ASSAY,
    round: 1,
    part: 1,
    parts: 1,
    planDigest: DIGEST,
    plannerVersion: '0.1.0',
    template,
    competitions: [{ ordinal: 0, sitesOutAlpha: [], sitesOutBeta: [7], seed: 123_456, args: ['7'], env: {} }],
    wake: 'all',
  },
  'turn.request.v1': {
    executorId: EXECUTOR,
    bootId: STACK,
    stackId: STACK,
    turn: 12,
    host: 'node-1',
    runtime: 'crun',
    arch: 'amd64',
    slots: 4,
    free: 3,
    capacity: { cpus: 4, memoryMb: 8192 },
    version: '0.1.0',
    held: [{ attemptId: ATTEMPT, token: 41, state: 'running' }],
    reports: [],
    seen: [],
    draining: false,
    maxWaitMs: 5000,
  },
  'turn.reply.v1': {
    stackId: STACK,
    epoch: 1,
    turn: 12,
    settled: [],
    stop: [],
    adopt: [],
    remove: [],
    grants: [
      {
        runId: ATTEMPT,
        submissionId: SUBMISSION,
        templateId: DIGEST,
        template,
        competitions: [grantedCompetition],
        leaseMs: 15_000,
        timeoutSeconds: 600,
      },
    ],
    nextMs: 0,
  },
  'api.submission.request.v1': {
    userEmail: 'ada@example.org',
    containerImage: 'knockem/explicit-model:1',
    genomeContent: 'a genome as text\n',
    assayTypes: ['screenCritical'],
    idempotencyKey: 'notebook-7-cell-3',
  },
  'api.submission.id.v1': { submissionId: SUBMISSION },
  'api.submission.live.v1': { limit: 50 },
  'api.genome.upload.v1': { genomeContent: 'a genome as text\n', userEmail: 'ada@example.org' },
  'api.user.usage.v1': { userEmail: 'ada@example.org' },
  'api.genome.id.v1': { genomeId: GENOME },
  'api.competition.explain.v1': { assayId: ASSAY, ordinal: 7 },
  'api.blobs.prune.v1': { olderThanMs: 86_400_000, remove: false },
  'api.records.named.v1': { digests: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] },
  'api.executor.prune.v1': {
    executorId: ASSAY,
    stocks: ['images'],
    olderThanMs: 604_800_000,
    remove: false,
    keepChainIds: [],
  },
  'api.competition.run.v1': { assayId: ASSAY, ordinal: 7, attempt: 2 },
  'api.submission.forecast.v1': { submission, numSites: 100 },
  'api.assay.results.v1': { assayId: ASSAY, fromOrdinal: 0, limit: 1000 },
  'api.containerlog.follow.v1': { submissionId: SUBMISSION, competitionId: COMPETITION, followMs: 30_000 },
};
