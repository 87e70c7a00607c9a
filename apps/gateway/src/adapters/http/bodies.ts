import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { LIMITS } from '#contracts';
import { GENOME_JSON_BYTES, JSON_BYTES } from '../../domain/limits';

const TEXT_TYPES = ['text/plain', 'application/octet-stream'];

/** Reads bodies: JSON everywhere, text where genomes go; each with its limit, all else is a 415. */
export function readBodies(app: NestExpressApplication): void {
  app.use(refuseOtherTypes);
  app.useBodyParser('json', {
    limit: GENOME_JSON_BYTES,
    type: (r: IncomingMessage) => isJson(r) && isForGenomes(r),
  });
  app.useBodyParser('json', {
    limit: JSON_BYTES,
    type: (r: IncomingMessage) => isJson(r) && !isForGenomes(r),
  });
  app.useBodyParser('raw', {
    limit: LIMITS.genomeBytes,
    type: (r: IncomingMessage) => TEXT_TYPES.includes(typeOf(r)),
  });
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const taken = isForGenomes(request) ? ['application/json', ...TEXT_TYPES] : ['application/json'];
  if (!hasBody(request) || taken.includes(typeOf(request))) return next();
  const given = typeOf(request) === '' ? 'no Content-Type' : `Content-Type ${typeOf(request)}`;
  next(new UnsupportedMediaTypeException(`The body came with ${given}; taken here: ${taken.join(', ')}.`));
}

const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const typeOf = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();

const isJson = (request: IncomingMessage): boolean => typeOf(request) === 'application/json';

const isForGenomes = (request: IncomingMessage): boolean =>
  /^\/api\/v1\/genomes\/?(\?|$)/i.test(request.url ?? '');
