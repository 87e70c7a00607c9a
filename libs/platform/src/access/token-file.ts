import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { KnockemError, SCOPES } from '#domain';
import { type AccessToken, mintToken, type NewToken } from './access-token';

/** Whoever may read the file knows no secret, and yet who has a token is nobody's business. */
const PRIVATE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/**
 * The tokens of a gateway, in one file that the operator's command writes and the gateway reads. Who may write this file
 * is the operator: that is why the first token needs none.
 *
 * A change replaces the file as a whole and is on the disk when the method returns: a revoked token stays revoked after
 * a power cut. Two changes at once: the second is refused. Tokens that were revoked or have expired stay listed.
 */
export class TokenFile {
  constructor(readonly path: string) {}

  list(): readonly AccessToken[] {
    return existsSync(this.path) ? readTokens(this.path) : [];
  }

  create(wanted: NewToken, now: string): { token: AccessToken; secret: string } {
    const made = mintToken(wanted, now);
    this.change((tokens) => [...tokens, made.token]);
    return made;
  }

  /** The token as it is now; one that was revoked before stays as it was. */
  revoke(id: string, now: string): AccessToken {
    const [token] = this.change((tokens) => {
      if (!tokens.some((token) => token.id === id)) throw unknownToken(id, this.path);
      return tokens.map((token) => (token.id === id ? { revokedAt: now, ...token } : token));
    }).filter((token) => token.id === id);
    return token;
  }

  private change(work: (tokens: readonly AccessToken[]) => readonly AccessToken[]): readonly AccessToken[] {
    makeDirectory(dirname(this.path));
    const lock = `${this.path}.lock`;
    takeLock(lock);
    try {
      const changed = work(this.list());
      replaceFile(this.path, `${JSON.stringify({ tokens: changed }, undefined, 2)}\n`);
      return changed;
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

export function readTokens(path: string): readonly AccessToken[] {
  try {
    const { tokens } = JSON.parse(readFileSync(path, 'utf8')) as { tokens?: unknown };
    if (Array.isArray(tokens) && tokens.every(isToken)) return tokens;
    throw new Error('it does not hold a list of tokens');
  } catch (error) {
    throw new KnockemError('misconfigured', `the token file ${path} cannot be used: ${sentenceOf(error)}`, {
      hint: 'it is written by `knockem token`; the gateway must be able to read it',
    });
  }
}

function isToken(value: unknown): value is AccessToken {
  const { id, digest, userEmail, scopes, createdAt } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    [id, userEmail, createdAt].every((text) => typeof text === 'string') &&
    /^[0-9a-f]{64}$/.test(String(digest)) &&
    Array.isArray(scopes) &&
    scopes.every((scope) => (SCOPES as readonly unknown[]).includes(scope))
  );
}

/** Where the operator is root and the service is not, the file belongs to whom the directory above belongs to. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  giveTo(directory, dirname(directory));
}

function giveTo(path: string, like: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(path, uid, gid);
}

function takeLock(lock: string): void {
  try {
    closeSync(openSync(lock, 'wx', PRIVATE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(lock, error);
    throw new KnockemError('conflict', 'another `knockem token` is changing the tokens at this moment', {
      hint: `try again; if none is running, a crash has left ${lock}: remove it`,
    });
  }
}

/** Old or new, never half: written beside it, on the disk, then renamed. */
function replaceFile(path: string, content: string): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', PRIVATE);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(fresh, PRIVATE);
  giveTo(fresh, dirname(path));
  renameSync(fresh, path);
  const directory = openSync(dirname(path), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

const sentenceOf = (error: unknown): string => (error as Error).message;

const unwritable = (path: string, error: unknown): KnockemError =>
  new KnockemError('misconfigured', `${path} cannot be written: ${sentenceOf(error)}`, {
    hint: 'tokens are made on the machine of the gateway, by whoever may write its data directory',
  });

const unknownToken = (id: string, path: string): KnockemError =>
  new KnockemError('not-found', `there is no token ${id} in ${path}`, {
    hint: '`knockem token list` shows them',
  });
