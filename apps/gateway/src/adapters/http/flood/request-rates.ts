import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';
import { KnockemError } from '#domain';
import type { Identified } from '../access/identify';

// express-rate-limit, not @nestjs/throttler: a Nest guard runs after the body has been read, and a flood must be turned
// away before it costs memory. It sets RateLimit-* and Retry-After as the IETF draft says.

const MINUTE_MS = 60_000;

export interface RequestRates {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

/**
 * So many requests a minute of each user, or of each address where no token says who asks. In memory: several gateways
 * count for themselves, and a restart starts over. IPv6 counts by /56, or one household would have 2^72 addresses.
 */
export function requestRates({ readsPerMinute, writesPerMinute }: RequestRates): RequestHandler[] {
  return [
    limiter('reads', readsPerMinute, (request) => isApi(request) && isRead(request)),
    limiter('writes', writesPerMinute, (request) => isApi(request) && !isRead(request)),
  ].flatMap((handler) => handler ?? []);
}

/** Whose requests count together. */
export const counterOf = ({ caller, ip }: Pick<Identified, 'caller' | 'ip'>): string =>
  caller?.userEmail === undefined ? `address ${ipKeyGenerator(ip ?? '')}` : `user ${caller.userEmail}`;

function limiter(
  name: string,
  limit: number,
  counts: (request: Identified) => boolean,
): RequestHandler | undefined {
  if (limit === 0) return undefined;
  const options: Partial<Options> = {
    windowMs: MINUTE_MS,
    limit,
    identifier: name,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    skip: (request) => !counts(request as Identified),
    keyGenerator: (request) => counterOf(request as Identified),
    handler: (_request, _response, next) => next(tooMany(name, limit)),
  };
  return rateLimit(options);
}

/** Addresses are matched in capitals, too, and must then be counted. */
const isApi = ({ path }: Identified): boolean => path.toLowerCase().startsWith('/api/v1/');
const isRead = ({ method }: Identified): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const tooMany = (name: string, limit: number): KnockemError =>
  new KnockemError('too-many', `More than ${limit.toLocaleString('en')} ${name} in a minute.`, {
    hint: 'Wait as many seconds as Retry-After says, then go on; nothing of the request was taken.',
  });
