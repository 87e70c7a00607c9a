/**
 * Writes docs/openapi.json from the gateway's controllers, and the client's types from that. A spec fails when a file that
 * is checked in is out of date.
 *
 *   node dist/scripts/generate-openapi.js
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderOpenApi } from './openapi/render';
import { CLIENT_TYPES, renderClientTypes } from './openapi/render-client';

void (async () => {
  const openApi = await renderOpenApi();
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/openapi.json', openApi);
  writeFileSync(CLIENT_TYPES, await renderClientTypes(openApi));
  console.log(`docs/openapi.json and ${CLIENT_TYPES}`);
})();
