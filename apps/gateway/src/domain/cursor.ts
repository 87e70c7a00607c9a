import { KnockemError } from '#domain';

/** A cursor is opaque to its reader: base64url of where the next page starts. */
export const encodeCursor = (position: Readonly<Record<string, string>>): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor that a stranger sent; every named field is a string. Throws `invalid`. */
export function decodeCursor<K extends string>(cursor: string, fields: readonly K[]): Record<K, string> {
  const value = parsed(cursor);
  if (fields.every((field) => typeof value?.[field] === 'string')) return value as Record<K, string>;
  throw unreadableCursor();
}

export const unreadableCursor = (): KnockemError =>
  new KnockemError('invalid', 'The cursor cannot be read.', {
    problems: [{ field: 'cursor', message: 'is not a nextCursor of an earlier page' }],
    hint: 'Leave it out to start at the first page.',
  });

function parsed(cursor: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
