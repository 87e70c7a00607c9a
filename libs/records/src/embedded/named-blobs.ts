import { setImmediate as nextTick } from 'node:timers/promises';
import type { SqliteDatabase } from '#sqlite';
import { NAMES_OF_BLOBS } from '../names-of-blobs';

/** Rows read at a time, in some 20 ms: writes and health checks come in between. */
const ROWS = 20_000;

/** Those that a record names; there is no index on them, since nothing else asks. */
export async function namedBlobs(database: SqliteDatabase, digests: readonly string[]): Promise<string[]> {
  const wanted = new Set(digests);
  const named = new Set<string>();
  for (const [collection, field] of Object.entries(NAMES_OF_BLOBS)) {
    const page = database.prepare<[number], { row: number; digest: string | null }>(
      `SELECT rowid AS row, document ->> '$.${field}' AS digest FROM ${collection}
       WHERE rowid > ? AND deletedAt IS NULL ORDER BY rowid LIMIT ${ROWS}`,
    );
    for (let last = 0; ;) {
      const rows = page.all(last);
      for (const { digest } of rows) if (digest !== null && wanted.has(digest)) named.add(digest);
      if (rows.length < ROWS) break;
      last = rows[rows.length - 1].row;
      await nextTick();
    }
  }
  return [...named];
}
