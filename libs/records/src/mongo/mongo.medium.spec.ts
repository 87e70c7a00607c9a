/**
 * Real: a server that speaks MongoDB (which one: scripts/test-mongodb.mjs, told in the suite's title and in the last
 * lines of `make test`) and mongoose. Nothing is mocked. Without any such server it is one skip with the reason.
 */
import { randomUUID } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { describeMongodb, expectNoLeaks, findMongodb, startMongodb, type MongodbServer } from '#testing';
import { aSubmission } from '../builders.conformance';
import { describeRecords, type RecordStoreUnderTest } from '../records.conformance';
import { BY_PLACE, competitionsAfter, LIVE, MongoRecordReader } from './mongo-reader';
import { MongoRecordWriter } from './mongo-writer';

/** As far as the spec reads it. */
interface Explained {
  readonly queryPlanner: { readonly winningPlan: object };
}

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

    it('goes to the competitions of one state along an index', async () => {
      const ofState = competitionsAfter({ submissionId: 's', status: 'failed' });
      // The substitute looks along an index only where all that is asked for is in it, and sorts what it finds.
      const isWhole = recipe.kind !== 'secantusdb';
      const asked = isWhole ? { ...LIVE, ...ofState } : ofState;
      const found = connection.db!.collection('competitions').find(asked as object);
      if (isWhole) found.sort(BY_PLACE).limit(51);
      const plan = JSON.stringify(
        ((await found.explain('queryPlanner')) as Explained).queryPlanner.winningPlan,
      );
      expect(plan).toContain('"stage":"IXSCAN"');
      expect(plan).toContain('"keyPattern":{"submissionId":1,"status":1,"assayId":1,"ordinal":1}');
      expect(plan).not.toMatch(/"stage":"(COLLSCAN|SORT)"/);
    });

    it('a document that cannot be one is refused as invalid', async () => {
      const writer = new MongoRecordWriter(connection);
      const misfit = { ...aSubmission(), seed: { not: 'a number' } } as never;
      await expect(writer.upsertMany('submissions', [misfit])).rejects.toMatchObject({ code: 'invalid' });
    });
  });
}
