export { backUp } from './back-up';
export { damageOf } from './damage';
export { commitToDisk, openForReading, openForWriting, type SqliteDatabase, type Statement } from './open';
export { migrate, schemaVersion } from './schema-version';
