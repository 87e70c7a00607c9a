import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { KnockemError } from '#domain';
import { MIGRATIONS } from './schema';

export type SchedulerDatabase = Database.Database;

/**
 * Opens (or makes) the scheduler's database, alone: locking_mode=EXCLUSIVE, so that a second scheduler fails here with
 * one sentence. synchronous=FULL: what was answered is on the disk. Brings an older database up to date and refuses a
 * newer one, each migration in a transaction of its own.
 */
export function openDatabase(file: string): SchedulerDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: 0 });
  try {
    takeForOneself(database);
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw isBusy(error) ? alreadyOpen(file) : error;
  }
}

/** EXCLUSIVE is only taken at the first access, so that a write has to be made for the lock to be held at once. */
function takeForOneself(database: SchedulerDatabase): void {
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('cache_size = -65536');
  database.exec('BEGIN IMMEDIATE; COMMIT');
}

function migrate(database: SchedulerDatabase, file: string): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length) {
    throw new KnockemError(
      'misconfigured',
      `The scheduler's database ${file} was written by a newer knockem (schema ${version}; this one knows ${MIGRATIONS.length}).`,
      { hint: 'Start the newer version, or name another file in KNOCKEM_SCHEDULER_DB.' },
    );
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    database.transaction(() => {
      database.exec(MIGRATIONS[next]);
      database.pragma(`user_version = ${next + 1}`);
    })();
  }
  database.prepare('INSERT OR IGNORE INTO meta (only, stackId, epoch) VALUES (1, ?, 1)').run(randomUUID());
}

/** By its code: the driver has one error class per process, whoever loaded it. */
const isBusy = (error: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string } | undefined)?.code ?? '');

const alreadyOpen = (file: string): KnockemError =>
  new KnockemError('conflict', `Another scheduler has ${file} open; one database serves one scheduler.`, {
    hint: 'Stop the other scheduler, or name another file in KNOCKEM_SCHEDULER_DB.',
  });
