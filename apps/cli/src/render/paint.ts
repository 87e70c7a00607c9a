/** As no-color.org and force-color.org have it; `--no-color` first. On a terminal, unless told otherwise. */
export function wantsColour(
  stream: Pick<NodeJS.WriteStream, 'isTTY'>,
  environment: NodeJS.ProcessEnv = process.env,
  argv: readonly string[] = process.argv,
): boolean {
  if (argv.includes('--no-color') || environment.NO_COLOR) return false;
  const { FORCE_COLOR: forced, TERM } = environment;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY && TERM !== 'dumb';
}

/** The marks of a checklist, and the word before an error. */
const COLOURS: readonly (readonly [RegExp, number])[] = [
  [/^✓(?= )/gm, 32],
  [/^!(?= )/gm, 33],
  [/^✗(?= )/gm, 31],
  [/^error:(?= )/g, 31],
];

/** Of text that is printable: what colours it, we have put there. */
export const painted = (text: string): string =>
  COLOURS.reduce(
    (done, [mark, colour]) => done.replace(mark, (word) => `\x1b[${colour}m${word}\x1b[39m`),
    text,
  );
