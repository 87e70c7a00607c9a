/** What a report carries of a failed run's output, in bytes (protocol: ≤ 8 kB). */
export const LOG_TAIL_BYTES = 8192;
/** What is kept as a blob of a failed run's output, in bytes. */
export const KEPT_LOG_BYTES = 65_536;

/** The last `maxBytes` of a text, from the beginning of a line where one begins in the first half of what is left. */
export function outputTail(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let start = bytes.length - maxBytes;
  while (start < bytes.length && (bytes[start] & 0xc0) === 0x80) start += 1;
  const lineEnd = bytes.indexOf(0x0a, start);
  const wholeLines = lineEnd >= 0 && lineEnd - start < maxBytes / 2 ? lineEnd + 1 : start;
  return bytes.subarray(wholeLines).toString('utf8');
}
