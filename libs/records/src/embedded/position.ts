import type Database from 'better-sqlite3';
import type { RecorderPosition } from '#contracts';

export function readPosition(database: Database.Database): RecorderPosition | undefined {
  const sql = 'SELECT streamSequence, streamCreated, storedAt FROM position';
  const row = database.prepare<[], RecorderPosition & { storedAt: string | null }>(sql).get();
  if (!row) return undefined;
  const { storedAt, ...position } = row;
  return storedAt === null ? position : { ...position, storedAt };
}
