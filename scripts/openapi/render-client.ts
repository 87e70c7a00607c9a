// openapi-typescript: the TypeScript types of an OpenAPI document, one to one, and nothing that runs.
import openapiTS, { astToString } from 'openapi-typescript';

export const CLIENT_TYPES = 'libs/client/src/openapi.generated.ts';
const HEAD = '/** Generated from docs/openapi.json by `make docs`; do not edit. */\n';

/** libs/client/src/openapi.generated.ts: what may be asked of the gateway, and what it answers. */
export async function renderClientTypes(openApi: string): Promise<string> {
  // A field with a default may be left out of a request. Lists are not readonly: openapi-fetch would take those apart.
  const tree = await openapiTS(openApi, { defaultNonNullable: false });
  return HEAD + astToString(tree);
}
