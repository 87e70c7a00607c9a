import { canonicalJson } from './canonical-json';

/** A digest that takes text piece by piece. */
export interface TextHash {
  update(text: string): unknown;
  digest(encoding: 'hex'): string;
}

/**
 * The digest of an object's canonical JSON whose `competitions` come piece by piece, as canonical JSON of a few each:
 * the same as of the object as a whole. Pass `competitions` as anything, or not at all where there are none.
 */
export class AnswerDigest {
  private readonly after: string;
  private separator = '';

  constructor(
    { competitions, ...others }: Readonly<Record<string, unknown>>,
    private readonly hash: TextHash,
  ) {
    if (competitions === undefined) {
      hash.update(canonicalJson(others));
      this.after = '';
      return;
    }
    const fields = Object.entries(others)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, `"${key}":${canonicalJson(value)}`]);
    const before = fields.flatMap(([key, text]) => (key < 'competitions' ? [`${text},`] : []));
    const after = fields.flatMap(([key, text]) => (key < 'competitions' ? [] : [`,${text}`]));
    hash.update(`{${before.join('')}"competitions":[`);
    this.after = `]${after.join('')}}`;
  }

  add(competitions: string): void {
    this.hash.update(this.separator + competitions);
    this.separator = ',';
  }

  hex(): string {
    this.hash.update(this.after);
    return this.hash.digest('hex');
  }
}
