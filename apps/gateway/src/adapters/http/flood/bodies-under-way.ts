import type { NextFunction, Response } from 'express';
import { LIMITS } from '#contracts';
import { KnockemError } from '#domain';
import { GENOME_JSON_BYTES } from '../../../domain/limits';
import type { Identified } from '../access/identify';
import { counterOf } from './request-rates';

/** Bytes of bodies that the gateway holds at a time, of everybody and of one user or address. */
export const MAX_BODY_BYTES = { all: 16 * LIMITS.genomeBytes, one: 6 * LIMITS.genomeBytes } as const;
/** In a second most bodies have been read and answered. */
const RETRY_SECONDS = 1;

/**
 * Bounds the memory that requests cost while they are read and answered, however many come at once: what exceeds it gets
 * a 429 before a byte of its body is taken. One client cannot take it all from the others by being slow.
 */
export class BodiesUnderWay {
  private readonly held = new Map<string, number>();
  private total = 0;

  constructor(private readonly most: { readonly all: number; readonly one: number } = MAX_BODY_BYTES) {}

  get bytes(): number {
    return this.total;
  }

  admit = (request: Identified, response: Response, next: NextFunction): void => {
    const bytes = expectedBytes(request);
    if (bytes === 0) return next();
    const who = counterOf(request);
    const own = (this.held.get(who) ?? 0) + bytes;
    if (this.total + bytes > this.most.all || own > this.most.one) {
      response.setHeader('Retry-After', String(RETRY_SECONDS));
      return next(busy());
    }
    this.hold(who, bytes);
    response.once('close', () => this.hold(who, -bytes));
    next();
  };

  private hold(who: string, bytes: number): void {
    this.total += bytes;
    const own = (this.held.get(who) ?? 0) + bytes;
    if (own > 0) this.held.set(who, own);
    else this.held.delete(who);
  }
}

/** What does not say its length, or says that of compressed bytes, may have as much as is ever read. */
function expectedBytes({ headers }: Identified): number {
  const most = GENOME_JSON_BYTES;
  const isLengthOfBody = (headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
  if (headers['transfer-encoding'] !== undefined) return most;
  const announced = Number(headers['content-length'] ?? 0);
  if (!(Number.isFinite(announced) && announced > 0)) return 0;
  return isLengthOfBody ? Math.min(announced, most) : most;
}

const busy = (): KnockemError =>
  new KnockemError('too-many', 'The gateway is reading as many requests as it has memory for.', {
    hint: 'Send it again after Retry-After seconds; nothing of the request was taken.',
  });
