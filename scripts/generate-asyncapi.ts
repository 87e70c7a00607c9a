/**
 * Writes docs/asyncapi.json from libs/contracts. A spec fails when the file that is checked in is out of date.
 *
 *   node dist/scripts/generate-asyncapi.js
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderAsyncApi } from './asyncapi/render';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/asyncapi.json', renderAsyncApi());
console.log('docs/asyncapi.json');
