import type { Collected } from '../../application/container-runtime';
import { MAX_TAIL_BYTES } from '../images/collection-limits';
import { wholeCharacters } from '../images/whole-characters';

export interface ContainerOutput {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Whole characters from byte `offset` on. */
export function textFrom(output: Buffer, offset: number): { text: string; offset: number } {
  const bytes = wholeCharacters(output.subarray(offset));
  return { text: bytes.toString('utf8'), offset: offset + bytes.length };
}

/** A verb that is PID 1 itself can only speak on stdout: its last line, if it is JSON. */
export function collectedWithoutShell(stdout: Buffer, stderr: Buffer): Collected {
  const output = Buffer.concat([stdout, stderr]).subarray(-MAX_TAIL_BYTES).toString('utf8');
  const last = stdout.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  return { output, warnings: [], result: last.startsWith('{') ? Buffer.from(last) : undefined };
}
