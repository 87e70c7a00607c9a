export * from './types';
export { MAX_PAGE } from './cursor';
export { parseRecordsUrl, type RecordsLocation } from './records-url';
export { EmbeddedRecordReader } from './embedded/embedded-reader';
export { EmbeddedRecordWriter } from './embedded/embedded-writer';
export { RECORD_READER, RECORD_WRITER, RecordStoreModule } from './record-store.module';
