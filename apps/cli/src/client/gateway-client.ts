import { randomUUID } from 'node:crypto';
import type {
  AssayDocument,
  AssayProgress,
  AssayResultDocument,
  CommandAccepted,
  CompetitionDocument,
  CompetitionResultDocument,
  Counters,
  ExecutorView,
  Explanation,
  SubmissionDocument,
  SubmissionRequest,
  SubmissionUpdate,
} from '#contracts';
import type { SubmissionSummary } from '#science';
import { type ErrorCode, KnockemError, type Problem } from '#domain';
import { patiently } from './patience';
import { shownToken } from './shown-token';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export type AssayRow = AssayDocument & { readonly counters?: Counters; readonly round?: number };

export interface SubmissionAnswer {
  readonly submission: SubmissionDocument;
  readonly assays: readonly AssayRow[];
  readonly progress?: readonly AssayProgress[];
  readonly source: string;
  readonly asOf: string;
}

export type ResultRow = AssayResultDocument & { readonly assayType?: string; readonly status?: string };

export interface CompetitionAnswer {
  readonly competitionId: string;
  readonly competition?: CompetitionDocument;
  readonly result?: CompetitionResultDocument;
  readonly explanation?: Explanation;
}

/** New limits of a live submission, hold or release. */
export type SubmissionChange = Omit<SubmissionUpdate, 'submissionId' | 'by'> & { readonly by?: string };

export const PICTURE_FORMATS = ['svg', 'png', 'vl.json'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export interface PlotRow {
  readonly name: string;
  readonly status: string;
  /** What is to be seen; else why there is no picture. */
  readonly description: string;
  /** Only of those that are there. */
  readonly links?: Readonly<Record<PictureFormat, string>>;
}

export interface UploadedGenome {
  readonly genomeId: string;
  readonly digest: string;
  readonly size: number;
}

export interface DeadLetterRow {
  readonly sequence: number;
  readonly service: string;
  readonly reason: string;
  readonly problems: readonly string[];
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly size: number;
  readonly at: string;
}

export interface DeadLetterText extends DeadLetterRow {
  readonly text: string;
  readonly isWhole: boolean;
}

export interface NotificationRow {
  readonly notificationId: string;
  readonly event: string;
  readonly channel: string;
  readonly status: string;
  readonly at: string;
  readonly nextTryAt?: string;
  readonly tries: readonly { readonly at: string; readonly outcome: string; readonly reason?: string }[];
}

export interface NotificationLog {
  readonly notify?: {
    readonly webhookUrl?: string;
    readonly email: boolean;
    readonly events: readonly string[];
  };
  readonly items: readonly NotificationRow[];
}

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: ErrorCode;
  readonly hint?: string;
  readonly problems?: readonly Problem[];
}

/** The gateway's REST interface, as far as the command line uses it. Refusals come as KnockemErrors with the gateway's words. */
export class GatewayClient {
  /** `token`: shown with every request, where there is one. */
  constructor(
    private readonly baseUrl: string,
    private readonly token: string | undefined = shownToken(),
  ) {}

  uploadGenome(content: Buffer, userEmail: string, isEphemeral: boolean): Promise<UploadedGenome> {
    const query = new URLSearchParams({ userEmail, isEphemeral: String(isEphemeral) });
    return this.json('POST', `/api/v1/genomes?${query}`, content, {
      'content-type': 'application/octet-stream',
    });
  }

  /** With a key in any case, so that a request which is sent again, its answer lost, is not a second submission. */
  submit(request: SubmissionRequest, idempotencyKey: string = randomUUID()): Promise<CommandAccepted> {
    return this.json('POST', '/api/v1/submissions', request, { 'idempotency-key': idempotencyKey });
  }

