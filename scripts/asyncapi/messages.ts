import { MESSAGES, SCHEMA_HEADER, type SchemaName } from '#contracts';
import { EXAMPLES } from '../subjects/examples';
import type { ContractSchemas } from './contract-schemas';
import type { JsonSchema } from './json-schema';

/** A Message Object of AsyncAPI. */
export type Message = Readonly<Record<string, unknown>>;

export const isChecked = (body: string): body is SchemaName => body in MESSAGES;

/** What travels under a subject, or is asked with: a checked message with its example, or another body. */
export function bodyMessage(schemas: ContractSchemas, body: string): Message {
  const says = schemas.says(body);
  return {
    name: body,
    ...(says && { summary: says }),
    headers: headers(body),
    payload: schemas.refer(body),
    ...(isChecked(body) && { examples: [{ payload: EXAMPLES[body] }] }),
  };
}

/** A request that asks with nothing. */
export const EMPTY_REQUEST: Message = {
  name: 'empty',
  payload: { type: 'object' },
  examples: [{ payload: {} }],
};

/** The answer to a request: its value, or what is wrong. */
export function replyMessage(schemas: ContractSchemas, endpoint: string, answer: string): Message {
  const value = answer.startsWith('{') ? storedGenome(schemas, answer) : schemas.refer(answer);
  return {
    name: `${endpoint}.reply`,
    payload: { oneOf: [answered(value), { $ref: '#/components/schemas/Refusal' }] },
  };
}

const answered = (value: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['ok', 'value'],
  properties: { ok: { const: true }, value },
});

/** An answer that has no name, `{a, b}`: fields of the genome that was stored. */
const storedGenome = (schemas: ContractSchemas, answer: string): JsonSchema =>
  schemas.part('GenomeCreate', answer.match(/\w+/g) ?? []);

/** The other answer to every request (`ApiReply`). */
export const refusalSchema = (schemas: ContractSchemas): JsonSchema => ({
  type: 'object',
  description: 'Why a request was refused or could not be answered, for a person and by a word for programs.',
  required: ['ok', 'error'],
  properties: {
    ok: { const: false },
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: schemas.ofType('ErrorCode'),
        message: { type: 'string' },
        hint: { type: 'string', description: 'What to do.' },
        problems: { type: 'array', items: schemas.refer('Problem') },
      },
    },
  },
});

const headers = (body: string): JsonSchema => ({
  type: 'object',
  properties: {
    [SCHEMA_HEADER]: isChecked(body) ? CHECKED(body) : UNCHECKED,
    traceparent: TRACEPARENT,
  },
});

const CHECKED = (body: string): JsonSchema => ({
  type: 'string',
  const: body,
  description: 'Schema and version of the body. A plain publish may leave it out.',
});
const UNCHECKED: JsonSchema = {
  type: 'string',
  pattern: '^[A-Za-z.]+\\.v[1-9][0-9]*$',
  description: 'Schema and version of the body, where the sender names them.',
};
const TRACEPARENT: JsonSchema = {
  type: 'string',
  pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
  description:
    'W3C Trace Context, where traces are on. The id of the trace is that of the submission, without dashes.',
};
