/** First line of a text that a container wrote, without control characters, at most 2,000 characters. */
export function firstLine(bytes: Buffer | undefined): string | undefined {
  const line = bytes
    ?.toString('utf8')
    .split('\n')[0]
    ?.replace(/\p{Cc}/gu, ' ')
    .trim();
  return line ? line.slice(0, 2000) : undefined;
}
