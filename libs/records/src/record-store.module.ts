import { type DynamicModule, Module } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { KnockemError } from '#domain';
import { EmbeddedRecordReader } from './embedded/embedded-reader';
import { EmbeddedRecordWriter } from './embedded/embedded-writer';
import { MongoRecordReader } from './mongo/mongo-reader';
import { MongoRecordWriter } from './mongo/mongo-writer';
import type { RecordsLocation } from './records-url';

/** Injects the RecordReader of a service that imports `RecordStoreModule.forReading`. */
export const RECORD_READER = Symbol('RecordReader');
/** Injects the RecordWriter of the one service that imports `RecordStoreModule.forWriting`. */
export const RECORD_WRITER = Symbol('RecordWriter');

/** An answer, not a hang: a record server that is away is told as away after this long, at start and at every call. */
const RECORD_SERVER_MS = 5000;

/**
 * The record store by configuration: a MongoDB, which must be there at start (the service does not start without it),
 * or a file on this host. The connection ends with the application; reader and writer are their user's to close.
 */
@Module({})
export class RecordStoreModule {
  static forReading(location: RecordsLocation): DynamicModule {
    const adapters = { file: EmbeddedRecordReader, server: MongoRecordReader };
    return storeModule(location, RECORD_READER, adapters);
  }

  static forWriting(location: RecordsLocation): DynamicModule {
    const adapters = { file: EmbeddedRecordWriter, server: MongoRecordWriter };
    return storeModule(location, RECORD_WRITER, adapters);
  }
}

interface Adapters {
  readonly file: new (file: string) => object;
  readonly server: new (connection: Connection) => object;
}

function storeModule(location: RecordsLocation, token: symbol, adapters: Adapters): DynamicModule {
  const shared = { module: RecordStoreModule, exports: [token] };
  if (location.kind === 'embedded') {
    return { ...shared, providers: [{ provide: token, useFactory: () => new adapters.file(location.file) }] };
  }
  const provider = {
    provide: token,
    inject: [getConnectionToken()],
    useFactory: (connection: Connection) => new adapters.server(connection),
  };
  return { ...shared, imports: [connectionTo(location)], providers: [provider] };
}

const connectionTo = (location: Extract<RecordsLocation, { kind: 'mongodb' }>): DynamicModule =>
  MongooseModule.forRoot(location.url, {
    dbName: location.databaseName,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: RECORD_SERVER_MS,
    retryAttempts: 0,
    connectionErrorFactory: (error) => cannotReach(location.url, error),
  });

function cannotReach(url: string, error: Error): KnockemError {
  const shown = url.replace(/\/\/[^@/]*@/, '//…@');
  return new KnockemError('unavailable', `cannot reach the record server ${shown}: ${error.message}`, {
    hint: 'start it, or correct KNOCKEM_RECORDS_URL (unset = the embedded file)',
  });
}
