/**
 * Text as it may go to a terminal. Reasons, output and dead letters hold what containers and strangers wrote, and a
 * terminal obeys control characters: it would move, rename its window, or put words on a command line. Only line ends
 * and tabs stay; the others are shown as `\x1b`, and so is what turns the direction of the text around it (`\u202e`).
 */
export const printable = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    // eslint-disable-next-line no-control-regex -- just these are meant
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, visible);

function visible(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
}

/** The same for bytes that come in pieces. */
export async function* printablePieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const text of textPieces(pieces)) yield printable(text);
}

/** Text of bytes that come in pieces: a character may be cut in two. None is empty. */
export async function* textPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
