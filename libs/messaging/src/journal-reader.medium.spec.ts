// Real: nats-server with JetStream, ended and started again. Nothing is mocked.
import { rmSync } from 'node:fs';
import { tempDirectory, TestSignal, waitFor } from '#testing';
import type { Messaging, Stoppable, StreamState } from './index';
import { asOperator, numberIn, range, StreamsUnderTest } from './streams-under-test.conformance';

const streams = StreamsUnderTest.forEachTest();

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
    reading.reader = await streams.messaging.readJournal({
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
    streams.readers.push(reading.reader);
    return reading;
  }

  it('hands over what is there and what comes, in order, from its position on, in bounded batches', async () => {
    for (const n of range(1, 250)) await streams.publish(n);
    const reading = await read(10);
    await waitFor(() => reading.got.length === 240);
    await Promise.all(range(251, 700).map((n) => streams.publish(n)));
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
      await streams.publish(n);
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
    for (const n of range(1, 9)) await streams.publish(n);
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
          const stored = await streams.publish(n).then(
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
    await streams.server.kill9();
    await streams.server.restart();
    await more;
    await waitFor(() => reading.got.length >= 900, { timeoutMs: 20_000 });
    await asOperator(streams.server, async (manager) => {
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
    for (const n of range(1, 20)) await streams.publish(n);
    await inside.next();
    await streams.server.kill9();
    await streams.server.restart();
    await waitFor(() => streams.messaging.isConnected());
    release();
    await waitFor(() => got.length >= 20, { timeoutMs: 20_000 });
    expect(got).toEqual(range(1, 20));
  }, 60_000);

  it('asks where to go on when the stream was made anew', async () => {
    const reading = await read(0);
    for (const n of range(1, 5)) await streams.publish(n);
    await waitFor(() => reading.got.length === 5);
    await asOperator(streams.server, (manager) => manager.streams.delete('JOURNAL'));
    await waitFor(() => reading.resets.length === 1, { timeoutMs: 20_000 });
    for (const n of range(101, 110)) await streams.publish(n);
    await waitFor(() => reading.got.length === 15, { timeoutMs: 20_000 });
    expect(reading.got.slice(5)).toEqual(range(101, 110));
  }, 60_000);

  it('asks where to go on when the stream ends before its position', async () => {
    await streams.publish(1);
    const reading = await read(77);
    expect(reading.resets).toMatchObject([{ lastSequence: 1 }]);
    await waitFor(() => reading.got.length === 1);
  });

  it('asks where to go on when nats-server comes back with an empty store, and the streams are there again', async () => {
    const reading = await read(0);
    for (const n of range(1, 5)) await streams.publish(n);
    await waitFor(() => reading.got.length === 5);
    await streams.server.kill9();
    rmSync(streams.server.storeDir, { recursive: true });
    await streams.server.restart();
    await waitFor(() => reading.resets.length > 0, { timeoutMs: 20_000 });
    await streams.publish(201);
    await waitFor(() => reading.got.includes(201), { timeoutMs: 20_000 });
    expect(await streams.messaging.blobs.put(Buffer.from('again'))).toMatchObject({ size: 5 });
  }, 60_000);

  it('asks where to go on when an older copy of the store came back', async () => {
    using copy = tempDirectory();
    const reading = await read(0);
    for (const n of range(1, 3)) await streams.publish(n);
    await waitFor(() => reading.got.length === 3);
    await streams.server.copyStore(copy.path);
    await waitFor(() => streams.messaging.isConnected());
    for (const n of range(4, 6)) await streams.publish(n);
    await waitFor(() => reading.got.length === 6, { timeoutMs: 20_000 });
    await streams.messaging.close();
    expect(reading.resets).toEqual([]);
    await streams.server.setBackStore(copy.path);
    await streams.connect();
    // A reader's own memory of what stands at its position ends with it: here only the end of the stream tells.
    const later = await read(6);
    expect(later.resets).toMatchObject([{ lastSequence: 3 }]);
    await waitFor(() => later.got.length === 3);
  }, 60_000);

  it('asks where to go on when another message stands at its position', async () => {
    for (const n of range(1, 3)) await streams.publish(n);
    const storedAt = await streams.messaging.storedAt('journal', 3);
    expect(storedAt).toBeDefined();
    expect(await streams.messaging.storedAt('journal', 4)).toBeUndefined();
    expect((await read(3, { afterStoredAt: storedAt })).resets).toEqual([]);
    const other = await read(3, { afterStoredAt: '2026-01-01T00:00:00.000Z' });
    expect(other.resets).toMatchObject([{ lastSequence: 3 }]);
  });

  it('stops with no batch under way, and a new reader goes on after it', async () => {
    const first = await read(0);
    for (const n of range(1, 50)) await streams.publish(n);
    await waitFor(() => first.got.length > 0);
    await first.reader.stop();
    const at = first.got.length;
    await streams.publish(51);
    const second = await read(at);
    await waitFor(() => second.got.length === 51 - at);
    expect([...first.got, ...second.got]).toEqual(range(1, 51));
    expect(first.got).toHaveLength(at);
  });
});
