import { type DynamicModule, Module } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { EmbeddedRecordReader } from './embedded/embedded-reader';
import { EmbeddedRecordWriter } from './embedded/embedded-writer';
import type * as Mongo from './mongo';
import type { RecordsLocation } from './records-url';

/** Injects the RecordReader of a service that imports `RecordStoreModule.forReading`. */
export const RECORD_READER = Symbol('RecordReader');
/** Injects the RecordWriter of the one service that imports `RecordStoreModule.forWriting`. */
export const RECORD_WRITER = Symbol('RecordWriter');

/** MongoDB's driver is loaded only where it is used: it is a quarter of what a service with records loads to start. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import would not run from the sources
const mongo = () => require('./mongo') as typeof Mongo;

/**
 * The record store by configuration: a MongoDB, which must be there at start (the service does not start without it),
 * or a file on this host. The connection ends with the application; reader and writer are their user's to close.
 */
@Module({})
export class RecordStoreModule {
  static forReading(location: RecordsLocation): DynamicModule {
    if (location.kind === 'embedded')
      return fileStore(RECORD_READER, () => new EmbeddedRecordReader(location.file));
    return serverStore(location, RECORD_READER, mongo().MongoRecordReader);
  }

  static forWriting(location: RecordsLocation): DynamicModule {
    if (location.kind === 'embedded')
      return fileStore(RECORD_WRITER, () => new EmbeddedRecordWriter(location.file));
    return serverStore(location, RECORD_WRITER, mongo().MongoRecordWriter);
  }
}

const fileStore = (token: symbol, open: () => object): DynamicModule => ({
  module: RecordStoreModule,
  exports: [token],
  providers: [{ provide: token, useFactory: open }],
});

function serverStore(
  location: Extract<RecordsLocation, { kind: 'mongodb' }>,
  token: symbol,
  adapter: new (connection: Connection) => object,
): DynamicModule {
  const provider = {
    provide: token,
    inject: [mongo().CONNECTION],
    useFactory: (connection: Connection) => new adapter(connection),
  };
  const imports = [mongo().connectionTo(location.url, location.databaseName)];
  return { module: RecordStoreModule, exports: [token], imports, providers: [provider] };
}
