import { problemOf } from './problem';
import { needToken, readToken } from './token';

/**
 * `fetch` as every call here makes it: with the token where there is one. An answer that is no success throws an
 * `ApiProblem`; a gateway that cannot be reached throws an error with a sentence that says so.
 */
export async function request(address: string | Request, init: RequestInit = {}): Promise<Response> {
  const asked = new Request(address, init);
  const token = readToken();
  if (token !== undefined) asked.headers.set('Authorization', `Bearer ${token}`);
  const response = await fetch(asked).catch((error: unknown) => {
    throw isAbort(error)
      ? error
      : new Error('The gateway cannot be reached from this browser.', { cause: error });
  });
  if (response.ok) return response;
  if (response.status === 401) needToken();
  throw problemOf(response.status, await bodyOf(response));
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** JSON, or nothing: a proxy in between answers with pages. */
const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => undefined);
