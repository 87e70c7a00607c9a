/**
 * Real: nats-server, the recorder as `startService` starts it, the embedded record file; and, where one can be had, a
 * server that speaks MongoDB behind a TCP relay that can be cut. Nothing is mocked.
 */
import { createHash, randomUUID } from 'node:crypto';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createConnection } from 'mongoose';
import type { AssayResultDocument, DeadLetter, GenomeDocument, RecorderPosition } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { startService, type RunningService } from '#platform';
import { EmbeddedRecordReader, EmbeddedRecordWriter } from '#records';
import { MongoRecordReader } from '#records/mongo';
import {
  describeMongodb,
  expectNoLeaks,
  findMongodb,
  startMongodb,
  startNatsServer,
  tempDirectory,
  waitFor,
  type NatsServer,
  type TempDirectory,
} from '#testing';
import { RecorderModule } from './recorder.module';

jest.setTimeout(60_000);

let server: NatsServer;
let bus: Messaging;
let home: TempDirectory;
let reader: EmbeddedRecordReader;
let recorder: RunningService | undefined;

const recordFile = (): string => join(home.path, 'records', 'records.sqlite');
const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  KNOCKEM_NATS_URL: server.url,
  KNOCKEM_RUNMODE: 'testing',
  KNOCKEM_DATA_DIR: home.path,
  KNOCKEM_LOG_LEVEL: 'fatal',
  ...more,
});
const startRecorder = async (more: Record<string, string> = {}): Promise<RunningService> =>
  (recorder = await startService({
    name: 'recorder',
    module: (configuration) => RecorderModule.forConfiguration(configuration),
    environment: environment(more),
  }));
const stopRecorder = async (): Promise<void> => {
  await recorder?.stop();
  recorder = undefined;
};

beforeEach(async () => {
  home = tempDirectory();
  server = await startNatsServer();
  bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
  await bus.ensureStreams();
  reader = new EmbeddedRecordReader(recordFile());
});
afterEach(async () => {
  await stopRecorder();
  await reader.close();
  await bus.close();
  await server.stop();
  home.remove();
});
afterAll(() => expectNoLeaks());

const stamp = { datetime: '2026-03-01T00:00:00.000Z', knockemRevision: 'abc1234', knockemVersion: '0.1.0' };
const aResult = (given: Partial<AssayResultDocument> = {}): AssayResultDocument => ({
  ...stamp,
  version: 1,
  id: randomUUID(),
  assayResult: { threshold: 0.25 },
  ...given,
});
const aGenome = (content: string, given: Partial<GenomeDocument> = {}): GenomeDocument => ({
  ...stamp,
  version: 1,
  genomeId: randomUUID(),
  isEphemeral: false,
  digest: createHash('sha256').update(content).digest('hex'),
  size: Buffer.byteLength(content),
  knockemRunmode: 'testing',
  userEmail: 'someone@example.org',
  ...given,
});

const publishResults = async (...documents: AssayResultDocument[]): Promise<number> => {
  const body = { collection: 'assayResults', documents };
  return (await bus.publish(bus.subjects.documents('assayResults'), body, { schema: 'doc.batch.v1' }))
    .sequence;
};
const publishGenome = async (genome: GenomeDocument): Promise<number> => {
  const body = { collection: 'genomes', documents: [genome] };
  return (await bus.publish(bus.subjects.documents('genomes'), body, { schema: 'doc.batch.v1' })).sequence;
};
const askPosition = (): Promise<RecorderPosition> =>
  bus.request('recorder.position', {}, { timeoutMs: 2000 });
const recordedUpTo = (sequence: number): Promise<unknown> =>
  waitFor(async () => (await askPosition()).streamSequence >= sequence, { timeoutMs: 45_000 });

