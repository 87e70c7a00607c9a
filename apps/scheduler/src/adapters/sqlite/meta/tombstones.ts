import type { Connection } from '../connection';

export interface Tombstone {
  readonly submissionId: string;
  readonly by: string;
  readonly reason: string | null;
  readonly storedAt: string;
}

/** A cancel for a submission that is not known (yet): the first one counts. */
export function insertTombstone(connection: Connection, tombstone: Tombstone): void {
  connection.run(
    'INSERT OR IGNORE INTO tombstones (submissionId, by, reason, storedAt) VALUES (@submissionId, @by, @reason, @storedAt)',
    tombstone,
  );
}

export function findTombstone(connection: Connection, submissionId: string): Tombstone | undefined {
  return connection.get('SELECT * FROM tombstones WHERE submissionId = ?', submissionId);
}

export function deleteTombstonesBefore(connection: Connection, storedAt: string): number {
  return connection.run('DELETE FROM tombstones WHERE storedAt < ?', storedAt);
}
