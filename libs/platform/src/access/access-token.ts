import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '#domain';

/** A token as it is kept: the secret itself is shown once, when it is made, and stands nowhere. */
export interface AccessToken {
  /** Names the token where it is listed and revoked; says nothing about the secret. */
  readonly id: string;
  /** SHA-256 of the secret, hex. */
  readonly digest: string;
  readonly userEmail: string;
  readonly scopes: readonly Scope[];
  /** ISO-8601 times. */
  readonly createdAt: string;
  /** Absent: it does not expire. */
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** What it is for, in the words of who made it. */
  readonly note?: string;
}

/** Told from every other text, so that it can be found where it must not be: in logs, in a repository. */
const PREFIX = 'knkm_';
const SECRET_BYTES = 32;
const ID_BYTES = 5;

/** 32 bytes are 43 characters of base64url. */
const SECRET = /\bknkm_[A-Za-z0-9_-]{43}/g;

/**
 * SHA-256 without salt or stretching is enough here, unlike for a password: the secret is 256 bits from the system's
 * generator, so nobody can guess it from its digest, and no two tokens are alike. Looking one up by its digest leaks
 * nothing by time either: who does not know a secret cannot choose what digest he presents.
 */
export const digestOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export interface NewToken {
  readonly userEmail: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: string;
  readonly note?: string;
}

/** A new token and its secret, which is known here and never again. */
export function mintToken(wanted: NewToken, now: string): { token: AccessToken; secret: string } {
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
  const id = randomBytes(ID_BYTES).toString('hex');
  return { token: { id, digest: digestOfSecret(secret), ...wanted, createdAt: now }, secret };
}

export type TokenState = 'valid' | 'expired' | 'revoked';

export function stateOfToken({ expiresAt, revokedAt }: AccessToken, now: string): TokenState {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'valid';
}

/** The text with every secret in it taken out: the last fence before a log. */
export const withoutSecrets = (text: string): string =>
  text.includes(PREFIX) ? text.replace(SECRET, `${PREFIX}…`) : text;
