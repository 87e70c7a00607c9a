import { setTimeout as delay } from 'node:timers/promises';
import type {
  CompetitionAttempts,
  ExecutorList,
  ExecutorView,
  Explanation,
  GenomeUsers,
  LiveSubmission,
  LiveSubmissionList,
  LiveSubmissionsRequest,
  RecordedRun,
  RecordedRunRequest,
  SubmissionDocument,
  UserUsage,
} from '#contracts';
import type { Messaging } from '#messaging';
import type { LiveState } from '../../application/ports';
import { answering, orUndefined } from '../answering';

/** The scheduler answers from memory and one SQLite read; slower than this, it is away. */
const TIMEOUT_MS = 3000;

/** The scheduler reads its journal within milliseconds; beyond this it is busy, and an accepted command waits for nobody. */
const READ_MS = 300;
/** A cancel is answered within 100 ms: what is left of them after the question before it and the journal's answer. */
const STOPPING_MS = 60;
const READ_AGAIN_MS = 10;

/** What the scheduler says, by request and reply. */
export class NatsLiveState implements LiveState {
  constructor(private readonly messaging: Messaging) {}

  status(submissionId: string): Promise<LiveSubmission | undefined> {
    return orUndefined(this.ask<LiveSubmission>('submission.status', { submissionId }));
  }

  awaitRead(submissionId: string): Promise<void> {
    return until(() => this.status(submissionId).then((s) => s !== undefined));
  }

  awaitForgotten(submissionId: string): Promise<void> {
    return until(() => this.status(submissionId).then((s) => s === undefined));
  }

  awaitStopping(submissionId: string): Promise<void> {
    return until(
      () => this.status(submissionId).then((s) => s === undefined || !mayStart(s.submission)),
      STOPPING_MS,
    );
  }

  awaitRetried(submissionId: string): Promise<void> {
    return until(() =>
      this.status(submissionId).then((s) => s !== undefined && s.submission.status !== 'failed'),
    );
  }

  usage(userEmail: string): Promise<UserUsage> {
    return this.ask<UserUsage>('user.usage', { userEmail });
  }

  async live(asked: LiveSubmissionsRequest): Promise<readonly SubmissionDocument[]> {
    return (await this.ask<LiveSubmissionList>('submission.live', asked)).submissions;
  }

  async genomeUsers(genomeId: string): Promise<readonly string[]> {
    const users = await orUndefined(this.ask<GenomeUsers>('genome.users', { genomeId }));
    return users?.submissionIds ?? [];
  }

  explain(assayId: string, ordinal: number): Promise<Explanation | undefined> {
    return orUndefined(this.ask<Explanation>('competition.explain', { assayId, ordinal }));
  }

  run(asked: RecordedRunRequest): Promise<RecordedRun> {
    return this.ask<RecordedRun>('competition.run', asked);
  }

  attempts(assayId: string, ordinal: number): Promise<CompetitionAttempts> {
    return this.ask<CompetitionAttempts>('competition.attempts', { assayId, ordinal });
  }

  async executors(): Promise<readonly ExecutorView[]> {
    return (await this.ask<ExecutorList>('executor.list', {})).executors;
  }

  private ask<T>(endpoint: Parameters<Messaging['request']>[0], body: object): Promise<T> {
    return answering('scheduler', this.messaging.request<T>(endpoint, body, { timeoutMs: TIMEOUT_MS }));
  }
}

const mayStart = ({ status }: SubmissionDocument): boolean => status === 'pending' || status === 'active';

async function until(isSo: () => Promise<boolean>, atMostMs = READ_MS): Promise<void> {
  const deadline = performance.now() + atMostMs;
  while (performance.now() < deadline) {
    // An answer that fails means that the scheduler is away: then there is nothing to wait for.
    if (await within(deadline - performance.now(), isSo()).catch(() => true)) return;
    await delay(READ_AGAIN_MS);
  }
}

/** The answer, or true (wait no longer) when it takes too long. */
async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  const late = new AbortController();
  const timer = delay(Math.max(ms, 1), true, { signal: late.signal }).catch(() => true);
  return Promise.race([answer, timer]).finally(() => late.abort());
}
