// Real: nats-server with JetStream, ended and started again. Nothing is mocked.
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  expectNoLeaks,
  type NatsServer,
  startNatsServer,
  tempDirectory,
  TestSignal,
  waitFor,
} from '#testing';
import { connectMessaging, type Delivery, type Messaging, type Stoppable, type StreamState } from './index';

let server: NatsServer;
let messaging: Messaging;
const open: Stoppable[] = [];

beforeEach(async () => {
  server = await startNatsServer();
  messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'production' });
  await messaging.ensureStreams();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
  await messaging.close();
  await server.stop();
});
afterAll(expectNoLeaks);

const publish = (n: number): Promise<unknown> =>
  messaging.publish(messaging.subjects.submissionCommand('create', `s${n}`), { n }, { messageId: `m${n}` });

const numberIn = (message: { body: Uint8Array }): number =>
  (JSON.parse(Buffer.from(message.body).toString()) as { n: number }).n;

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function asOperator<T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> {
  const connection = await connect({ servers: server.url });
  try {
    return await work(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}

describe('readJournal', () => {
  interface Reading {
    got: number[];
    batches: number[];
    resets: StreamState[];
    errors: Error[];
    reader: Stoppable;
  }

  async function read(
    afterSequence: number,
    extra: Partial<Parameters<Messaging['readJournal']>[0]> = {},
  ): Promise<Reading> {
    const reading = { got: [], batches: [], resets: [], errors: [] } as unknown as Reading;
    reading.reader = await messaging.readJournal({
      stream: 'journal',
      afterSequence,
      maxBatch: 100,
      onBatch: async (messages) => {
        reading.batches.push(messages.length);
        reading.got.push(...messages.map(numberIn));
      },
      onReset: async (state) => {
        reading.resets.push(state);
        return 0;
      },
      onError: (error) => reading.errors.push(error),
      ...extra,
    });
    open.push(reading.reader);
    return reading;
  }

  it('hands over what is there and what comes, in order, from its position on, in bounded batches', async () => {
    for (const n of range(1, 250)) await publish(n);
    const reading = await read(10);
    await waitFor(() => reading.got.length === 240);
    await Promise.all(range(251, 700).map(publish));
    await waitFor(() => reading.got.length === 690);
    expect(reading.got.slice(0, 240)).toEqual(range(11, 250));
    expect([...reading.got].sort((a, b) => a - b)).toEqual(range(11, 700));
    expect(Math.max(...reading.batches)).toBeLessThanOrEqual(100);
    expect(reading.resets).toEqual([]);
  });

  it('hands over a lone message at once', async () => {
    const reading = await read(0);
    for (const n of range(1, 5)) {
      const before = performance.now();
      await publish(n);
      await waitFor(() => reading.got.length === n);
      expect(performance.now() - before).toBeLessThan(5_000);
    }
  });

  it('gives one batch at a time, and the same again until it is taken', async () => {
    let concurrent = 0;
    let refusals = 3;
    const seen: number[][] = [];
    const taken: number[] = [];
    await read(0, {
      maxBatch: 2,
      onBatch: async (messages) => {
        expect(++concurrent).toBe(1);
        await new Promise(setImmediate);
        concurrent -= 1;
        seen.push(messages.map(numberIn));
        if (refusals-- > 0) throw new Error('not yet');
        taken.push(...messages.map(numberIn));
      },
    });
    for (const n of range(1, 9)) await publish(n);
    await waitFor(() => taken.length === 9);
    expect(taken).toEqual(range(1, 9));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toEqual(seen[3]);
  });

  it('delivers each exactly once, in order, across kill -9 of the server and a lost cursor', async () => {
    const reading = await read(0);
    let published = 0;
    const publishMany = async (count: number): Promise<void> => {
      for (const n of range(published + 1, published + count)) {
        for (;;) {
          const stored = await publish(n).then(
            () => true,
            () => false,
          );
          if (stored) break;
        }
      }
      published += count;
    };
    await publishMany(300);
    const more = publishMany(600);
    await waitFor(() => reading.got.length > 350);
    await server.kill9();
    await server.restart();
    await more;
    await waitFor(() => reading.got.length >= 900, { timeoutMs: 20_000 });
    await asOperator(async (manager) => {
      for await (const { name } of manager.consumers.list('JOURNAL'))
        await manager.consumers.delete('JOURNAL', name);
    });
    await publishMany(20);
    await waitFor(() => reading.got.length >= 920, { timeoutMs: 20_000 });
    expect(reading.got).toEqual(range(1, 920));
    expect(reading.resets).toEqual([]);
  }, 60_000);

  it('does not skip or repeat a batch that was under way when the connection broke', async () => {
    const inside = new TestSignal<void>('inside a batch');
    let release: () => void = () => undefined;
    const got: number[] = [];
    await read(0, {
      maxBatch: 5,
      onBatch: async (messages) => {
        if (got.length === 0) {
          inside.emit();
          await new Promise<void>((resolve) => (release = resolve));
        }
        got.push(...messages.map(numberIn));
      },
    });
    for (const n of range(1, 20)) await publish(n);
    await inside.next();
    await server.kill9();
    await server.restart();
    await waitFor(() => messaging.isConnected());
    release();
    await waitFor(() => got.length >= 20, { timeoutMs: 20_000 });
    expect(got).toEqual(range(1, 20));
  }, 60_000);

  it('asks where to go on when the stream was made anew', async () => {
    const reading = await read(0);
    for (const n of range(1, 5)) await publish(n);
    await waitFor(() => reading.got.length === 5);
    await asOperator((manager) => manager.streams.delete('JOURNAL'));
    await waitFor(() => reading.resets.length === 1, { timeoutMs: 20_000 });
    for (const n of range(101, 110)) await publish(n);
    await waitFor(() => reading.got.length === 15, { timeoutMs: 20_000 });
    expect(reading.got.slice(5)).toEqual(range(101, 110));
  }, 60_000);

  it('asks where to go on when the stream ends before its position', async () => {
    await publish(1);
    const reading = await read(77);
    expect(reading.resets).toMatchObject([{ lastSequence: 1 }]);
    await waitFor(() => reading.got.length === 1);
  });

  it('asks where to go on when nats-server comes back with an empty store, and the streams are there again', async () => {
    const reading = await read(0);
    for (const n of range(1, 5)) await publish(n);
    await waitFor(() => reading.got.length === 5);
    await server.kill9();
    rmSync(server.storeDir, { recursive: true });
    await server.restart();
    await waitFor(() => reading.resets.length > 0, { timeoutMs: 20_000 });
    await publish(201);
    await waitFor(() => reading.got.includes(201), { timeoutMs: 20_000 });
    expect(await messaging.blobs.put(Buffer.from('again'))).toMatchObject({ size: 5 });
  }, 60_000);

  it('asks where to go on when an older copy of the store came back', async () => {
    using copy = tempDirectory();
    const reading = await read(0);
    for (const n of range(1, 3)) await publish(n);
    await waitFor(() => reading.got.length === 3);
    await server.kill9();
    cpSync(server.storeDir, copy.path, { recursive: true });
    await server.restart();
    await waitFor(() => messaging.isConnected());
    for (const n of range(4, 6)) await publish(n);
    await waitFor(() => reading.got.length === 6, { timeoutMs: 20_000 });
    await messaging.close();
    await server.kill9();
    rmSync(server.storeDir, { recursive: true });
    cpSync(copy.path, server.storeDir, { recursive: true });
    expect(reading.resets).toEqual([]);
    await server.restart();
    messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'production' });
    // A reader's own memory of what stands at its position ends with it: here only the end of the stream tells.
    const later = await read(6);
    expect(later.resets).toMatchObject([{ lastSequence: 3 }]);
    await waitFor(() => later.got.length === 3);
  }, 60_000);

  it('asks where to go on when another message stands at its position', async () => {
    for (const n of range(1, 3)) await publish(n);
    const storedAt = await messaging.storedAt('journal', 3);
    expect(storedAt).toBeDefined();
    expect(await messaging.storedAt('journal', 4)).toBeUndefined();
    expect((await read(3, { afterStoredAt: storedAt })).resets).toEqual([]);
    const other = await read(3, { afterStoredAt: '2026-01-01T00:00:00.000Z' });
    expect(other.resets).toMatchObject([{ lastSequence: 3 }]);
  });

  it('stops with no batch under way, and a new reader goes on after it', async () => {
    const first = await read(0);
    for (const n of range(1, 50)) await publish(n);
    await waitFor(() => first.got.length > 0);
    await first.reader.stop();
    const at = first.got.length;
    await publish(51);
    const second = await read(at);
    await waitFor(() => second.got.length === 51 - at);
    expect([...first.got, ...second.got]).toEqual(range(1, 51));
    expect(first.got).toHaveLength(at);
  });
});

