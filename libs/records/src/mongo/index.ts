export { CONNECTION, connectionTo } from './connection.module';
export { MongoRecordReader } from './mongo-reader';
export { MongoRecordWriter } from './mongo-writer';
