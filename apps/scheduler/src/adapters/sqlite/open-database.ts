import { randomUUID } from 'node:crypto';
import { KnockemError } from '#domain';
import { commitToDisk, migrate, openForWriting, type SqliteDatabase } from '#sqlite';
import { MIGRATIONS } from './schema';

export type SchedulerDatabase = SqliteDatabase;

/**
 * Opens (or makes) the scheduler's database, alone: locking_mode=EXCLUSIVE, so that a second scheduler fails here with
 * one sentence. synchronous=FULL: what was answered is on the disk. Brings an older database up to date and refuses a
 * newer one, each migration in a transaction of its own.
 */
export function openDatabase(file: string): SchedulerDatabase {
  try {
    return openForWriting(file, 0, (database) => {
      takeForOneself(database);
      migrate(database, MIGRATIONS, (version) => writtenByNewer(file, version));
      nameStack(database);
    });
  } catch (error) {
    throw isBusy(error) ? alreadyOpen(file) : error;
  }
}

/** EXCLUSIVE is only taken at the first access, so that a write has to be made for the lock to be held at once. */
function takeForOneself(database: SchedulerDatabase): void {
  database.pragma('locking_mode = EXCLUSIVE');
  commitToDisk(database);
  database.pragma('foreign_keys = ON');
  database.pragma('cache_size = -65536');
  database.exec('BEGIN IMMEDIATE; COMMIT');
}

/** A new file gets an identity, which it keeps. */
function nameStack(database: SchedulerDatabase): void {
  database.prepare('INSERT OR IGNORE INTO meta (only, stackId, epoch) VALUES (1, ?, 1)').run(randomUUID());
}

/** By its code: the driver has one error class per process, whoever loaded it. */
const isBusy = (error: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string } | undefined)?.code ?? '');

const writtenByNewer = (file: string, version: number): KnockemError =>
  new KnockemError(
    'misconfigured',
    `The scheduler's database ${file} was written by a newer knockem (schema ${version}; this one knows ${MIGRATIONS.length}).`,
    { hint: 'Start the newer version, or name another file in KNOCKEM_SCHEDULER_DB.' },
  );

const alreadyOpen = (file: string): KnockemError =>
  new KnockemError('conflict', `Another scheduler has ${file} open; one database serves one scheduler.`, {
    hint: 'Stop the other scheduler, or name another file in KNOCKEM_SCHEDULER_DB.',
  });
