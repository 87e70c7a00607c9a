// Express's own escaper: five characters, nothing else.
import escape from 'escape-html';

/** Text that is HTML already. Everything else is escaped where it is put into some. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Part = Html | string | number | null | undefined | readonly Part[];

/** HTML with values put in: a value is escaped unless it is Html; null and undefined are nothing; lists are joined. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, i) => text + rendered(parts[i - 1]) + string));

function rendered(part: Part): string {
  if (part === null || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(rendered).join('');
  return escape(String(part));
}
