/**
 * Makes the keys by which the services and tools prove to nats-server who they are; for further tools their users too,
 * in accounts.conf beside the directory.
 *
 *   node dist/scripts/nats-keys.js deploy/nats/keys [NAME of a further tool]…
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUS_ROLES } from '#contracts';
import { makeKeys } from './nats/make-keys';
import { renderAccounts } from './nats/render-accounts';

const [directory, ...names] = process.argv.slice(2);
if (!directory) {
  console.error('usage: nats-keys DIRECTORY [NAME]…');
  process.exit(2);
}
const tools = [...new Set([...earlier(directory), ...names])].filter((name) => !isRole(name));
const made = makeKeys(directory, [...BUS_ROLES, ...tools]);
console.log(
  made.length === 0 ? `all keys are there already: ${directory}` : `${directory}: ${made.join(', ')}`,
);
if (tools.length > 0) {
  const file = resolve(directory, '..', 'accounts.conf');
  writeFileSync(file, renderAccounts('production', tools));
  console.log(`${file}: users for ${tools.join(', ')}; reload nats-server with: nats-server --signal reload`);
}

function isRole(name: string): boolean {
  return (BUS_ROLES as readonly string[]).includes(name);
}

function earlier(place: string): string[] {
  try {
    return readdirSync(place).flatMap((file) => (file.endsWith('.nk') ? [file.slice(0, -'.nk'.length)] : []));
  } catch {
    return [];
  }
}
