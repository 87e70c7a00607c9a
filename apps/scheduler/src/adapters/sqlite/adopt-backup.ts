import { KnockemError } from '#domain';
import { damageOf } from '#sqlite';
import { openDatabase, type SchedulerDatabase } from './open-database';

/** Checks a database out of a backup, brings it up to date, and says to the next start that it was restored. */
export function adoptBackup(file: string, at: string): void {
  let database: SchedulerDatabase;
  try {
    database = openDatabase(file);
  } catch (error) {
    if (error instanceof KnockemError) throw error;
    throw damaged(file, (error as Error).message);
  }
  try {
    const damage = damageOf(database);
    if (damage) throw damaged(file, damage);
    database.prepare('UPDATE meta SET restoredAt = ?').run(at);
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

const damaged = (file: string, why: string): KnockemError =>
  new KnockemError('refused', `the database ${file} is damaged: ${why}`, { hint: 'take another backup' });
