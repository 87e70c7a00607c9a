import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Authenticator, credsAuthenticator, nkeyAuthenticator, nkeys } from '@nats-io/transport-node';
import { KnockemError } from '#domain';

const HINT =
  'KNOCKEM_NATS_CREDS must name a .creds file or an nkey seed that this user may read, or a directory with a seed for each service (gateway.nk …)';

/**
 * What proves to nats-server who we are: a `.creds` file (a JWT and its seed), an nkey seed alone, or a directory in
 * which `<role>.nk` is the seed. No error tells what stands in the file.
 */
export function credentialsOf(path: string, role: string): Authenticator {
  const content = readCredentials(path, role);
  if (content.includes('BEGIN NATS USER JWT')) return credsAuthenticator(Buffer.from(content));
  const seed = Buffer.from(content.trim());
  try {
    nkeys.fromSeed(seed);
  } catch {
    throw new KnockemError(
      'misconfigured',
      `the NATS credentials in ${path} are no .creds file and no nkey seed`,
      {
        hint: HINT,
      },
    );
  }
  return nkeyAuthenticator(seed);
}

function readCredentials(path: string, role: string): string {
  try {
    return readFileSync(statSync(path).isDirectory() ? join(path, `${role}.nk`) : path, 'utf8');
  } catch (error) {
    throw new KnockemError('misconfigured', `cannot read the NATS credentials: ${(error as Error).message}`, {
      hint: HINT,
    });
  }
}
