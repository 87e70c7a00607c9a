import type { Connection } from '../connection';
import { mark } from '../meta/mark';

export type InputDeletion = 'deleted' | 'unknown' | { readonly usedBy: readonly string[] };

/** Live submissions that read the input; up to ten are enough for a sentence. */
export function listLiveUsersOfInput(connection: Connection, inputId: string): string[] {
  return connection
    .all<{ submissionId: string }>(
      `SELECT s.submissionId FROM submissions s JOIN inputs i ON i.row = s.inputRow
       WHERE i.inputId = ? AND s.status IN ('pending', 'active', 'stopping') LIMIT 10`,
      inputId,
    )
    .map((user) => user.submissionId);
}

export function deleteInputIfUnused(connection: Connection, inputId: string, wall: string): InputDeletion {
  const input = connection.get<{ row: number; deletedAt: string | null }>(
    'SELECT row, deletedAt FROM inputs WHERE inputId = ?',
    inputId,
  );
  if (!input || input.deletedAt) return 'unknown';
  const usedBy = listLiveUsersOfInput(connection, inputId);
  if (usedBy.length > 0) return { usedBy };
  const version = connection.nextVersion();
  connection.run('UPDATE inputs SET deletedAt = ?, version = ? WHERE row = ?', wall, version, input.row);
  mark(connection, 'genomes', input.row, version);
  return 'deleted';
}

/** An ephemeral input's blob has gone; its record stays. */
export function forgetInputContent(connection: Connection, inputRow: number, wall: string): void {
  const version = connection.nextVersion();
  connection.run('UPDATE inputs SET contentGoneAt = ?, version = ? WHERE row = ?', wall, version, inputRow);
  mark(connection, 'genomes', inputRow, version);
}
