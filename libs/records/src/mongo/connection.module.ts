import { type DynamicModule } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { KnockemError } from '#domain';

/** An answer, not a hang: a record server that is away is told as away after this long, at start and at every call. */
const RECORD_SERVER_MS = 5000;

/** Injects the connection of `connectionTo`. */
export const CONNECTION = getConnectionToken();

/** Connected once the application has started; `unavailable` where the server does not answer then. */
export const connectionTo = (url: string, databaseName: string): DynamicModule =>
  MongooseModule.forRoot(url, {
    dbName: databaseName,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: RECORD_SERVER_MS,
    retryAttempts: 0,
    connectionErrorFactory: (error) => cannotReach(url, error),
  });

function cannotReach(url: string, error: Error): KnockemError {
  const shown = url.replace(/\/\/[^@/]*@/, '//…@');
  return new KnockemError('unavailable', `cannot reach the record server ${shown}: ${error.message}`, {
    hint: 'start it, or correct KNOCKEM_RECORDS_URL (unset = the embedded file)',
  });
}
