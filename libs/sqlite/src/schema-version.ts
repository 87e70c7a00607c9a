import type { SqliteDatabase } from './open';

/** Number of migrations that the file has behind it; 0 of a new one. */
export const schemaVersion = (database: SqliteDatabase): number =>
  database.pragma('user_version', { simple: true }) as number;

/**
 * Brings an older file up to date, each step and its version in one transaction, so that a crash leaves a version that
 * the next start goes on from. A newer file throws what `tooNew` makes of its version. The version is written where
 * nothing is to be done, too: a file that cannot be written is found out here.
 */
export function migrate(
  database: SqliteDatabase,
  migrations: readonly string[],
  tooNew: (version: number) => Error,
): void {
  const step = database.transaction((): number => {
    const version = schemaVersion(database);
    if (version > migrations.length) throw tooNew(version);
    const next = Math.min(version + 1, migrations.length);
    for (const migration of migrations.slice(version, next)) database.exec(migration);
    database.pragma(`user_version = ${next}`);
    return next;
  });
  while (step.immediate() < migrations.length);
}