describe('tail', () => {
  it('shows what comes from now on, one filter only, and goes on after a kill -9', async () => {
    const got: string[] = [];
    const log = (n: number): Promise<unknown> =>
      messaging.publish(messaging.subjects.log('planner', n % 2 === 0 ? 'info' : 'error'), { n });
    await log(1);
    open.push(
      await messaging.tail({
        stream: 'log',
        filter: messaging.subjects.all.logs('planner', 'error'),
        from: 'new',
        onMessage: (message) => got.push(`${message.sequence} ${numberIn(message)}`),
      }),
    );
    for (const n of range(2, 6)) await log(n);
    await waitFor(() => got.length === 2);
    await server.kill9();
    await server.restart();
    await waitFor(() => messaging.isConnected());
    for (const n of range(7, 9)) await log(n);
    await waitFor(() => got.length === 4, { timeoutMs: 20_000 });
    expect(got).toEqual(['3 3', '5 5', '7 7', '9 9']);
  }, 60_000);

  it('begins at a sequence or some time ago', async () => {
    for (const n of range(1, 5)) await publish(n);
    const bySequence: number[] = [];
    const byTime: number[] = [];
    const filter = messaging.subjects.all.commands();
    const follow = (from: { sequence: number } | { sinceMs: number }, into: number[]): Promise<Stoppable> =>
      messaging.tail({
        stream: 'journal',
        filter,
        from,
        onMessage: (message) => into.push(numberIn(message)),
      });
    open.push(await follow({ sequence: 4 }, bySequence), await follow({ sinceMs: 60_000 }, byTime));
    await waitFor(() => bySequence.length === 2 && byTime.length === 5);
    expect(bySequence).toEqual([4, 5]);
  });
});

