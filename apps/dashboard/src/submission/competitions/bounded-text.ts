/** Of a log this much is kept in the page: what an executor keeps of a container's output. */
export const MOST_CHARACTERS = 65_536;

export interface BoundedText {
  readonly text: string;
  /** Something was let go at its beginning. */
  readonly isCut: boolean;
}

export const NO_TEXT: BoundedText = { text: '', isCut: false };

/** With a further piece at its end; from the beginning whole lines go when it becomes too long. */
export function append({ text, isCut }: BoundedText, piece: string, most = MOST_CHARACTERS): BoundedText {
  const whole = text + visible(piece);
  if (whole.length <= most) return { text: whole, isCut };
  const end = whole.slice(-most);
  const line = end.indexOf('\n');
  return { text: line === -1 || line === end.length - 1 ? end : end.slice(line + 1), isCut: true };
}

/**
 * Control characters as what they are, `\x1b`: in a page they do no harm, but hide. Also those that turn the direction of
 * writing, with which a line can be made to read as another. Line ends and tabs stay.
 */
const visible = (piece: string): string =>
  piece
    .replaceAll('\r\n', '\n')
    // eslint-disable-next-line no-control-regex -- just these are meant
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, escaped);

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}
