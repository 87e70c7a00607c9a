import { statSync } from 'node:fs';
import { type AccessToken, digestOfSecret, stateOfToken } from './access-token';
import { readTokens } from './token-file';

/**
 * The gateway's view of the token file: looked at anew whenever the file was replaced, so that a revocation counts from
 * the next request on. A file that is not there is no tokens; one that cannot be read is a `misconfigured`, and nobody
 * gets in.
 */
export class TokenBook {
  private seen = '';
  private byDigest: ReadonlyMap<string, AccessToken> = new Map();

  constructor(private readonly path: string) {}

  get size(): number {
    this.refresh();
    return this.byDigest.size;
  }

  /** The token with this secret, whatever its state; undefined when there is none. */
  find(secret: string): AccessToken | undefined {
    this.refresh();
    return this.byDigest.get(digestOfSecret(secret));
  }

  /** The same, as long as it is valid. */
  findValid(secret: string, now: string): AccessToken | undefined {
    const token = this.find(secret);
    return token && stateOfToken(token, now) === 'valid' ? token : undefined;
  }

  /** A replaced file has another inode; the time and size are for those that were edited by hand. */
  private refresh(): void {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    const now = stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : '';
    if (now === this.seen) return;
    this.byDigest = new Map(stat ? readTokens(this.path).map((token) => [token.digest, token]) : []);
    this.seen = now;
  }
}
