import fc from 'fast-check';
import { printable, printablePieces } from './printable';

// eslint-disable-next-line no-control-regex -- just these are meant
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

it.each([
  ['a title of the window', 'x\u001b]0;owned\u0007', 'x\\x1b]0;owned\\x07'],
  ['a colour, by the one-character introducer', '\u009b31mred', '\\x9b31mred'],
  ['what hides what stood before', 'failed\rcompleted', 'failed\\x0dcompleted'],
  ['what turns the direction around it', 'exit 0 \u202edeliaf\u2066', 'exit 0 \\u202edeliaf\\u2066'],
  ['backspaces', 'no\b\bok', 'no\\x08\\x08ok'],
])('shows %s, and does not do it', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves text as it is, in any script, with its lines and tabs', () => {
  const text = 'größe\t3 µm\n日本語 🧬\n';
  expect(printable(text)).toBe(text);
  expect(printable('one\r\ntwo\r\n')).toBe('one\ntwo\n');
});

it('never lets through what a terminal obeys, however the bytes are cut', async () => {
  const cuts = fc.array(fc.nat(40), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), cuts, async (text, places) => {
      expect(printable(text)).not.toMatch(OBEYED);
      const bytes = Buffer.from(text.replaceAll('\r\n', '\n'));
      const ends = [...places.map((place) => Math.min(place, bytes.length)), bytes.length];
      ends.sort((one, other) => one - other);
      let shown = '';
      for await (const piece of printablePieces(cut(bytes, ends))) shown += piece;
      expect(shown).toBe(printable(new TextDecoder().decode(bytes)));
    }),
  );
});

async function* cut(bytes: Buffer, ends: readonly number[]): AsyncGenerator<Uint8Array> {
  let begin = 0;
  for (const end of ends) yield bytes.subarray(begin, (begin = Math.max(begin, end)));
}
