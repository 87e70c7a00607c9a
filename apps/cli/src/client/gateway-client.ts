import { randomUUID } from 'node:crypto';
import { type ApiClient, answerOf, createApiClient, type operations, type Schemas } from '#client';
import type { SubmissionRequest } from '#contracts';
import { KnockemError } from '#domain';
import { patiently } from './patience';
import { refusalOf } from './refusal';
import { shownToken } from './shown-token';

export const PICTURE_FORMATS = ['svg', 'png', 'vl.json'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/**
 * The gateway's REST interface, as far as the command line uses it: with the token, with patience, and with refusals as
 * KnockemErrors in the gateway's words.
 */
export class GatewayClient {
  private readonly api: ApiClient;

  /** `token`: shown with every request, where there is one. */
  constructor(
    private readonly baseUrl: string,
    private readonly token: string | undefined = shownToken(),
  ) {
    this.api = createApiClient({ baseUrl, send: (request) => this.send(request) });
  }

  uploadGenome(content: Buffer, userEmail: string, isEphemeral: boolean): Promise<Schemas['GenomeStored']> {
    return answerOf(
      this.api.POST('/api/v1/genomes', {
        params: { query: { userEmail, isEphemeral } },
        headers: { 'content-type': 'application/octet-stream' },
        // The description calls octets a string; what is sent are the bytes as they are.
        body: content as unknown as string,
        bodySerializer: (bytes: unknown) => new Uint8Array(bytes as Buffer),
      }),
    );
  }

  /** With a key in any case, so that a request which is sent again, its answer lost, is not a second submission. */
  submit(
    request: SubmissionRequest,
    idempotencyKey: string = randomUUID(),
  ): Promise<Schemas['CommandAccepted']> {
    const params = { header: { 'Idempotency-Key': idempotencyKey } };
    return answerOf(this.api.POST('/api/v1/submissions', { params, body: request }));
  }

  forecast(request: SubmissionRequest): Promise<Schemas['SubmissionForecast']> {
    return answerOf(this.api.POST('/api/v1/submissions/forecast', { body: request }));
  }

  submission(submissionId: string, signal?: AbortSignal): Promise<Schemas['SubmissionView']> {
    return answerOf(
      this.api.GET('/api/v1/submissions/{submissionId}', { params: { path: { submissionId } }, signal }),
    );
  }

  submissions(query: SubmissionsQuery): Promise<Schemas['SubmissionPage']> {
    return answerOf(this.api.GET('/api/v1/submissions', { params: { query } }));
  }

  cancel(submissionId: string, body: Schemas['SubmissionCancel']): Promise<Schemas['CommandAccepted']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.POST('/api/v1/submissions/{submissionId}/cancel', { params, body }));
  }

  change(submissionId: string, body: Schemas['SubmissionUpdate']): Promise<Schemas['CommandAccepted']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.PATCH('/api/v1/submissions/{submissionId}', { params, body }));
  }

  retry(submissionId: string, body: Schemas['By']): Promise<Schemas['CommandAccepted']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.POST('/api/v1/submissions/{submissionId}/retry', { params, body }));
  }

  deleteSubmission(submissionId: string): Promise<Schemas['CommandAccepted']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.DELETE('/api/v1/submissions/{submissionId}', { params }));
  }

  deleteUser(userEmail: string): Promise<Schemas['UserDeleted']> {
    return answerOf(this.api.DELETE('/api/v1/users/{userEmail}', { params: { path: { userEmail } } }));
  }

  results(submissionId: string): Promise<Schemas['AssayResultList']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.GET('/api/v1/submissions/{submissionId}/results', { params }));
  }

  summary(submissionId: string): Promise<Schemas['Summary']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.GET('/api/v1/submissions/{submissionId}/summary', { params }));
  }

  notifications(submissionId: string): Promise<Schemas['NotificationLog']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.GET('/api/v1/submissions/{submissionId}/notifications', { params }));
  }

  plots(submissionId: string): Promise<Schemas['FigureList']> {
    const params = { path: { submissionId } };
    return answerOf(this.api.GET('/api/v1/submissions/{submissionId}/plots', { params }));
  }

  executors(): Promise<Schemas['ExecutorList']> {
    return answerOf(this.api.GET('/api/v1/executors'));
  }

  competitions(submissionId: string, query: CompetitionsQuery): Promise<Schemas['CompetitionPage']> {
    const params = { path: { submissionId }, query };
    return answerOf(this.api.GET('/api/v1/submissions/{submissionId}/competitions', { params }));
  }

  competition(submissionId: string, assayId: string, ordinal: number): Promise<Schemas['CompetitionView']> {
    const params = { path: { submissionId, assayId, ordinal } };
    return answerOf(
      this.api.GET('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}', { params }),
    );
  }

  attempts(submissionId: string, assayId: string, ordinal: number): Promise<Schemas['CompetitionAttempts']> {
    const params = { path: { submissionId, assayId, ordinal } };
    return answerOf(
      this.api.GET('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/attempts', {
        params,
      }),
    );
  }

  run(
    submissionId: string,
    assayId: string,
    ordinal: number,
    attempt?: number,
  ): Promise<Schemas['RecordedRun']> {
    const params = { path: { submissionId, assayId, ordinal }, query: { attempt } };
    return answerOf(
      this.api.GET('/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/run', { params }),
    );
  }

  deadLetters(query: DeadLettersQuery): Promise<Schemas['DeadLetterPage']> {
    return answerOf(this.api.GET('/api/v1/dead-letters', { params: { query } }));
  }

  deadLetter(sequence: number): Promise<Schemas['DeadLetterView']> {
    return answerOf(this.api.GET('/api/v1/dead-letters/{sequence}', { params: { path: { sequence } } }));
  }

  replayDeadLetter(sequence: number): Promise<Schemas['DeadLetterReplayed']> {
    const params = { path: { sequence } };
    return answerOf(this.api.POST('/api/v1/dead-letters/{sequence}/replay', { params }));
  }

  discardDeadLetter(sequence: number): Promise<Schemas['DeadLetterDiscarded']> {
    return answerOf(this.api.DELETE('/api/v1/dead-letters/{sequence}', { params: { path: { sequence } } }));
  }

  /** A whole answer that is not JSON. */
  async bytes(address: string): Promise<Uint8Array> {
    const response = await this.ask(address);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Streams an answer: a table of competitions, a container's log, events. */
  async open(address: string, init: RequestInit = {}): Promise<AsyncIterable<Uint8Array>> {
    const { body } = await this.ask(address, init);
    // Locked from now on: the unread body of an answer that nobody holds any more is given up, and ends as if it were whole.
    return (body as ReadableStream<Uint8Array>).values();
  }

  private ask(address: string, init?: RequestInit): Promise<Response> {
    return this.send(new Request(this.baseUrl + address, init));
  }

  private async send(request: Request): Promise<Response> {
    if (this.token !== undefined) request.headers.set('authorization', `Bearer ${this.token}`);
    const response = await this.sendPatiently(request);
    if (!response.ok) throw await refusalOf(response);
    return response;
  }

  private async sendPatiently(request: Request): Promise<Response> {
    try {
      return await patiently(() => fetch(request.clone()), { signal: request.signal });
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw new KnockemError('unavailable', `no gateway answers at ${this.baseUrl}`, {
        hint: 'start the stack with `knockem up`, or name another gateway with --url or KNOCKEM_URL',
      });
    }
  }
}

type QueryOf<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;
type SubmissionsQuery = QueryOf<'submissions_list'>;
type CompetitionsQuery = QueryOf<'submissions_competitions'>;
type DeadLettersQuery = QueryOf<'deadLetters_list'>;
