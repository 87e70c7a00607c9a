import { fullImageName, splitName } from './image-names';

/**
 * Which images may run, by patterns on their full names: `lab/*`, `registry.example/lab/*:2.*`. `*` stands for any
 * run of characters. A pattern is written like a name, so `demo` means `docker.io/library/demo`; one without a tag
 * means all tags and digests, one with a tag that tag alone (an image by digest has none). An empty list allows
 * everything.
 */
export class ImageAllowList {
  private readonly expressions: readonly RegExp[];

  constructor(readonly patterns: readonly string[]) {
    this.expressions = patterns.map(expressionOf);
  }

  allows(imageRef: string): boolean {
    if (this.patterns.length === 0) return true;
    const name = fullImageName(imageRef);
    return this.expressions.some((expression) => expression.test(name));
  }

  /** Why it is not allowed, as a sentence's main part; undefined = it is. */
  complaint(imageRef: string): string | undefined {
    if (this.allows(imageRef)) return undefined;
    return `the image ${imageRef} is not among those allowed here (${this.patterns.join(', ')})`;
  }
}

/** What keeps a text from being a pattern; undefined = nothing. */
export function imagePatternComplaint(pattern: string): string | undefined {
  return /^[A-Za-z0-9*][A-Za-z0-9.*_/:@-]*$/.test(pattern)
    ? undefined
    : `"${pattern}" is not a pattern such as lab/* or registry.example/lab/model:2.*`;
}

function expressionOf(pattern: string): RegExp {
  const { path, tag, digest } = splitName(pattern);
  const full = path === '*' ? '*' : fullImageName(path).replace(/:latest$/, '');
  const rest = digest !== undefined ? `@${digest}` : tag === undefined ? undefined : `:${tag}`;
  const end = rest === undefined ? '(?:[:@].*)?' : inWords(rest);
  return new RegExp(`^${inWords(full)}${end}$`);
}

const inWords = (pattern: string): string =>
  pattern
    .split('*')
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('.*');
