/**
 * Writes deploy/nats/accounts.conf from scripts/nats. A spec fails when the file that is checked in is out of date.
 *
 *   node dist/scripts/generate-nats-accounts.js
 */
import { writeFileSync } from 'node:fs';
import { renderAccounts } from './nats/render-accounts';

writeFileSync('deploy/nats/accounts.conf', renderAccounts('production'));
console.log('deploy/nats/accounts.conf');
