import { setTimeout as pause } from 'node:timers/promises';
import type { SubmissionDocument } from '#contracts';
import type { Request, Step } from '../plan/submissions';
import type { CommandGate } from './command-gate';

const ANSWER_MS = 4_000;
const RETRY_MS = 200;
const USER = 'chaos@knockem.example';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Thrown when the harness has no more time to repeat a request. */
export class OutOfTime extends Error {}

/**
 * A user with patience: repeats whatever got no answer, or one of the kind "not now" (5xx, 429), with the same
 * Idempotency-Key.
 */
export class Client {
  constructor(
    private readonly url: string,
    private readonly over: AbortSignal,
    private readonly gate: CommandGate,
  ) {}

  create(key: string, request: Request): Promise<Answer> {
    return this.patiently(
      'POST',
      '/api/v1/submissions',
      { ...request, userEmail: USER },
      { 'idempotency-key': key },
    );
  }

  /** The same content of the same user is one genome. */
  upload(genomeContent: string): Promise<Answer> {
    return this.patiently('POST', '/api/v1/genomes', { genomeContent, userEmail: USER });
  }

  change(submissionId: string, body: object): Promise<Answer> {
    return this.patiently('PATCH', `/api/v1/submissions/${submissionId}`, body);
  }

  post(submissionId: string, verb: Extract<Step['kind'], 'cancel'> | 'retry'): Promise<Answer> {
    return this.patiently('POST', `/api/v1/submissions/${submissionId}/${verb}`, {});
  }

  async read(submissionId: string): Promise<{ status: number; submission?: SubmissionDocument }> {
    const { status, body } = await this.patiently('GET', `/api/v1/submissions/${submissionId}`);
    return { status, submission: status === 200 ? (body.submission as SubmissionDocument) : undefined };
  }

  private async patiently(
    method: string,
    path: string,
    body?: object,
    headers: object = {},
  ): Promise<Answer> {
    let last = 'not asked';
    for (;;) {
      if (this.over.aborted) throw new OutOfTime(`${method} ${path}: ${last}`);
      const ask = (): Promise<Answer | undefined> => this.once(method, path, body, headers);
      const answer = await (method === 'GET' ? ask() : this.gate.pass(ask));
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      last = answer ? `${answer.status} ${JSON.stringify(answer.body)}` : 'no answer';
      await pause(RETRY_MS);
    }
  }

  private async once(
    method: string,
    path: string,
    body?: object,
    headers: object = {},
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch {
      return undefined;
    }
  }
}
