import { firstLine } from '../images/first-line';

/** What PID 1 said about its run (supervise.sh.ts tells the lines). */
export interface RunMarks {
  /** Undefined: PID 1 never came to its last line. */
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  readonly imageFailure?: string;
  readonly result?: Buffer;
  readonly blob?: Buffer;
  readonly reason?: string;
  readonly warnings: readonly string[];
}

/** Only what stands after the last K is PID 1's own: before it the program may have written anything. */
export function readMarks(stdout: string, nonce: string): RunMarks {
  const all = stdout.split('\n');
  const alone = all.lastIndexOf(`${nonce} K`);
  const lines = alone < 0 ? [] : all.slice(alone + 1);
  const said = (word: string): string[] =>
    lines
      .filter((line) => line === `${nonce} ${word}` || line.startsWith(`${nonce} ${word} `))
      .map((line) => line.slice(nonce.length + word.length + 2));
  const bytes = (word: string): Buffer | undefined => {
    const lines = said(word);
    return lines.length === 0 ? undefined : bytesOf(lines);
  };
  const reason = said('S');
  const [code] = said('E');
  return {
    exitCode: code === undefined ? undefined : Number(code),
    timedOut: said('T').length > 0,
    outOfMemory: said('M').length > 0,
    imageFailure: said('F').map((text) => `The container's program could not be started: ${text}`)[0],
    result: bytes('R'),
    blob: bytes('B'),
    reason: firstLine(bytesOf(reason)),
    warnings: said('W'),
  };
}

const bytesOf = (lines: readonly string[]): Buffer =>
  Buffer.concat(lines.map((line) => Buffer.from(line, 'base64')));
