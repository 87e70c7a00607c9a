import type { Connection } from '../connection';

const VERSIONS_PER_EPOCH = 2 ** 40;
/** The last epoch of which every version is exact in a double (connection.ts), but for the one above it. */
const LAST_EPOCH = 8190;
/**
 * Epochs go up by one with each restore and each loss of the stream. RECORDS keeps 14 days: what it tells of more epochs
 * than these, 18 a day, no life of this database has written.
 */
const MAX_EPOCHS_AHEAD = 256;

/** Journal sequence up to which this database catches up; null = it does not. */
export const recoverUntil = (connection: Connection): number | null => connection.readMeta().recoverUntil;

/** Set by `knockem restore` until a scheduler has taken the file up. */
export const restoredAt = (connection: Connection): string | null => connection.readMeta().restoredAt;

/** The highest version that this database has handed out. */
export function highestVersion(connection: Connection): number {
  const { epoch, counter } = connection.readMeta();
  return epoch * VERSIONS_PER_EPOCH + counter;
}

/**
 * The highest version on RECORDS that another life of this database can have handed out. Whoever may publish there could
 * otherwise take away all epochs at once, and no document could ever be told again.
 */
export function highestCredibleVersion(connection: Connection): number {
  const epoch = Math.min(connection.epoch + MAX_EPOCHS_AHEAD, LAST_EPOCH);
  return (epoch + 1) * VERSIONS_PER_EPOCH - 1;
}

/** From here on the journal is read again up to `until`, in an epoch above every version that the world has seen. */
export function beginRecovery(connection: Connection, until: number, highestSeen: number): void {
  const seen = Math.floor(highestSeen / VERSIONS_PER_EPOCH);
  const epoch = Math.min(Math.max(connection.epoch, seen), LAST_EPOCH) + 1;
  connection.run('UPDATE meta SET recoverUntil = ?, restoredAt = NULL, epoch = ?', until, epoch);
  connection.epoch = epoch;
}

export function endRecovery(connection: Connection): void {
  connection.run('UPDATE meta SET recoverUntil = NULL');
}
