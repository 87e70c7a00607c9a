import type { Connection } from '../connection';

const VERSIONS_PER_EPOCH = 2 ** 40;

/** Journal sequence up to which this database catches up; null = it does not. */
export const recoverUntil = (connection: Connection): number | null => connection.readMeta().recoverUntil;

/** Set by `knockem restore` until a scheduler has taken the file up. */
export const restoredAt = (connection: Connection): string | null => connection.readMeta().restoredAt;

/** The highest version that this database has handed out. */
export function highestVersion(connection: Connection): number {
  const { epoch, counter } = connection.readMeta();
  return epoch * VERSIONS_PER_EPOCH + counter;
}

/** From here on the journal is read again up to `until`, in an epoch above every version that the world has seen. */
export function beginRecovery(connection: Connection, until: number, highestSeen: number): void {
  const seen = Math.floor(highestSeen / VERSIONS_PER_EPOCH);
  const epoch = Math.max(connection.epoch, seen) + 1;
  connection.run('UPDATE meta SET recoverUntil = ?, restoredAt = NULL, epoch = ?', until, epoch);
  connection.epoch = epoch;
}

export function endRecovery(connection: Connection): void {
  connection.run('UPDATE meta SET recoverUntil = NULL');
}
