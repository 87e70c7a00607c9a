import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import {
  API_ENDPOINTS,
  COLLECTIONS,
  keyField,
  MESSAGES,
  readMessage,
  type SchemaName,
  streamSpecs,
  SUBMISSION_VERBS,
} from '#contracts';
import { EXAMPLES } from '../subjects/examples';
import { renderAsyncApi } from './render';

const FILE = 'docs/asyncapi.json';
/** AsyncAPI's own JSON schema, by which other programs tell a good document from a bad one. */
const ASYNC_API = require.resolve('@asyncapi/specs/schemas/3.0.0.json');
interface Operation {
  readonly action: 'send' | 'receive';
  readonly reply?: object;
}
interface Document {
  readonly channels: Record<string, { readonly address: string | null; readonly parameters?: object }>;
  readonly operations: Record<string, Operation>;
  readonly components: { readonly messages: object; readonly schemas: Record<string, object> };
}

const text = renderAsyncApi();
const document = JSON.parse(text) as Document;
const names = Object.keys(MESSAGES) as SchemaName[];

const ajv = new Ajv({ strict: false, formats: { uuid: /^[0-9a-f-]{36}$/i, email: /^[^@\s]+@[^@\s]+$/ } });
ajv.addSchema({ $id: 'knockem', components: document.components });
const compiled = new Map<string, ValidateFunction>();
function validatorOf(name: string): ValidateFunction {
  const known = compiled.get(name) ?? ajv.compile({ $ref: `knockem#/components/schemas/${name}` });
  compiled.set(name, known);
  return known;
}
const schemaTakes = (schema: SchemaName, body: unknown): boolean => validatorOf(MESSAGES[schema].name)(body);
const receiverTakes = (schema: SchemaName, body: unknown): boolean =>
  readMessage(schema, Buffer.from(JSON.stringify(body))).ok;

it('agrees with the contracts (else run "make docs")', () => {
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, text);
  expect(existsSync(FILE) && readFileSync(FILE, 'utf8')).toBe(text);
});

it('is valid AsyncAPI', () => {
  // It brings its meta-schema along.
  const its = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
  const validate = its.compile(JSON.parse(readFileSync(ASYNC_API, 'utf8')) as object);
  validate(document);
  expect(validate.errors).toBeNull();
  expect(validate({ ...document, operations: { ask: { action: 'ask' } } })).toBe(false);
});

it('has something behind every reference', () => {
  const resolve = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  const pointers = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, pointer]) => pointer);
  expect(pointers.filter((pointer) => resolve(pointer) === undefined)).toEqual([]);
});

it('tells of every parameter of an address, and of no other', () => {
  for (const { address, parameters = {} } of Object.values(document.channels)) {
    const named = [...(address ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect([address, Object.keys(parameters)]).toEqual([address, named]);
  }
});

it('has a channel for everything that a stream keeps', () => {
  const addresses = Object.values(document.channels).map(({ address }) => address ?? '');
  for (const filter of Object.values(streamSpecs('production')).flatMap(({ subjects }) => subjects))
    expect(addresses).toContainEqual(expect.stringContaining(filter.replace('>', '')));
  for (const verb of SUBMISSION_VERBS)
    expect(document.channels).toHaveProperty([`command.submission.${verb}`]);
});

it('has the operations of another tool: it sends commands, hears events, asks every endpoint', () => {
  const { operations } = document;
  expect(operations['command.submission.cancel']).toMatchObject({ action: 'send' });
  expect(operations['event.submission']).toMatchObject({ action: 'receive' });
  for (const own of ['plan', 'command.plan', 'notification.settings'])
    expect(operations).not.toHaveProperty([own]);
  for (const endpoint of Object.keys(API_ENDPOINTS))
    expect(operations[`api.${endpoint}`]).toMatchObject({ action: 'send', reply: {} });
});

it('has a schema that can be compiled behind every name', () => {
  for (const name of Object.keys(document.components.schemas))
    expect(validatorOf(name)).toBeInstanceOf(Function);
});

it('takes the deletion of a document, which has its key and version only', () => {
  for (const collection of COLLECTIONS) {
    const deletion = { [keyField(collection)]: 'x', version: 2, deletedAt: '2026-11-21T09:30:00.000Z' };
    const batchOf = (deletedAt?: string): object => ({ collection, documents: [{ ...deletion, deletedAt }] });
    const takes = validatorOf('DocumentBatch');
    expect([collection, takes(batchOf(deletion.deletedAt))]).toEqual([collection, true]);
    expect([collection, takes(batchOf())]).toEqual([collection, false]);
  }
});

it.each(names)('takes the example of %s, and nothing with an unknown field', (schema) => {
  expect([schemaTakes(schema, EXAMPLES[schema]), validatorOf(MESSAGES[schema].name).errors]).toEqual([
    true,
    null,
  ]);
  expect(schemaTakes(schema, { ...EXAMPLES[schema], unheardOf: 1 })).toBe(false);
});

/**
 * A field made of named parts. Receivers are laxer there: class-validator's ValidateNested passes what is absent and a list in
 * an object's place, and what services tell each other as interfaces is not checked.
 */
const hasParts = (schema: SchemaName, field: string): boolean =>
  JSON.stringify(propertiesOf(schema)[field]).includes('"$ref"');
const propertiesOf = (schema: SchemaName): Record<string, unknown> =>
  (document.components.schemas[MESSAGES[schema].name] as { properties: Record<string, unknown> }).properties;

/** Of every kind that a field may have, and some that none has; not null, which receivers take for absent. */
const VALUES = [
  '',
  'x',
  'a b',
  'low',
  -1,
  0,
  0.5,
  1,
  7,
  1e12,
  true,
  [],
  ['x'],
  [1],
  ['nulldist'],
  {},
  { x: 1 },
];

it.each(names)('refuses nothing of %s that its receiver takes', (schema) => {
  const fields = Object.keys(EXAMPLES[schema]).filter((field) => !hasParts(schema, field));
  const changes = fields.flatMap((field) => [undefined, ...VALUES].map((value) => ({ [field]: value })));
  const changed = (change: object): object =>
    JSON.parse(JSON.stringify({ ...EXAMPLES[schema], ...change })) as object;
  const refused = changes.filter((change) => !schemaTakes(schema, changed(change)));
  expect(refused.filter((change) => receiverTakes(schema, changed(change)))).toEqual([]);
  expect(refused).not.toEqual([]);
});
