import { splitName } from './image-names';

/** What a registry is shown. `helper`: a program `docker-credential-<helper>` knows it. */
export type RegistryCredential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly identityToken: string }
  | { readonly kind: 'helper'; readonly helper: string };

interface Entry {
  readonly auth?: unknown;
  readonly identitytoken?: unknown;
}

/**
 * The credentials of a file as `docker login` and `skopeo login --authfile` write it (containers-auth.json(5)): by
 * registry, or by registry and the beginning of an image's path, of which the longest counts. `credsStore` is not
 * looked at: skopeo does not know it.
 *
 * Complaints never quote the text: it is a secret, and so may be whatever stands where it should not.
 */
export class RegistryCredentials {
  private constructor(private readonly byScope: ReadonlyMap<string, RegistryCredential>) {}

  /** Throws an error whose message ends the sentence "the file …". */
  static parse(text: string): RegistryCredentials {
    const { auths = {}, credHelpers = {} } = objectOf(jsonOf(text), 'is no JSON object') as {
      auths?: unknown;
      credHelpers?: unknown;
    };
    const helpers = Object.entries(objectOf(credHelpers, 'has credHelpers that are no object'));
    const entries = Object.entries(objectOf(auths, 'has auths that are no object'));
    return new RegistryCredentials(
      new Map([
        ...entries.flatMap(([scope, entry]) => {
          const credential = credentialOf(objectOf(entry, 'has an entry in auths that is no object'));
          return credential ? [[scopeOf(scope), credential] as const] : [];
        }),
        ...helpers.map(([scope, helper]) => [scopeOf(scope), helperOf(helper)] as const),
      ]),
    );
  }

  get isEmpty(): boolean {
    return this.byScope.size === 0;
  }

  /** The longest scope that the image is in. */
  for(imageRef: string): RegistryCredential | undefined {
    const parts = repositoryOf(imageRef).split('/');
    for (let length = parts.length; length > 0; length -= 1) {
      const credential = this.byScope.get(parts.slice(0, length).join('/'));
      if (credential) return credential;
    }
    return undefined;
  }

  /** Every word that nobody else may see, the longest first, so that none hides a part of another. */
  secrets(): string[] {
    return [...this.byScope.values()].flatMap(wordsOf).sort((a, b) => b.length - a.length);
  }
}

/** All that a credential holds, and the form in which it is sent. */
export function wordsOf(credential: RegistryCredential): string[] {
  if (credential.kind === 'helper') return [];
  if (credential.kind === 'token') return [credential.identityToken];
  const { username, password } = credential;
  return [base64(`${username}:${password}`), password, username].filter((word) => word !== '');
}

/** `docker.io` where the name says none. */
export const registryOf = (imageRef: string): string => repositoryOf(imageRef).split('/')[0];

/** With its registry, without tag and digest. */
function repositoryOf(imageRef: string): string {
  const { path } = splitName(imageRef.trim());
  const [first, ...rest] = path.split('/');
  if (rest.length === 0) return `docker.io/library/${path}`;
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return isHost ? [hostOf(first), ...rest].join('/') : `docker.io/${path}`;
}

/** Docker Hub has several names; docker writes `https://index.docker.io/v1/`. */
const hostOf = (host: string): string =>
  ['docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(host) ? 'docker.io' : host;

/** A key with `https://` is of an older form, which means the whole host. */
function scopeOf(key: string): string {
  const [host, ...path] = key.replace(/^https?:\/\//, '').split('/');
  const isWholeHost = /^https?:\/\//.test(key) || path.join('/') === '';
  return isWholeHost ? hostOf(host) : [hostOf(host), ...path].join('/');
}

/** Undefined for `{}`, which docker leaves for what a credsStore holds. */
function credentialOf({ auth, identitytoken }: Entry): RegistryCredential | undefined {
  if (typeof identitytoken === 'string' && identitytoken !== '')
    return { kind: 'token', identityToken: identitytoken };
  if (auth === undefined || auth === '') return undefined;
  const decoded = typeof auth === 'string' ? Buffer.from(auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  if (colon < 1) throw new Error('has an entry whose auth is not user:password in base64');
  const password = decoded.slice(colon + 1).replaceAll('\0', '');
  return { kind: 'password', username: decoded.slice(0, colon), password };
}

/** It becomes a program's name. */
function helperOf(helper: unknown): RegistryCredential {
  if (typeof helper !== 'string' || !/^[\w.-]+$/.test(helper))
    throw new Error('has a credential helper that is no word');
  return { kind: 'helper', helper };
}

/** Node's own words would quote the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
}

function objectOf(value: unknown, otherwise: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(otherwise);
  return value as Record<string, unknown>;
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
