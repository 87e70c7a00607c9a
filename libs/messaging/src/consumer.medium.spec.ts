// Real: nats-server with JetStream, ended and started again. Nothing is mocked.
import { tempDirectory, TestSignal, waitFor } from '#testing';
import type { Delivery, Messaging, Stoppable } from './index';
import { asOperator, numberIn, range, StreamsUnderTest } from './streams-under-test.conformance';

const streams = StreamsUnderTest.forEachTest();

describe('consume', () => {
  const planRequest = (n: number): Promise<unknown> =>
    streams.messaging.publish(streams.messaging.subjects.planRequest(`s${n}`), { n });

  const consume = async (
    onDelivery: (delivery: Delivery) => Promise<void>,
    extra: Partial<Parameters<Messaging['consume']>[0]> = {},
  ): Promise<Stoppable> => {
    const consumer = await streams.messaging.consume(
      {
        stream: 'journal',
        durable: 'planner',
        filter: streams.messaging.subjects.all.planRequests(),
        ackWaitMs: 2_000,
        maxDeliver: 5,
        maxInFlight: 3,
        ...extra,
      },
      onDelivery,
    );
    streams.readers.push(consumer);
    return consumer;
  };

  /** Acknowledges all that comes; their numbers. */
  async function consumeAll(): Promise<number[]> {
    const done: number[] = [];
    await consume(async (delivery) => {
      await delivery.ack();
      done.push(numberIn(delivery));
    });
    return done;
  }

  it('hands over each until it is acknowledged, no more at a time than it may', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    for (const n of range(1, 30)) await planRequest(n);
    await streams.publish(99);
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
    await streams.server.kill9();
    await streams.server.restart();
    await waitFor(() => streams.messaging.isConnected());
    await planRequest(4);
    await waitFor(() => deliveries.includes('4#1'), { timeoutMs: 20_000 });
  }, 60_000);

  it('is made again when somebody deleted it', async () => {
    const done = await consumeAll();
    await planRequest(1);
    await waitFor(() => done.length === 1);
    await asOperator(streams.server, (manager) => manager.consumers.delete('JOURNAL', 'planner'));
    await planRequest(2);
    await waitFor(() => done.includes(2), { timeoutMs: 20_000 });
  }, 60_000);

  it('hands over what is stored after the stream was set back to an older copy than its consumer', async () => {
    const consumers = 'jetstream/$G/streams/JOURNAL/obs';
    using copy = tempDirectory('knockem-copy-');
    const done = await consumeAll();
    await planRequest(1);
    await waitFor(() => done.length === 1);
    await streams.server.restart();
    await streams.server.copyStore(copy.path);
    await waitFor(() => streams.messaging.isConnected());
    for (const n of range(2, 9)) await planRequest(n);
    await waitFor(() => done.includes(9), { timeoutMs: 20_000 });
    // An orderly end writes down how far the consumer is.
    await streams.server.restart();
    await streams.server.copyStore(copy.path, consumers);
    await streams.server.setBackStore(copy.path);
    await waitFor(() => streams.messaging.isConnected());
    // What the consumer takes for delivered has the sequences of these.
    for (const n of range(11, 13)) await planRequest(n);
    await waitFor(() => [11, 12, 13].every((n) => done.includes(n)), { timeoutMs: 30_000 });
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
