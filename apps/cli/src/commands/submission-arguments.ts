import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { KnockemError } from '#domain';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is said of a value that should be one. */
export const NO_SUBMISSION_ID = 'is not the id of a submission; knockem list shows them';

/** An id as `knockem submit` and `knockem list` print it. */
export function submissionId(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError(NO_SUBMISSION_ID);
}

const WHY_UNREAD: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read by you',
};

/** The bytes of a genome file, or of standard input for `-`. */
export function readGenome(file: string): Promise<Buffer> {
  return readFile(file === '-' ? '/dev/stdin' : file).catch((error: NodeJS.ErrnoException) => {
    const why = WHY_UNREAD[error.code ?? ''] ?? error.message;
    throw new KnockemError('invalid', `genome ${file}: ${why}`, {
      hint: 'give a file, - or the id of an uploaded genome',
    });
  });
}

/** `KEY=VALUE` pairs of --env. */
export const environmentOf = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(pairs.map((pair) => splitPair(pair, '--env')));

/** Parts `name=value` at its first `=`. */
export function splitPair(pair: string, flag: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new KnockemError('invalid', `${flag} ${pair}: expected name=value`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}
