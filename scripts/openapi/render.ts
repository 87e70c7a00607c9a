import { readFileSync } from 'node:fs';
import { describeApi } from '../../apps/gateway/src/adapters/http/api-document';

/** docs/openapi.json: the gateway's API, for those who generate a client without a running gateway. */
export async function renderOpenApi(): Promise<string> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return `${JSON.stringify(await describeApi(version), null, 2)}\n`;
}
