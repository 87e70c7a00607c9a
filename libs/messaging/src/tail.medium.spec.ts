// Real: nats-server with JetStream, ended and started again. Nothing is mocked.
import { waitFor } from '#testing';
import type { Stoppable } from './index';
import { numberIn, range, StreamsUnderTest } from './streams-under-test.conformance';

const streams = StreamsUnderTest.forEachTest();

describe('tail', () => {
  it('shows what comes from now on, one filter only, and goes on after a kill -9', async () => {
    const got: string[] = [];
    const log = (n: number): Promise<unknown> =>
      streams.messaging.publish(streams.messaging.subjects.log('planner', n % 2 === 0 ? 'info' : 'error'), {
        n,
      });
    await log(1);
    streams.readers.push(
      await streams.messaging.tail({
        stream: 'log',
        filter: streams.messaging.subjects.all.logs('planner', 'error'),
        from: 'new',
        onMessage: (message) => got.push(`${message.sequence} ${numberIn(message)}`),
      }),
    );
    for (const n of range(2, 6)) await log(n);
    await waitFor(() => got.length === 2);
    await streams.server.kill9();
    await streams.server.restart();
    await waitFor(() => streams.messaging.isConnected());
    for (const n of range(7, 9)) await log(n);
    await waitFor(() => got.length === 4, { timeoutMs: 20_000 });
    expect(got).toEqual(['3 3', '5 5', '7 7', '9 9']);
  }, 60_000);

  it('begins at a sequence or some time ago', async () => {
    for (const n of range(1, 5)) await streams.publish(n);
    const bySequence: number[] = [];
    const byTime: number[] = [];
    const filter = streams.messaging.subjects.all.commands();
    const follow = (from: { sequence: number } | { sinceMs: number }, into: number[]): Promise<Stoppable> =>
      streams.messaging.tail({
        stream: 'journal',
        filter,
        from,
        onMessage: (message) => into.push(numberIn(message)),
      });
    streams.readers.push(
      await follow({ sequence: 4 }, bySequence),
      await follow({ sinceMs: 60_000 }, byTime),
    );
    await waitFor(() => bySequence.length === 2 && byTime.length === 5);
    expect(bySequence).toEqual([4, 5]);
  });
});
