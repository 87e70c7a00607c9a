import type { SqliteDatabase } from './open';

/** SQLite's own check of the whole file: what it has against it, undefined where nothing. Reads every page. */
export function damageOf(database: SqliteDatabase): string | undefined {
  const verdict = database.pragma('integrity_check', { simple: true }) as string;
  return verdict === 'ok' ? undefined : verdict;
}
