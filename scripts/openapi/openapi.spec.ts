import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import { renderOpenApi } from './render';
import { CLIENT_TYPES, renderClientTypes } from './render-client';

const FILE = 'docs/openapi.json';
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

let text: string;
let document: Document;
beforeAll(async () => {
  text = await renderOpenApi();
  document = JSON.parse(text) as Document;
});
const operations = (): Operation[] => Object.values(document.paths).flatMap((path) => Object.values(path));

it('agrees with the controllers (else run "make docs")', () => {
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, text);
  expect(existsSync(FILE) && readFileSync(FILE, 'utf8')).toBe(text);
});

it('is what the client\'s types were made of (else run "make docs")', async () => {
  const types = await renderClientTypes(text);
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(CLIENT_TYPES, types);
  expect(existsSync(CLIENT_TYPES) && readFileSync(CLIENT_TYPES, 'utf8')).toBe(types);
});

it('says of every operation what it is for and what it answers', () => {
  const ids = operations().map((operation) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, summary, responses } of operations()) {
    expect([operationId, summary]).toEqual([operationId, expect.any(String)]);
    expect([operationId, Object.keys(responses)]).toEqual([operationId, expect.arrayContaining(['503'])]);
    for (const [status, { content = {} }] of Object.entries(responses)) {
      const types = Object.keys(content);
      expect([operationId, status, types.length > 0]).toEqual([operationId, status, true]);
      if (Number(status) >= 400) expect(types).toEqual(['application/problem+json']);
      for (const { schema } of Object.values(content)) expect(schema).toBeDefined();
    }
  }
});

it('has a schema that can be compiled behind every name, and no name without one', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const named = [...text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  const known = Object.keys(document.components.schemas);
  expect(known).toEqual(expect.arrayContaining(named));
  const plain = JSON.parse(text.replaceAll(/"exclusiveMinimum": true,?/g, '')) as Document;
  ajv.addSchema({ $id: 'api', components: plain.components });
  for (const name of known) {
    expect(ajv.compile({ $ref: `api#/components/schemas/${name}` })).toBeInstanceOf(Function);
  }
});
