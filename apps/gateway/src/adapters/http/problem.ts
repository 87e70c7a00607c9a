import { HttpException } from '@nestjs/common';
import { LIMITS } from '#contracts';
import { type ErrorCode, KnockemError, type Problem } from '#domain';
import { JSON_BYTES } from '../../domain/limits';

/** An error as a client reads it (RFC 9457, application/problem+json). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly problems?: readonly Problem[];
  readonly hint?: string;
}

const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  'too-large': 413,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
  misconfigured: 500,
  internal: 500,
};

const TITLES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['invalid', 'The request is not valid'],
  401: ['unauthorized', 'A token is needed'],
  403: ['forbidden', 'Not allowed'],
  404: ['not-found', 'Not found'],
  405: ['method-not-allowed', 'This address does not take this method'],
  406: ['not-acceptable', 'Not available in this form'],
  409: ['conflict', 'In conflict with the present state'],
  413: ['too-large', 'The body is too large'],
  415: ['unsupported-media-type', 'This content type is not taken here'],
  422: ['refused', 'Refused'],
  429: ['too-many', 'Too many'],
  503: ['unavailable', 'Not available at the moment'],
};

interface Told {
  readonly status: number;
  readonly detail: string;
  readonly problems?: readonly Problem[];
  readonly hint?: string;
}

/** What a thrown value says to a client. Only what is meant for people gets out; the rest is `internal`. */
export function problemOf(error: unknown, path: string): ProblemDocument {
  const told = tell(error, path);
  const [code, title] = TITLES[told.status] ?? ['internal', 'Something went wrong in knockem'];
  return {
    type: `urn:knockem:problem:${code}`,
    title,
    status: told.status,
    detail: told.detail,
    instance: path,
    code,
    ...(told.problems ? { problems: told.problems } : {}),
    ...(told.hint ? { hint: told.hint } : {}),
  };
}

function tell(error: unknown, path: string): Told {
  if (error instanceof KnockemError) {
    return { status: STATUS_OF[error.code], detail: error.message, ...error.details };
  }
  if (error instanceof HttpException) return { status: error.getStatus(), detail: error.message };
  const { status, type, message } = error as { status?: unknown; type?: unknown; message?: unknown };
  if (type === 'entity.too.large') return bodyTooLarge(path);
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, detail: `The body cannot be read: ${String(message)}.` };
  }
  return { status: 500, detail: 'The cause is in the log of the gateway, under the time of this answer.' };
}

function bodyTooLarge(path: string): Told {
  if (!path.startsWith('/api/v1/genomes')) {
    const hint = 'Upload a large genome with POST /api/v1/genomes and give its id as genomeIdAlpha.';
    return {
      status: 413,
      detail: `The body is larger than the limit of ${JSON_BYTES.toLocaleString('en')} bytes.`,
      hint,
    };
  }
  const limit = LIMITS.genomeBytes.toLocaleString('en');
  return { status: 413, detail: `The genome is larger than the limit of ${limit} bytes (15 MB).` };
}
