/**
 * Makes the keys by which the services and tools prove to nats-server who they are.
 *
 *   node dist/scripts/nats-keys.js deploy/nats/keys [NAME of a further tool]…
 */
import { readdirSync } from 'node:fs';
import { BUS_ROLES } from '#contracts';
import { makeKeys } from './nats/make-keys';

const [directory, ...tools] = process.argv.slice(2);
if (!directory) {
  console.error('usage: nats-keys DIRECTORY [NAME]…');
  process.exit(2);
}
const made = makeKeys(directory, [...new Set([...BUS_ROLES, ...earlier(directory), ...tools])]);
console.log(
  made.length === 0 ? `all keys are there already: ${directory}` : `${directory}: ${made.join(', ')}`,
);

function earlier(place: string): string[] {
  try {
    return readdirSync(place).flatMap((file) => (file.endsWith('.nk') ? [file.slice(0, -'.nk'.length)] : []));
  } catch {
    return [];
  }
}
