import type { Connection } from '../connection';

export interface JournalPosition {
  readonly sequence: number;
  /** Creation time of the stream that the position belongs to; a stream made anew starts over. */
  readonly streamCreated: string | null;
}

export function readJournalPosition(connection: Connection): JournalPosition {
  const { journalSequence, journalCreated } = connection.readMeta();
  return { sequence: journalSequence, streamCreated: journalCreated };
}

export function storeJournalPosition(connection: Connection, sequence: number): void {
  connection.run('UPDATE meta SET journalSequence = ?', sequence);
}

/** After this every version is above all that were ever handed out, also by a copy of this database. */
export function beginEpoch(connection: Connection, position: JournalPosition): void {
  connection.run(
    'UPDATE meta SET journalSequence = ?, journalCreated = ?, epoch = epoch + 1',
    position.sequence,
    position.streamCreated,
  );
  connection.epoch += 1;
}

export function nameJournal(connection: Connection, streamCreated: string): void {
  connection.run('UPDATE meta SET journalCreated = ?', streamCreated);
}
