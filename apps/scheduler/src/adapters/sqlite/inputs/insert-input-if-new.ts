import type { Connection } from '../connection';
import { mark } from '../meta/mark';

export interface NewInput {
  readonly inputId: string;
  readonly digest: string;
  readonly size: number;
  readonly isEphemeral: boolean;
  readonly userEmail: string;
}

/** The row of the input; one that is there stays as it is, but one that was deleted comes back. */
export function insertInputIfNew(connection: Connection, input: NewInput, wall: string): number {
  const known = connection.get<{ row: number; deletedAt: string | null }>(
    'SELECT row, deletedAt FROM inputs WHERE inputId = ?',
    input.inputId,
  );
  if (known && known.deletedAt === null) return known.row;
  const version = connection.nextVersion();
  connection.run(
    `INSERT INTO inputs (inputId, digest, size, isEphemeral, userEmail, createdAt, version)
     VALUES (@inputId, @digest, @size, @isEphemeral, @userEmail, @wall, @version)
     ON CONFLICT (inputId) DO UPDATE SET deletedAt = NULL, contentGoneAt = NULL, version = excluded.version`,
    { ...input, isEphemeral: input.isEphemeral ? 1 : 0, wall, version },
  );
  const row = connection.get<{ row: number }>('SELECT row FROM inputs WHERE inputId = ?', input.inputId);
  mark(connection, 'genomes', row!.row, version);
  return row!.row;
}
