/** Real: nats-server with JetStream, two clients of it, and the object store's own library beside ours. */
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Objm } from '@nats-io/obj';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { blobBucket } from '#contracts';
import { expectNoLeaks, type NatsServer, startNatsServer } from '#testing';
import { connectMessaging } from './nats-messaging';
import type { Messaging } from './types';

const HOUR_MS = 3_600_000;

let server: NatsServer;
let one: Messaging;
let other: Messaging;
let strange: NatsConnection;
beforeAll(async () => {
  server = await startNatsServer();
  const options = { servers: server.url, runmode: 'testing' } as const;
  [one, other] = await Promise.all([
    connectMessaging({ ...options, name: 'one' }),
    connectMessaging({ ...options, name: 'other' }),
  ]);
  await one.ensureStreams();
  strange = await connect({ servers: server.url });
}, 60_000);
afterAll(async () => {
  await Promise.all([one?.close(), other?.close(), strange?.close()]);
  await server?.stop();
  expectNoLeaks();
}, 60_000);

/** As if it had been stored so long ago. */
async function age(digest: string, ms: number): Promise<void> {
  const bucket = blobBucket('testing');
  const name = Buffer.from(digest).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const subject = `$O.${bucket}.M.${name}`;
  const manager = await jetstreamManager(strange);
  const message = await manager.streams.getMessage(`OBJ_${bucket}`, { last_by_subj: subject });
  const mtime = new Date(Date.now() - ms).toISOString();
  const only = headers();
  only.set('Nats-Rollup', 'sub');
  const body = JSON.stringify({ ...message!.json<object>(), mtime });
  await jetstream(strange).publish(subject, body, { headers: only });
}

const stored = async (text: string): Promise<string> => (await one.blobs.put(Buffer.from(text))).digest;

it('lists what is stored', async () => {
  const digests = [await stored('listed one'), await stored('listed two')];
  expect(await other.blobs.list()).toEqual(expect.arrayContaining(digests));
});

it('takes away one that nobody has stored again, with its chunks', async () => {
  const digest = await stored('to be taken away');
  await age(digest, HOUR_MS);
  const looked = await other.blobs.look(digest);
  expect(await other.blobs.deleteIfUnchanged(looked!)).toBe(true);
  expect(await one.blobs.get(digest)).toBeUndefined();
  expect(await one.blobs.list()).not.toContain(digest);
  expect(await other.blobs.deleteIfUnchanged(looked!)).toBe(false);
  expect(await stored('to be taken away')).toBe(digest);
  expect((await one.blobs.get(digest))?.toString()).toBe('to be taken away');
});

it('leaves one that is stored again after it was looked at, though no byte of it was written', async () => {
  const digest = await stored('wanted after all');
  await age(digest, HOUR_MS);
  const looked = await other.blobs.look(digest);
  await stored('wanted after all');
  expect(await other.blobs.deleteIfUnchanged(looked!)).toBe(false);
  expect((await one.blobs.get(digest))?.toString()).toBe('wanted after all');
  const { storedAt } = (await one.blobs.look(digest))!;
  expect(Date.now() - Date.parse(storedAt)).toBeLessThan(HOUR_MS / 2);
});

describe('where the clock of who stores is wrong by hours', () => {
  const TIMERS = ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;
  const NOT_DATE = [...TIMERS, 'setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'] as const;
  afterEach(() => jest.useRealTimers());

  it.each([-30, 30])('a blob is as old as it is (%d hours)', async (hours) => {
    const text = `stored by a clock that is ${hours} hours off`;
    const storedByWrongClock = async (): Promise<number> => {
      jest.useFakeTimers({
        doNotFake: [...NOT_DATE, 'performance', 'hrtime'],
        now: Date.now() + hours * HOUR_MS,
      });
      const digest = await stored(text);
      jest.useRealTimers();
      return Date.now() - Date.parse((await other.blobs.look(digest))!.storedAt);
    };
    expect(Math.abs(await storedByWrongClock())).toBeLessThan(HOUR_MS / 2);
    const { digest } = await one.blobs.put(Buffer.from(text));
    for (const ageMs of [HOUR_MS, -HOUR_MS]) {
      await age(digest, ageMs);
      expect(Math.abs(await storedByWrongClock())).toBeLessThan(HOUR_MS / 2);
    }
  });
});

it('is whole for whoever stored it, however storing and taking away meet', async () => {
  const digest = await stored('contended');
  for (let round = 0; round < 30; round++) {
    await age(digest, HOUR_MS).catch(() => stored('contended'));
    const looked = await other.blobs.look(digest);
    await Promise.all([stored('contended'), looked && other.blobs.deleteIfUnchanged(looked)]);
    expect((await one.blobs.get(digest))?.toString()).toBe('contended');
  }
});

it('is read by others as before', async () => {
  const digest = await stored('for everybody');
  await age(digest, HOUR_MS);
  await stored('for everybody');
  const store = await new Objm(jetstream(strange)).open(blobBucket('testing'));
  expect(Buffer.from((await store.getBlob(digest))!).toString()).toBe('for everybody');
});
