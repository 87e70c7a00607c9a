import { KnockemError } from '#domain';
import type { Page } from './types';

/** Rows per page at most, whatever was asked for. */
export const MAX_PAGE = 1000;

export type CursorKey = readonly [string, string] | readonly [string, number] | readonly [string];

/** The key of the last row shown, as text that a client hands back unread. */
export const encodeCursor = (key: CursorKey): string =>
  Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');

/** Reads a cursor of the given shape; undefined for the first page, KnockemError `invalid` for what we never gave out. */
export function decodeCursor<K extends CursorKey>(
  cursor: string | undefined,
  shape: readonly ('string' | 'number')[],
): K | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits =
      Array.isArray(key) && key.length === shape.length && key.every((v, i) => typeof v === shape[i]);
    if (fits) return key as unknown as K;
  } catch {
    // falls through to the refusal
  }
  throw new KnockemError('invalid', 'cursor is not one that this list gave out', {
    hint: 'repeat the request without it to start at the first page',
    problems: [{ field: 'cursor', message: 'is not a cursor of this list' }],
  });
}

export const pageSize = (limit: number): number => Math.max(1, Math.min(MAX_PAGE, Math.floor(limit)));

/** A page out of `limit + 1` rows: the one too many only tells that there is a next page. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOfRow: (row: T) => CursorKey): Page<T> {
  if (rows.length <= limit) return { documents: rows };
  const documents = rows.slice(0, limit);
  return { documents, next: encodeCursor(keyOfRow(documents[limit - 1])) };
}
