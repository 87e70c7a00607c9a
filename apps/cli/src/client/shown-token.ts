import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KnockemError } from '#domain';

/** Bits by which others than the owner may read. */
const OTHERS = 0o077;

/**
 * The token that is shown to the gateway: KNOCKEM_TOKEN, else the file `knockem/token` in the user's configuration
 * directory. There is no flag for it: command lines can be read by everybody on the machine.
 */
export function shownToken(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment.KNOCKEM_TOKEN?.trim();
  return given ? given : tokenOfFile(tokenPath(environment));
}

const tokenPath = ({ XDG_CONFIG_HOME, HOME }: NodeJS.ProcessEnv): string =>
  join(XDG_CONFIG_HOME || join(HOME || homedir(), '.config'), 'knockem', 'token');

function tokenOfFile(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  if ((stat.mode & OTHERS) !== 0) {
    throw new KnockemError('invalid', `the token in ${path} can be read by others on this machine`, {
      hint: `chmod 600 ${path}`,
    });
  }
  return readFileSync(path, 'utf8').trim() || undefined;
}
