import { KnockemError } from '#domain';
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
    const verdict = database.pragma('integrity_check', { simple: true }) as string;
    if (verdict !== 'ok') throw damaged(file, verdict);
    database.prepare('UPDATE meta SET restoredAt = ?').run(at);
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

const damaged = (file: string, why: string): KnockemError =>
  new KnockemError('refused', `the database ${file} is damaged: ${why}`, { hint: 'take another backup' });
