import type {
  ExecutorList,
  ExecutorView,
  Explanation,
  GenomeUsers,
  LiveSubmission,
  LiveSubmissionList,
  SubmissionDocument,
} from '#contracts';
import type { Messaging } from '#messaging';
import type { LiveState } from '../../application/ports';
import { answering, orUndefined } from '../answering';

/** The scheduler answers from memory and one SQLite read; slower than this, it is away. */
const TIMEOUT_MS = 3000;

/** What the scheduler says, by request and reply. */
export class NatsLiveState implements LiveState {
  constructor(private readonly messaging: Messaging) {}

  status(submissionId: string): Promise<LiveSubmission | undefined> {
    return orUndefined(this.ask<LiveSubmission>('submission.status', { submissionId }));
  }

  async live(): Promise<readonly SubmissionDocument[]> {
    return (await this.ask<LiveSubmissionList>('submission.live', {})).submissions;
  }

  async genomeUsers(genomeId: string): Promise<readonly string[]> {
    const users = await orUndefined(this.ask<GenomeUsers>('genome.users', { genomeId }));
    return users?.submissionIds ?? [];
  }

  explain(assayId: string, ordinal: number): Promise<Explanation | undefined> {
    return orUndefined(this.ask<Explanation>('competition.explain', { assayId, ordinal }));
  }

  async executors(): Promise<readonly ExecutorView[]> {
    return (await this.ask<ExecutorList>('executor.list', {})).executors;
  }

  private ask<T>(endpoint: Parameters<Messaging['request']>[0], body: object): Promise<T> {
    return answering('scheduler', this.messaging.request<T>(endpoint, body, { timeoutMs: TIMEOUT_MS }));
  }
}