describe('consume', () => {
  const planRequest = (n: number): Promise<unknown> =>
    messaging.publish(messaging.subjects.planRequest(`s${n}`), { n });

  const consume = async (
    onDelivery: (delivery: Delivery) => Promise<void>,
    extra: Partial<Parameters<Messaging['consume']>[0]> = {},
  ): Promise<Stoppable> => {
    const consumer = await messaging.consume(
      {
        stream: 'journal',
        durable: 'planner',
        filter: messaging.subjects.all.planRequests(),
        ackWaitMs: 2_000,
        maxDeliver: 5,
        maxInFlight: 3,
        ...extra,
      },
      onDelivery,
    );
    open.push(consumer);
    return consumer;
  };

  it('hands over each until it is acknowledged, no more at a time than it may', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    for (const n of range(1, 30)) await planRequest(n);
    await publish(99);
    await consume(async (delivery) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now -= 1;
      await delivery.ack();
      done.push(numberIn(delivery));
    });
    await waitFor(() => done.length === 30);
    expect([...done].sort((a, b) => a - b)).toEqual(range(1, 30));
    expect(most).toBeLessThanOrEqual(3);
  });

  it('delivers again what was put off, what was rejected, and what a dead server had not heard of', async () => {
    const deliveries: string[] = [];
    await consume(async (delivery) => {
      const n = numberIn(delivery);
      deliveries.push(`${n}#${delivery.delivery}`);
      if (n === 1 && delivery.delivery === 1) return delivery.retryLater(50);
      if (n === 2 && delivery.delivery === 1) throw new Error('broken for now');
      if (n === 3) return delivery.giveUp();
      await delivery.ack();
    });
    for (const n of range(1, 3)) await planRequest(n);
    await waitFor(() => deliveries.includes('1#2') && deliveries.includes('2#2'));
    expect(deliveries.filter((one) => one.startsWith('3'))).toEqual(['3#1']);
    // A server that is ended now may forget what it was told last, so 3 may come once more: at least once.
    await server.kill9();
    await server.restart();
    await waitFor(() => messaging.isConnected());
    await planRequest(4);
    await waitFor(() => deliveries.includes('4#1'), { timeoutMs: 20_000 });
  }, 60_000);

  it('is made again when somebody deleted it', async () => {
    const done: number[] = [];
    await consume(async (delivery) => {
      await delivery.ack();
      done.push(numberIn(delivery));
    });
    await planRequest(1);
    await waitFor(() => done.length === 1);
    await asOperator((manager) => manager.consumers.delete('JOURNAL', 'planner'));
    await planRequest(2);
    await waitFor(() => done.includes(2), { timeoutMs: 20_000 });
  }, 60_000);

  it('hands over what is stored after the stream was set back to an older copy than its consumer', async () => {
    const consumers = 'jetstream/$G/streams/JOURNAL/obs';
    const copy = tempDirectory('knockem-copy-');
    const done: number[] = [];
    await consume(async (delivery) => {
      await delivery.ack();
      done.push(numberIn(delivery));
    });
    await planRequest(1);
    await waitFor(() => done.length === 1);
    await server.restart();
    cpSync(server.storeDir, copy.path, { recursive: true });
    await waitFor(() => messaging.isConnected());
    for (const n of range(2, 9)) await planRequest(n);
    await waitFor(() => done.includes(9), { timeoutMs: 20_000 });
    // An orderly end writes down how far the consumer is.
    await server.restart();
    cpSync(join(server.storeDir, consumers), join(copy.path, consumers), { recursive: true });
    await server.kill9();
    rmSync(server.storeDir, { recursive: true });
    cpSync(copy.path, server.storeDir, { recursive: true });
    await server.restart();
    await waitFor(() => messaging.isConnected());
    // What the consumer takes for delivered has the sequences of these.
    for (const n of range(11, 13)) await planRequest(n);
    await waitFor(() => [11, 12, 13].every((n) => done.includes(n)), { timeoutMs: 30_000 });
    copy.remove();
  }, 90_000);

  it('waits for what is under way when it stops', async () => {
    const inside = new TestSignal<void>('inside');
    let release: () => void = () => undefined;
    let acknowledged = false;
    const consumer = await consume(async (delivery) => {
      inside.emit();
      await new Promise<void>((resolve) => (release = resolve));
      await delivery.ack();
      acknowledged = true;
    });
    await planRequest(1);
    await inside.next();
    const stopped = consumer.stop();
    release();
    await stopped;
    expect(acknowledged).toBe(true);
  });
});
