import type { Connection, Model } from 'mongoose';
import type { RecorderPosition } from '#contracts';
import { KnockemError } from '#domain';
import { answered } from './answer';
import type { StoredPosition } from './schemas';

/** The document as it was written, without MongoDB's own key. */
export function withoutId<T extends { _id: string }>(stored: T): Omit<T, '_id'> {
  const { _id, ...document } = stored;
  return document;
}

export async function readPosition(positions: Model<StoredPosition>): Promise<RecorderPosition | undefined> {
  const stored = await answered(positions.findById('records').lean<StoredPosition>());
  if (!stored) return undefined;
  const { storedAt, ...position } = withoutId(stored);
  return storedAt ? { ...position, storedAt } : position;
}

export async function ping(connection: Connection): Promise<void> {
  if (!connection.db) throw new KnockemError('unavailable', 'the record server is not connected yet');
  await answered(connection.db.command({ ping: 1 }));
}
