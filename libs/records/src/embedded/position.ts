import type Database from 'better-sqlite3';
import type { RecorderPosition } from '#contracts';

export const readPosition = (database: Database.Database): RecorderPosition | undefined =>
  database.prepare<[], RecorderPosition>('SELECT streamSequence, streamCreated FROM position').get();
