import type { Connection } from '../connection';

export interface JournalPosition {
  readonly sequence: number;
  /** Creation time of the stream that the position belongs to; a stream made anew starts over. */
  readonly streamCreated: string | null;
  /** When the message at the position was stored; null where that is not known. */
  readonly storedAt: string | null;
}

export interface Passed {
  readonly sequence: number;
  readonly storedAt: string;
}

/** Messages remembered at most: some 40 MB. */
const LONGEST_TRAIL = 1_000_000;

export function readJournalPosition(connection: Connection): JournalPosition {
  const { journalSequence, journalCreated } = connection.readMeta();
  const storedAt = trailStoredAt(connection, journalSequence) ?? null;
  return { sequence: journalSequence, streamCreated: journalCreated, storedAt };
}

/** Moves the position past these messages, the last of which is the new position, and remembers which they were. */
export function passJournal(connection: Connection, passed: readonly Passed[]): void {
  for (const { sequence, storedAt } of passed) {
    connection.run(
      'INSERT OR REPLACE INTO journalTrail (sequence, storedAt) VALUES (?, ?)',
      sequence,
      storedAt,
    );
  }
  connection.run('UPDATE meta SET journalSequence = ?', passed[passed.length - 1].sequence);
}

/** The first and the last message that is remembered. */
export function trailEnds(connection: Connection): { first: number; last: number } | undefined {
  const ends = connection.get<{ first: number | null; last: number }>(
    'SELECT min(sequence) AS first, max(sequence) AS last FROM journalTrail',
  );
  return ends?.first == null ? undefined : { first: ends.first, last: ends.last };
}

/** When the message of that sequence was stored; undefined where it is not remembered. */
export function trailStoredAt(connection: Connection, sequence: number): string | undefined {
  return connection.get<Passed>('SELECT * FROM journalTrail WHERE sequence = ?', sequence)?.storedAt;
}

/** Forgets messages that no stream holds any more. */
export function shortenTrail(connection: Connection, storedBefore: string): void {
  connection.run(
    `DELETE FROM journalTrail WHERE storedAt < ?
       OR sequence <= (SELECT journalSequence FROM meta) - ${LONGEST_TRAIL}`,
    storedBefore,
  );
}

/** After this every version is above all that were ever handed out, also by a copy of this database. */
export function beginEpoch(
  connection: Connection,
  position: { readonly sequence: number; readonly streamCreated: string | null },
): void {
  const { journalCreated } = connection.readMeta();
  connection.run('DELETE FROM journalTrail WHERE sequence > ?', position.sequence);
  if (journalCreated !== position.streamCreated) connection.run('DELETE FROM journalTrail');
  connection.run(
    'UPDATE meta SET journalSequence = ?, journalCreated = ?',
    position.sequence,
    position.streamCreated,
  );
  nextEpoch(connection, connection.epoch);
}

/** An epoch above this one. */
export function nextEpoch(connection: Connection, above: number): void {
  const epoch = Math.max(connection.epoch, above) + 1;
  connection.run('UPDATE meta SET epoch = ?', epoch);
  connection.epoch = epoch;
}

export function nameJournal(connection: Connection, streamCreated: string): void {
  connection.run('UPDATE meta SET journalCreated = ?', streamCreated);
}