  submission(id: string): Promise<SubmissionAnswer> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}`);
  }

  submissions(query: URLSearchParams): Promise<Page<SubmissionDocument>> {
    return this.json('GET', `/api/v1/submissions?${query}`);
  }

  cancel(id: string, body: { by?: string; reason?: string }): Promise<CommandAccepted> {
    return this.json('POST', `/api/v1/submissions/${encodeURIComponent(id)}/cancel`, body);
  }

  change(id: string, body: SubmissionChange): Promise<CommandAccepted> {
    return this.json('PATCH', `/api/v1/submissions/${encodeURIComponent(id)}`, body);
  }

  retry(id: string, body: { by?: string }): Promise<CommandAccepted> {
    return this.json('POST', `/api/v1/submissions/${encodeURIComponent(id)}/retry`, body);
  }

  competitions(id: string, query: URLSearchParams): Promise<Page<CompetitionDocument>> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}/competitions?${query}`);
  }

  deleteSubmission(id: string): Promise<CommandAccepted> {
    return this.json('DELETE', `/api/v1/submissions/${encodeURIComponent(id)}`);
  }

  deleteUser(userEmail: string): Promise<{ submissions: number; genomes: number }> {
    return this.json('DELETE', `/api/v1/users/${encodeURIComponent(userEmail)}`);
  }

  notifications(id: string): Promise<NotificationLog> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}/notifications`);
  }

  results(id: string): Promise<Page<ResultRow>> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}/results`);
  }

  summary(id: string): Promise<SubmissionSummary> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}/summary`);
  }

  plots(id: string): Promise<Page<PlotRow>> {
    return this.json('GET', `/api/v1/submissions/${encodeURIComponent(id)}/plots`);
  }

  /** A whole answer that is not JSON. */
  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.fetch(path, {});
    if (!response.ok) throw await refusalOf(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  executors(): Promise<Page<ExecutorView>> {
    return this.json('GET', '/api/v1/executors');
  }

  competition(submissionId: string, assayId: string, ordinal: number): Promise<CompetitionAnswer> {
    const path = [submissionId, 'competitions', assayId, String(ordinal)].map(encodeURIComponent).join('/');
    return this.json('GET', `/api/v1/submissions/${path}`);
  }

  deadLetters(query: URLSearchParams): Promise<Page<DeadLetterRow>> {
    return this.json('GET', `/api/v1/dead-letters?${query}`);
  }

  deadLetter(sequence: number): Promise<DeadLetterText> {
    return this.json('GET', `/api/v1/dead-letters/${sequence}`);
  }

  replayDeadLetter(sequence: number): Promise<{ readonly streamSequence: number }> {
    return this.json('POST', `/api/v1/dead-letters/${sequence}/replay`);
  }

  discardDeadLetter(sequence: number): Promise<{ readonly sequence: number }> {
    return this.json('DELETE', `/api/v1/dead-letters/${sequence}`);
  }

  /** Streams a text answer: the CSV of competitions, a container's log, events. */
  async open(path: string, init: RequestInit = {}): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.fetch(path, init);
    if (!response.ok) throw await refusalOf(response);
    return response.body as unknown as AsyncIterable<Uint8Array>;
  }

  private withToken(init: RequestInit): RequestInit {
    if (this.token === undefined) return init;
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` };
    return { ...init, headers };
  }

  private async json<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const isBytes = Buffer.isBuffer(body);
    const response = await this.fetch(path, {
      method,
      headers: {
        ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isBytes ? new Uint8Array(body) : JSON.stringify(body),
    });
    if (!response.ok) throw await refusalOf(response);
    return (await response.json()) as T;
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      const send = (): Promise<Response> => fetch(this.baseUrl + path, this.withToken(init));
      return await patiently(send, { signal: init.signal });
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw new KnockemError('unavailable', `no gateway answers at ${this.baseUrl}`, {
        hint: 'start the stack with `knockem up`, or name another gateway with --url or KNOCKEM_URL',
      });
    }
  }
}

async function refusalOf(response: Response): Promise<KnockemError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as ProblemDocument;
    const code = problem.code ?? (response.status >= 500 ? 'unavailable' : 'refused');
    return new KnockemError(
      code,
      problem.detail ?? problem.title ?? `the gateway answered ${response.status}`,
      {
        hint: problem.hint,
        problems: problem.problems,
      },
    );
  } catch {
    return new KnockemError('unavailable', `the gateway answered ${response.status}: ${text.slice(0, 200)}`);
  }
}
