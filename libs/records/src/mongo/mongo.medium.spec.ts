/**
 * Real: a server that speaks MongoDB (which one: scripts/test-mongodb.mjs, told in the suite's title and in the last
 * lines of `make test`) and mongoose. Nothing is mocked. Without any such server it is one skip with the reason.
 */
import { randomUUID } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { describeMongodb, expectNoLeaks, findMongodb, startMongodb, type MongodbServer } from '#testing';
import { aSubmission } from '../builders.conformance';
import { describeRecords, type RecordStoreUnderTest } from '../records.conformance';
import { MongoRecordReader } from './mongo-reader';
import { MongoRecordWriter } from './mongo-writer';

const recipe = findMongodb();
jest.setTimeout(60_000);

if (recipe.kind === 'none') {
  it.skip(`records on MongoDB; skipped: ${recipe.reason}`, () => {});
} else {
  describe(`records on MongoDB: ${describeMongodb(recipe)}`, () => {
    let server: MongodbServer;
    let connection: Connection;

    beforeAll(async () => {
      server = await startMongodb(recipe);
      const options = {
        dbName: `knockem-test-${randomUUID().slice(0, 8)}`,
        bufferCommands: false,
        autoIndex: false,
      };
      connection = await createConnection(server.url, options).asPromise();
    }, 120_000);
    afterAll(async () => {
      await connection?.dropDatabase();
      await connection?.close();
      await server?.stop();
      expectNoLeaks();
    }, 60_000);

    const open = async (): Promise<RecordStoreUnderTest> => ({
      writer: new MongoRecordWriter(connection),
      reader: new MongoRecordReader(connection),
      dispose: async () => {},
    });
    // Written in Python, the substitute takes milliseconds for a document.
    describeRecords(open, { streamed: recipe.kind === 'secantusdb' ? 2_000 : 10_000 });

    it('two writers at once leave the newest of each', async () => {
      const [one, other] = [new MongoRecordWriter(connection), new MongoRecordWriter(connection)];
      const ids = Array.from({ length: 100 }, () => randomUUID());
      const batch = (version: number): ReturnType<typeof aSubmission>[] =>
        ids.map((id) => aSubmission({ id, version }));
      await Promise.all(
        [3, 1, 4, 2].map((v, i) => (i % 2 ? one : other).upsertMany('submissions', batch(v))),
      );
      const read = await new MongoRecordReader(connection).getMany('submissions', ids);
      expect(read.map((s) => s.version)).toEqual(ids.map(() => 4));
    });

    it('a document that cannot be one is refused as invalid', async () => {
      const writer = new MongoRecordWriter(connection);
      const misfit = { ...aSubmission(), seed: { not: 'a number' } } as never;
      await expect(writer.upsertMany('submissions', [misfit])).rejects.toMatchObject({ code: 'invalid' });
    });
  });
}