describe('the recorder', () => {
  it('records what is published, skips events, and tells its position', async () => {
    const early = aResult();
    await publishResults(early);
    await startRecorder();
    const late = aResult();
    await bus.publish(bus.subjects.event('submission', randomUUID()), { kind: 'submission' });
    const last = await publishResults(late, { ...early, version: 2, assayResult: { threshold: 0.5 } });
    await recordedUpTo(last);
    expect(await reader.get('assayResults', late.id)).toEqual(late);
    expect((await reader.get('assayResults', early.id))?.assayResult).toEqual({ threshold: 0.5 });
    const { created } = await bus.streamState('records');
    expect(await askPosition()).toEqual({
      streamSequence: last,
      streamCreated: created,
      storedAt: await bus.storedAt('records', last),
    });
    expect(await reader.position()).toMatchObject({ streamSequence: last, streamCreated: created });
  });

  it('fills in the content of genomes from their blobs, and keeps it when the blob has gone', async () => {
    await startRecorder();
    const content = 'Ωμέγα\n0,1,2\n';
    const { digest } = await bus.blobs.put(Buffer.from(content));
    const lasting = aGenome(content);
    const ephemeral = aGenome(content, { isEphemeral: true });
    const deleted = aGenome(content, { deletedAt: '2026-03-02T00:00:00.000Z' });
    expect(lasting.digest).toBe(digest);
    for (const genome of [lasting, ephemeral]) await publishGenome(genome);
    await recordedUpTo(await publishGenome(deleted));
    expect(await reader.get('genomes', lasting.genomeId)).toEqual({ ...lasting, genomeContent: content });
    expect(await reader.get('genomes', ephemeral.genomeId)).toEqual({ ...ephemeral, genomeContent: content });
    expect(await reader.get('genomes', deleted.genomeId)).toBeUndefined();

    await bus.blobs.delete(digest);
    await publishGenome({ ...lasting, version: 2, numSites: 3 });
    await recordedUpTo(await publishGenome({ ...ephemeral, version: 2, numSites: 3 }));
    expect(await reader.get('genomes', lasting.genomeId)).toMatchObject({
      numSites: 3,
      genomeContent: content,
    });
    expect(await reader.get('genomes', ephemeral.genomeId)).toEqual({
      ...ephemeral,
      version: 2,
      numSites: 3,
    });
  });

  it('fills in large assay results from their blobs', async () => {
    await startRecorder();
    const { digest } = await bus.blobs.put(Buffer.from(JSON.stringify({ scores: [0.1, 0.2] })));
    const large = aResult({ assayResult: {}, resultDigest: digest });
    await recordedUpTo(await publishResults(large));
    const { resultDigest: _, ...rest } = large;
    expect(await reader.get('assayResults', large.id)).toEqual({
      ...rest,
      assayResult: { scores: [0.1, 0.2] },
    });
  });

  it('keeps a malformed message as a dead letter with its reason, and goes on', async () => {
    await startRecorder();
    const subject = bus.subjects.documents('assayResults');
    const { sequence } = await bus.publish(subject, { collection: 'assayResults', documents: [{ id: 'x' }] });
    const good = aResult();
    await recordedUpTo(await publishResults(good));
    expect(await reader.get('assayResults', good.id)).toEqual(good);
    const stored = await bus.lastOn('dead', bus.subjects.dead('recorder', 'malformed'));
    const letter = JSON.parse(Buffer.from(stored!.body).toString()) as DeadLetter;
    expect(letter).toMatchObject({
      service: 'recorder',
      reason: 'malformed',
      subject,
      streamSequence: sequence,
    });
    expect(letter.problems).toContain('documents[0] "id" is not a UUID');
    expect(Buffer.from(letter.body, 'base64').toString()).toContain('"id":"x"');
  });

  it('stopped between write and position, repeats the write without effect', async () => {
    await startRecorder();
    const result = aResult({ version: 5 });
    const first = await publishResults(aResult());
    const last = await publishResults(result);
    await recordedUpTo(last);
    await stopRecorder();
    const writer = new EmbeddedRecordWriter(recordFile());
    const position = await writer.position();
    await writer.setPosition({ streamSequence: first - 1, streamCreated: position!.streamCreated });
    await writer.upsertMany('assayResults', [{ ...result, version: 6, assayResult: { newer: true } }]);
    await writer.close();
    await startRecorder();
    await recordedUpTo(last);
    expect((await reader.get('assayResults', result.id))?.assayResult).toEqual({ newer: true });
  });

  it('begins anew with a stream that was made anew', async () => {
    await startRecorder();
    await recordedUpTo(await publishResults(aResult(), aResult()));
    await recordedUpTo(await publishResults(aResult()));
    await stopRecorder();
    const writer = new EmbeddedRecordWriter(recordFile());
    await writer.setPosition({ streamSequence: 1000, streamCreated: '2020-01-01T00:00:00Z' });
    await writer.close();
    const fresh = aResult();
    const last = await publishResults(fresh);
    await startRecorder();
    await recordedUpTo(last);
    expect(await reader.get('assayResults', fresh.id)).toEqual(fresh);
    expect(await askPosition()).toMatchObject({
      streamSequence: last,
      streamCreated: (await bus.streamState('records')).created,
    });
  });

  it('goes on after nats-server was ended with kill -9', async () => {
    await startRecorder();
    await recordedUpTo(await publishResults(aResult()));
    await server.kill9();
    await server.restart();
    const after = aResult();
    const sequence = await waitFor(() => publishResults(after));
    await recordedUpTo(sequence);
    expect(await reader.get('assayResults', after.id)).toEqual(after);
  });

  it('says what it is not ready for while the record file is locked, loses nothing and resumes', async () => {
    const service = await startRecorder({ KNOCKEM_OPS_PORT: '0' });
    await recordedUpTo(await publishResults(aResult()));
    const rival = new Database(recordFile());
    rival.exec('BEGIN IMMEDIATE');
    const waiting = aResult();
    const sequence = await publishResults(waiting);
    await waitFor(async () => (await readiness(service)).status === 503, { timeoutMs: 30_000 });
    expect(JSON.stringify((await readiness(service)).body)).toContain('database is locked');
    expect(await reader.get('assayResults', waiting.id)).toBeUndefined();
    rival.exec('ROLLBACK');
    rival.close();
    await recordedUpTo(sequence);
    expect(await reader.get('assayResults', waiting.id)).toEqual(waiting);
    await waitFor(async () => (await readiness(service)).status === 200);
  });

  it.each([
    ['mongo://host/lab', /KNOCKEM_RECORDS_URL/],
    ['mongodb://127.0.0.1:9/lab', /cannot reach the record server mongodb:\/\/127\.0\.0\.1:9\/lab/],
    [
      'mongodb://someone:secret@127.0.0.1:9/lab',
      /cannot reach the record server mongodb:\/\/…@127\.0\.0\.1:9\/lab/,
    ],
  ])('does not start with KNOCKEM_RECORDS_URL=%s, and says why', async (url, sentence) => {
    const started = startRecorder({ KNOCKEM_RECORDS_URL: url });
    await expect(started).rejects.toMatchObject({
      name: 'KnockemError',
      message: expect.stringMatching(sentence),
    });
  });
});

