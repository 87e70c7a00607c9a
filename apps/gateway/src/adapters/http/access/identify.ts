import type { NextFunction, Request, Response } from 'express';
import { KnockemError } from '#domain';
import type { TokenBook } from '#platform';
import { ANYBODY, type Caller } from '../../../domain/caller';

/** A request that has been looked at: who asks, or the refusal that he gets. */
export interface Identified extends Request {
  caller?: Caller;
  refusal?: Error;
  /** Whether the token is still valid; while the tokens cannot be read it is not. Absent where none is required. */
  isStillWelcome?: () => boolean;
}

/** What anybody may see even where tokens are required: whether the gateway lives, and how its API looks. */
const OPEN = /^\/(livez|readyz|api\/docs(-json|-yaml)?(\/.*)?)$/;

/** Says who asks, before anything of the body is read. Where no tokens are required everybody is anybody. */
export const identify =
  (tokens: TokenBook, settings: { readonly tokensRequired: boolean; readonly now: () => string }) =>
  (request: Identified, _response: Response, next: NextFunction): void => {
    const look = (): Caller => callerOf(request, tokens, settings.now());
    try {
      request.caller = settings.tokensRequired ? look() : ANYBODY;
      if (settings.tokensRequired) request.isStillWelcome = () => succeeds(look);
    } catch (error) {
      request.refusal = isRefusal(error) ? error : new Error('the tokens cannot be read', { cause: error });
    }
    next();
  };

/** Ends a request of somebody unknown. After the rate limit, so that guessing is limited too. */
export function refuseUnidentified(request: Identified, response: Response, next: NextFunction): void {
  if (!request.refusal || OPEN.test(request.path)) return next();
  if (isRefusal(request.refusal)) response.setHeader('WWW-Authenticate', 'Bearer realm="knockem"');
  next(request.refusal);
}

function succeeds(look: () => unknown): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}

const isRefusal = (error: unknown): error is KnockemError =>
  error instanceof KnockemError && error.code === 'unauthorized';

function callerOf(request: Request, tokens: TokenBook, now: string): Caller {
  const { authorization } = request.headers;
  if (authorization === undefined) throw unauthorized();
  const secret = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(authorization)?.[1];
  const token = secret === undefined ? undefined : tokens.findValid(secret, now);
  if (!token) throw unknownToken();
  return { userEmail: token.userEmail, scopes: token.scopes };
}

const HINT = 'Ask the operator for one (`knockem token create`), and give it as KNOCKEM_TOKEN.';

const unauthorized = (): KnockemError =>
  new KnockemError('unauthorized', 'This gateway answers only those who show a token.', { hint: HINT });

/** One sentence for all cases: what is wrong with a token is for its owner, who can ask the operator. */
const unknownToken = (): KnockemError =>
  new KnockemError('unauthorized', 'The token is not valid: unknown, expired or revoked.', { hint: HINT });
