/** Commander's words around what a parser has against the value of an argument, and of an option. */
const OF_ARGUMENT =
  /^error: command-argument value '(?<value>.*)' is invalid for argument '[^']*'\. (?<why>.*)$/s;
const OF_OPTION = /^error: option '(?<flags>[^']*)' argument '(?<value>.*)' is invalid\. (?<why>.*)$/s;
const CHOICES = /^Allowed choices are (?<choices>.*)\.$/;

/**
 * What is wrong with a command line, in one sentence: `'123' is not the id of a submission`, `--limit 'x' is not a whole
 * number`. So parsers say what a value is not, and leave its name to others; what is none of theirs stays as it is.
 */
export function inPlainWords(text: string): string {
  const { flags, value, why } = (OF_ARGUMENT.exec(text) ?? OF_OPTION.exec(text))?.groups ?? {};
  if (why === undefined) return text;
  const [name] = /--[\w-]+/.exec(flags ?? '') ?? [];
  const reason = why.trimEnd().replace(CHOICES, 'is none of $<choices>');
  return `error: ${name === undefined ? '' : `${name} `}'${value}' ${reason}\n`;
}

/** In the shape of every other failure. */
export function usageErrorAsJson(text: string): string {
  const [message, ...suggestion] = text.trim().split('\n');
  const hint = [...suggestion, 'try --help'].join(' ');
  return `${JSON.stringify({ error: { code: 'usage', message: message.replace(/^error: /, ''), hint } })}\n`;
}
