/**
 * Writes docs/openapi.json from the gateway's controllers. A spec fails when the file that is checked in is out of date.
 *
 *   node dist/scripts/generate-openapi.js
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderOpenApi } from './openapi/render';

void renderOpenApi().then((text) => {
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/openapi.json', text);
  console.log('docs/openapi.json');
});
