import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import type { BackupFile } from '#contracts';
import { KnockemError } from '#domain';
import { damageOf } from './damage';
import type { SqliteDatabase } from './open';
import { schemaVersion } from './schema-version';

/** Pages copied before others get the event loop: a millisecond or two. */
const PAGES_AT_A_TIME = 500;

/**
 * A copy of the open database as of the moment when the copy is complete, by SQLite's online backup: changes made
 * meanwhile are in it. The copy is checked before it counts.
 */
export async function backUp(database: SqliteDatabase, file: string): Promise<BackupFile> {
  mkdirSync(dirname(file), { recursive: true });
  try {
    await database.backup(file, { progress: () => PAGES_AT_A_TIME });
    const version = checked(file);
    return { file, bytes: statSync(file).size, sha256: await sha256Of(file), schemaVersion: version };
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** One file without a log beside it; its schema version. */
function checked(file: string): number {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
    const damage = damageOf(copy);
    if (damage) throw new KnockemError('internal', `the copy ${file} is damaged: ${damage}`);
    return schemaVersion(copy);
  } finally {
    copy.close();
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
