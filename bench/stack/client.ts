import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Schemas } from '#client';

const USER = 'bench@knockem.example';
const ANSWER_MS = 60_000;
/** The genome is the same for all: an inspection that was done once is remembered. */
const GENOME = 'bench';

export interface Request {
  /** Absent: the door makes one. */
  readonly submissionId?: string;
  /** As many sites as the image's name says: `imageOf(100)`. */
  readonly containerImage: string;
  readonly assayTypes: readonly string[];
  readonly assayParameters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly maxCompetitionsActive?: number;
  readonly containerEnv?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly tookMs: number;
}

export const imageOf = (sites: number, name = 'bench'): string => `${name}/sites-${sites}:1`;

/** One null distribution of so many competitions: what costs least beside its competitions. */
export const nulldist = (replicates: number, more: Partial<Request> = {}): Request => ({
  containerImage: imageOf(100),
  assayTypes: ['nulldist'],
  // The fewest replicates that this alpha allows are two.
  assayParameters: { nulldist: { replicates, alpha: 0.2 } },
  ...more,
});

/** A screen of `sites` × `replicates` competitions, behind a null distribution of two. */
export const screen = (sites: number, replicates: number, more: Partial<Request> = {}): Request => ({
  containerImage: imageOf(sites),
  assayTypes: ['screenCritical'],
  assayParameters: { nulldist: { replicates: 2, alpha: 0.2 }, screenCritical: { replicates } },
  ...more,
});

/** A user of the REST door, over connections that stay open. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  async submit(asked: Request): Promise<{ submissionId: string; tookMs: number }> {
    const body = { ...asked, userEmail: USER, genomeContent: GENOME };
    const { body: accepted, tookMs } = await this.call<{ submissionId: string }>(
      'POST',
      '/submissions',
      body,
    );
    return { submissionId: accepted.submissionId, tookMs };
  }

  status(submissionId: string): Promise<Answer<Schemas['SubmissionView']>> {
    return this.call('GET', `/submissions/${submissionId}`);
  }

  list(): Promise<Answer<unknown>> {
    return this.call('GET', '/submissions?limit=50');
  }

  change(submissionId: string, body: object): Promise<Answer<unknown>> {
    return this.call('PATCH', `/submissions/${submissionId}`, body);
  }

  cancel(submissionId: string): Promise<Answer<unknown>> {
    return this.call('POST', `/submissions/${submissionId}/cancel`, {});
  }

  /** Polls until the submission is as wanted; told with what it is when it has failed. */
  async until(
    submissionId: string,
    isWanted: (submission: Schemas['SubmissionView']['submission']) => boolean,
    pollMs = 50,
  ): Promise<Schemas['SubmissionView']> {
    for (;;) {
      const { body } = await this.status(submissionId);
      if (isWanted(body.submission)) return body;
      if (body.submission.status === 'failed')
        throw new Error(`the submission failed: ${body.submission.reason}`);
      await delay(pollMs);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const began = performance.now();
    return new Promise((done, fail) => {
      const headers = { 'content-type': 'application/json' };
      const place = { host: '127.0.0.1', port: this.port, path: `/api/v1${path}` };
      const asking = request(
        { ...place, method, headers, agent: this.agent, timeout: ANSWER_MS },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            if (status >= 300) return fail(new Error(`${method} ${path}: ${status} ${text}`));
            done({ status, body: JSON.parse(text) as T, tookMs: performance.now() - began });
          });
        },
      );
      asking.on('error', fail).on('timeout', () => asking.destroy(new Error(`${method} ${path}: no answer`)));
      asking.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
