// Real: nats-server, the scheduler's database in a file. Scripted: what RECORDS holds.
import { join } from 'node:path';
import { connectMessaging, type Messaging } from '#messaging';
import {
  expectNoLeaks,
  type NatsServer,
  startNatsServer,
  type TempDirectory,
  tempDirectory,
  within,
} from '#testing';
import type { LaterDocument } from '../sqlite/recovery/later-documents';
import { openStore, type SqliteStore } from '../sqlite/store';
import { type LaterReading, readLaterRecords } from './later-records';

const EPOCH = 2 ** 40;

describe('RECORDS, read at the start of a scheduler', () => {
  let server: NatsServer;
  let messaging: Messaging;
  let directory: TempDirectory;
  let store: SqliteStore;
  beforeAll(async () => {
    server = await startNatsServer();
    messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
    await messaging.ensureStreams();
    directory = tempDirectory();
    store = openStore(join(directory.path, 'scheduler.sqlite'));
  });
  afterAll(async () => {
    store.close();
    await messaging.close();
    await server.stop();
    directory.remove();
    expectNoLeaks();
  });

  const publish = (id: string, version: number): Promise<unknown> =>
    messaging.publish(
      messaging.subjects.documents('submissions', id),
      { collection: 'submissions', documents: [{ id, version }] },
      { schema: 'doc.batch.v1' },
    );
  const read = async (reading: Partial<LaterReading> = {}): Promise<LaterDocument[]> => {
    const kept: LaterDocument[] = [];
    const range = {
      after: 0,
      version: store.highestVersion(),
      highestCredible: store.highestCredibleVersion(),
    };
    await within(
      60_000,
      'RECORDS is read',
      readLaterRecords(messaging, range, {
        keep: (later) => void kept.push(...later),
        onIncredible: () => undefined,
        onError: () => undefined,
        ...reading,
      }),
    );
    return kept;
  };

  it('passes over and tells a version that no life of this database can have written', async () => {
    const { epoch } = store.database.prepare('SELECT epoch FROM meta').get() as { epoch: number };
    await publish('later', (epoch + 3) * EPOCH + 7);
    await publish('planted', Number.MAX_SAFE_INTEGER);
    await publish('far', (epoch + 1000) * EPOCH);
    const incredible: string[] = [];
    const kept = await read({
      onIncredible: (documents) => incredible.push(...documents.map(({ key }) => key)),
    });
    expect(kept.map(({ key }) => key)).toEqual(['later']);
    expect(incredible).toEqual(['planted', 'far']);
  }, 60_000);

  it('tells a read that failed, and reads the same again', async () => {
    await publish('again', store.highestCredibleVersion());
    const errors: string[] = [];
    const kept: string[] = [];
    let failures = 2;
    await read({
      keep: (later) => {
        if (failures-- > 0) throw new Error('the database is locked');
        kept.push(...later.map(({ key }) => key));
      },
      onError: ({ message }) => errors.push(message),
    });
    expect(errors).toEqual(['the database is locked', 'the database is locked']);
    expect(kept).toContain('again');
  }, 60_000);

  it('keeps room for epochs however often it is lied to', () => {
    for (let start = 0; start < 60; start++)
      store.transaction(() => store.beginRecovery(0, store.highestCredibleVersion()));
    const version = store.transaction(() => store.nextVersion());
    expect(Number.isSafeInteger(version)).toBe(true);
  });
});
