import type { RecorderPosition } from '#contracts';
import type { SqliteDatabase } from '#sqlite';

export function readPosition(database: SqliteDatabase): RecorderPosition | undefined {
  const sql = 'SELECT streamSequence, streamCreated, storedAt FROM position';
  const row = database.prepare<[], RecorderPosition & { storedAt: string | null }>(sql).get();
  if (!row) return undefined;
  const { storedAt, ...position } = row;
  return storedAt === null ? position : { ...position, storedAt };
}
