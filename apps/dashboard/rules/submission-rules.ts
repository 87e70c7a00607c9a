import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'vite';
import { AJV_OPTIONS } from './ajv-options';
import { type PublishedApi, requestSchema } from './request-schema';

const NAME = 'virtual:submission-rules';
const OPENAPI = resolve(import.meta.dirname, '../../../docs/openapi.json');

/**
 * `import { schema, validate } from 'virtual:submission-rules'`: what the published API says of a submission, and a
 * function that holds one against it. Compiled while the page is built, because the page's policy forbids eval.
 */
export const submissionRules = (): Plugin => ({
  name: 'submission-rules',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load(id) {
    if (id !== `\0${NAME}`) return undefined;
    this.addWatchFile(OPENAPI);
    const schema = requestSchema(JSON.parse(readFileSync(OPENAPI, 'utf8')) as PublishedApi);
    const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true, lines: true } });
    const code = standaloneCode(ajv, ajv.compile(schema));
    if (code.includes('require('))
      throw new Error('a rule needs a package at run time; see rules/ajv-options.ts');
    return `${code}\nexport const schema = ${JSON.stringify(schema)};\n`;
  },
});