async function readiness(service: RunningService): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${service.url}/readyz`);
  return { status: answer.status, body: await answer.json() };
}

const recipe = findMongodb();
if (recipe.kind === 'none') {
  it.skip(`the recorder on MongoDB; skipped: ${recipe.reason}`, () => {});
} else {
  it(`on ${describeMongodb(recipe)}: records, waits while the server is away, and resumes`, async () => {
    const mongodb = await startMongodb(recipe);
    const relay = await Relay.to(mongodb.url);
    const database = `knockem-${randomUUID().slice(0, 8)}`;
    const direct = createConnection(mongodb.url, { dbName: `${database}-testing`, bufferCommands: false });
    try {
      const records = new MongoRecordReader(await direct.asPromise());
      const service = await startRecorder({
        KNOCKEM_RECORDS_URL: relay.url(mongodb.url, database),
        KNOCKEM_OPS_PORT: '0',
      });
      const before = aResult();
      await recordedUpTo(await publishResults(before));
      expect(await records.get('assayResults', before.id)).toEqual(before);
      relay.cut();
      const waiting = aResult();
      const sequence = await publishResults(waiting, before);
      await waitFor(async () => (await readiness(service)).status === 503, { timeoutMs: 30_000 });
      expect(await records.get('assayResults', waiting.id)).toBeUndefined();
      await relay.mend();
      await recordedUpTo(sequence);
      expect(await records.get('assayResults', waiting.id)).toEqual(waiting);
      expect((await records.position())?.streamSequence).toBe(sequence);
    } finally {
      await stopRecorder();
      await direct.dropDatabase();
      await direct.close();
      relay.close();
      await mongodb.stop();
    }
  }, 180_000);
}

/** Stands between recorder and record server, so that the way can be cut. */
class Relay {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<Relay> {
    const relay = new Relay(new URL(url));
    await relay.mend();
    return relay;
  }

  url(original: string, database: string): string {
    const url = new URL(original);
    url.host = `127.0.0.1:${this.port}`;
    url.pathname = `/${database}`;
    url.searchParams.set('directConnection', 'true');
    return url.href;
  }

  cut(): void {
    this.server?.close();
    this.sockets.forEach((socket) => socket.destroy());
    this.sockets.clear();
  }

  close(): void {
    this.cut();
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connectTo(Number(this.target.port || 27017), this.target.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
      near.pipe(far).pipe(near);
    });
    this.server = server;
    await new Promise<void>((listening) => server.listen(this.port, '127.0.0.1', () => listening()));
    this.port = (server.address() as { port: number }).port;
  }
}
