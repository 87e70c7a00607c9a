import type { Connection } from '../connection';
import { mark } from '../meta/mark';

export interface NewInput {
  readonly inputId: string;
  readonly digest: string;
  readonly size: number;
  readonly isEphemeral: boolean;
  readonly userEmail: string;
}

/**
 * The row of the input; one that is there stays as it is. One that was deleted, or whose content has gone, comes back
 * with the content that whoever says this has just stored; an ephemeral one that is now to stay, stays.
 */
export function insertInputIfNew(connection: Connection, input: NewInput, wall: string): number {
  const known = connection.get<{ row: number; isWhole: 0 | 1; isEphemeral: 0 | 1 }>(
    `SELECT row, deletedAt IS NULL AND contentGoneAt IS NULL AS isWhole, isEphemeral FROM inputs WHERE inputId = ?`,
    input.inputId,
  );
  if (known?.isWhole === 1 && (known.isEphemeral === 0 || input.isEphemeral)) return known.row;
  const version = connection.nextVersion();
  connection.run(
    `INSERT INTO inputs (inputId, digest, size, isEphemeral, userEmail, createdAt, version)
     VALUES (@inputId, @digest, @size, @isEphemeral, @userEmail, @wall, @version)
     ON CONFLICT (inputId) DO UPDATE SET digest = excluded.digest, size = excluded.size,
       isEphemeral = CASE WHEN deletedAt IS NULL THEN min(isEphemeral, excluded.isEphemeral) ELSE excluded.isEphemeral END,
       createdAt = CASE WHEN deletedAt IS NULL AND contentGoneAt IS NULL THEN createdAt ELSE excluded.createdAt END,
       deletedAt = NULL, contentGoneAt = NULL, version = excluded.version`,
    { ...input, isEphemeral: input.isEphemeral ? 1 : 0, wall, version },
  );
  const row = connection.get<{ row: number }>('SELECT row FROM inputs WHERE inputId = ?', input.inputId);
  mark(connection, 'genomes', row!.row, version);
  return row!.row;
}
