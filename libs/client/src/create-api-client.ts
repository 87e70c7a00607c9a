// openapi-fetch: 6 kB around fetch that checks addresses, parameters, bodies and answers against the generated types.
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './openapi.generated';

export type ApiClient = Client<paths>;

export interface ApiClientOptions {
  /** Origin of the gateway, as in `http://127.0.0.1:8080`; empty in the page that the gateway serves. */
  readonly baseUrl: string;
  /**
   * Sends a request: shows the token, waits and repeats as its caller sees fit. Throws when nobody answers, and for every
   * answer that is no success, in the words of its problem document.
   */
  readonly send: (request: Request) => Promise<Response>;
}

/** `client.GET('/api/v1/submissions/{submissionId}', { params: { path: { submissionId } } })`; see answerOf. */
export const createApiClient = ({ baseUrl, send }: ApiClientOptions): ApiClient =>
  createClient<paths>({ baseUrl, fetch: send });
