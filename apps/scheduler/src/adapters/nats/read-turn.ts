// ajv compiles a schema to one function: a turn names dozens of attempts, and walking class-validator's metadata for each
// took a tenth of the scheduler's time.
import { Ajv } from 'ajv';
import {
  INSTANT,
  MAX_RESOURCES,
  MAX_RUN_MS,
  type HeldAttempt,
  type Report,
  type SeenContainer,
  type TurnRequest,
} from '#contracts';
import { ATTEMPT_OUTCOMES } from '#domain';
import { parseRequest } from '#platform';

const uuid = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
} as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const text = (maxLength: number) => ({ type: 'string', maxLength }) as const;
const texts = { type: 'array', items: { type: 'string' } } as const;
const token = { type: 'integer' } as const;
const instant = { type: 'string', pattern: INSTANT.source } as const;

const object = (required: readonly string[], properties: object) =>
  ({ type: 'object', additionalProperties: false, required, properties }) as const;

const HELD = object(['attemptId', 'token', 'state'], {
  attemptId: uuid,
  token,
  state: { enum: ['preparing', 'running', 'ended'] },
} satisfies Record<keyof HeldAttempt, object>);

const SEEN = object(['attemptId', 'executorId', 'state'], {
  attemptId: uuid,
  executorId: uuid,
  state: { enum: ['running', 'exited'] },
  serving: { type: 'boolean' },
} satisfies Record<keyof SeenContainer, object>);

const REPORT = object(
  ['attemptId', 'competitionId', 'token', 'outcome', 'warnings', 'startedAt', 'durationMs', 'executorId'],
  {
    attemptId: uuid,
    competitionId: uuid,
    token,
    outcome: { enum: ATTEMPT_OUTCOMES },
    exitCode: { type: 'integer' },
    outOfMemory: { type: 'boolean' },
    reason: text(2000),
    reasonCode: { enum: ['image-changed', 'no-image', 'no-runtime', 'no-input'] },
    value: { type: 'object' },
    blobDigest: sha256,
    warnings: texts,
    startedAt: instant,
    durationMs: { type: 'number', minimum: 0, maximum: MAX_RUN_MS },
    logTail: text(8192),
    logDigest: sha256,
    imageChainId: { type: 'string' },
    imageDigest: { type: 'string' },
    executorId: uuid,
  } satisfies Record<keyof Report, object>,
);

const TURN = object(
  [
    'executorId',
    'bootId',
    'turn',
    'host',
    'runtime',
    'arch',
    'slots',
    'free',
    'capacity',
    'version',
    'held',
    'reports',
    'seen',
    'draining',
    'maxWaitMs',
  ],
  {
    executorId: uuid,
    bootId: uuid,
    stackId: uuid,
    turn: { type: 'integer' },
    host: text(255),
    pool: text(64),
    runtime: text(64),
    arch: text(64),
    slots: { type: 'integer', minimum: 0, maximum: 10_000 },
    free: { type: 'integer', minimum: 0 },
    capacity: object(['cpus', 'memoryMb'], {
      cpus: { type: 'number', exclusiveMinimum: 0, maximum: MAX_RESOURCES.cpus },
      memoryMb: { type: 'integer', minimum: 16, maximum: MAX_RESOURCES.memoryMb },
    }),
    limitsNotHeld: texts,
    version: text(64),
    held: { type: 'array', maxItems: 10_000, items: HELD },
    reports: { type: 'array', maxItems: 100, items: REPORT },
    seen: { type: 'array', maxItems: 1000, items: SEEN },
    draining: { type: 'boolean' },
    maxWaitMs: { type: 'integer', minimum: 0, maximum: 60_000 },
  } satisfies Record<keyof TurnRequest, object>,
);

/** Nothing that the message class would refuse. */
export const isPlainTurn = new Ajv({ strict: false, strictNumbers: true }).compile<TurnRequest>(TURN);

/**
 * The turn in a request, or KnockemError `invalid` with every problem. What an executor of ours sends passes a compiled
 * check; whatever does not is held against the message class, whose word counts and which has the sentences.
 */
export function readTurn(body: Uint8Array): TurnRequest {
  const value = parsed(body);
  return isPlainTurn(value) ? value : parseRequest('turn.request.v1', body);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
