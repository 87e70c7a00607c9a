import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;
export type { Statement } from 'better-sqlite3';

/**
 * Opens the file, or makes it with its directories. `lockMs`: how long one statement waits for another process's lock,
 * and holds the event loop with it. What `ready` throws is thrown on, and nothing stays open.
 */
export function openForWriting(
  file: string,
  lockMs: number,
  ready: (database: SqliteDatabase) => void,
): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true });
  return readied(new Database(file, { timeout: lockMs }), ready);
}

/** The same of a file that another process writes; one that is not there is an error. */
export function openForReading(
  file: string,
  lockMs: number,
  ready: (database: SqliteDatabase) => void,
): SqliteDatabase {
  return readied(new Database(file, { readonly: true, fileMustExist: true, timeout: lockMs }), ready);
}

/**
 * Pages in the log before a commit moves them into the file: 16 MB. Such a commit waits for the disk twice more and
 * writes them all; with SQLite's 1000 pages that is every fortieth turn, and more than every hundredth is to be quick.
 */
const LOGGED_PAGES = 4000;

/** From now on what is committed survives a power cut, and others may read while it is written. */
export function commitToDisk(database: SqliteDatabase): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`wal_autocheckpoint = ${LOGGED_PAGES}`);
}

function readied(database: SqliteDatabase, ready: (database: SqliteDatabase) => void): SqliteDatabase {
  try {
    ready(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
