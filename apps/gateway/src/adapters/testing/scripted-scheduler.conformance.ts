import type {
  ApiEndpoint,
  AssayDocument,
  CompetitionAttempts,
  CompetitionDocument,
  CompetitionResultDocument,
  Counters,
  ExecutorView,
  Explanation,
  LiveSubmission,
  SubmissionDocument,
  UserUsage,
} from '#contracts';
import {
  assayIdOf,
  competitionIdOf,
  isTerminalSubmission,
  KnockemError,
  type SubmissionState,
} from '#domain';
import type { Messaging, Stoppable } from '#messaging';

export const NO_COUNTERS: Counters = { pending: 0, active: 0, completed: 0, failed: 0, cancelled: 0 };

/** Answers the scheduler's endpoints on the real bus from what a spec has put in. */
export class ScriptedScheduler {
  readonly known = new Map<string, LiveSubmission>();
  /** Submissions whose status was asked for, in order. */
  readonly asked: string[] = [];
  readonly users = new Map<string, string[]>();
  /** What the scheduler says of everybody, where it is to be other than what follows from `known`. */
  usage: Partial<UserUsage> = {};
  readonly explanations = new Map<string, Explanation>();
  readonly attempts = new Map<string, CompetitionAttempts>();
  readonly executors: ExecutorView[] = [];
  private readonly answers: Stoppable[];

  constructor(private readonly messaging: Messaging) {
    this.answers = [
      this.answer('submission.status', ({ submissionId }) => {
        this.asked.push(submissionId);
        return found(this.known.get(submissionId));
      }),
      this.answer('submission.live', () => ({
        submissions: [...this.known.values()]
          .map((s) => s.submission)
          .filter((s) => ['pending', 'active', 'stopping'].includes(s.status)),
      })),
      this.answer('user.usage', ({ userEmail }) => ({ ...this.liveOf(userEmail), ...this.usage })),
      this.answer('genome.users', ({ genomeId }) => ({ submissionIds: this.users.get(genomeId) ?? [] })),
      this.answer('competition.explain', ({ assayId, ordinal }) =>
        found(this.explanations.get(`${assayId}/${ordinal}`)),
      ),
      this.answer('competition.attempts', ({ assayId, ordinal }) =>
        found(this.attempts.get(`${assayId}/${ordinal}`)),
      ),
      this.answer('executor.list', () => ({ executors: this.executors })),
    ];
  }

  async stop(): Promise<void> {
    await Promise.all(this.answers.map((answer) => answer.stop()));
  }

  private liveOf(userEmail: string): UserUsage {
    const live = [...this.known.values()].filter(
      ({ submission }) => submission.userEmail === userEmail && !isTerminalSubmission(submission.status),
    );
    return { submissions: live.length, competitions: 0, genomeBytes: 0 };
  }

  private answer(endpoint: ApiEndpoint, reply: (body: Record<string, string>) => unknown): Stoppable {
    return this.messaging.respond(endpoint, (body) =>
      reply(JSON.parse(Buffer.from(body).toString()) as Record<string, string>),
    );
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new KnockemError('not-found', 'not live here');
  return value;
}

const STAMP = {
  knockemRevision: 'abc1234',
  knockemRunmode: 'testing',
  knockemVersion: '0.1.0',
  userEmail: 'ada@example.org',
} as const;

export function submissionDocument(
  id: string,
  status: SubmissionState,
  more: Partial<SubmissionDocument> = {},
): SubmissionDocument {
  return {
    ...STAMP,
    id,
    version: 7,
    datetime: '2030-01-01T00:00:00.000Z',
    assayIds: [assayIdOf(id, 'nulldist')],
    assayTypes: ['nulldist'],
    competitionTimeoutSeconds: 60,
    containerEnv: {},
    containerImage: 'lab/model:1',
    genomeIdAlpha: '00000000-0000-4000-8000-000000000001',
    maxCompetitionsActive: 4,
    maxCompetitionsFail: 0,
    status,
    held: false,
    counters: NO_COUNTERS,
    priority: 'normal',
    assayParameters: {},
    siteBase: 0,
    seed: 1,
    maxCompetitionAttempts: 5,
    resources: { cpus: 1, memoryMb: 64 },
    ...more,
  };
}

export function assayDocument(submissionId: string, more: Partial<AssayDocument> = {}): AssayDocument {
  return {
    ...STAMP,
    id: assayIdOf(submissionId, 'nulldist'),
    version: 5,
    datetime: '2030-01-01T00:00:01.000Z',
    assayType: 'nulldist',
    containerEnv: {},
    containerImage: 'lab/model:1',
    submissionId,
    status: 'active',
    dependsOnAssayIds: [],
    numCompetitions: 3,
    rounds: 1,
    ...more,
  };
}

export function liveSubmission(
  id: string,
  status: SubmissionState = 'active',
  more: Partial<SubmissionDocument> = {},
): LiveSubmission {
  const assay = { ...assayDocument(id), counters: NO_COUNTERS, round: 1 };
  const { id: assayId, assayType, counters, round } = assay;
  return {
    submission: submissionDocument(id, status, more),
    assays: [assay],
    progress: [{ assayId, assayType, status: assay.status, round, counters }],
    asOf: '2030-01-01T00:00:02.000Z',
  };
}

export function competitionDocument(
  submissionId: string,
  ordinal: number,
  more: Partial<CompetitionDocument> = {},
): CompetitionDocument {
  const assayId = assayIdOf(submissionId, 'nulldist');
  return {
    ...STAMP,
    id: competitionIdOf(assayId, ordinal),
    version: 3,
    datetime: '2030-01-01T00:00:02.000Z',
    assayId,
    knockoutSites: [1, 4],
    submissionId,
    ordinal,
    status: 'completed',
    genomeIdAlpha: '00000000-0000-4000-8000-000000000001',
    genomeIdBeta: '00000000-0000-4000-8000-000000000002',
    numAttempts: 1,
    ...more,
  };
}

export function resultDocument(submissionId: string, ordinal: number): CompetitionResultDocument {
  const assayId = assayIdOf(submissionId, 'nulldist');
  return {
    ...STAMP,
    id: competitionIdOf(assayId, ordinal),
    version: 3,
    datetime: '2030-01-01T00:00:04.000Z',
    assayId,
    competitionAttemptId: '00000000-0000-4000-8000-000000000003',
    knockoutSites: [1, 4],
    numKnockoutSites: 2,
    result: { updatesElapsed: 100, numAlpha: 600, numBeta: 400 },
    submissionId,
    seed: 1,
    executor: 'here',
    startedAt: '2030-01-01T00:00:02.000Z',
    endedAt: '2030-01-01T00:00:03.500Z',
    warnings: [],
  };
}
