import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expectNoLeaks, type NatsServer, startNatsServer } from '#testing';
import { connectMessaging, type Messaging, type Stoppable } from './index';

/** A nats-server of its own for each test, a connection to it, and the readers that the test opened, ended with it. */
export class StreamsUnderTest {
  server!: NatsServer;
  messaging!: Messaging;
  readonly readers: Stoppable[] = [];

  /** Begins and ends it with each test of the file. */
  static forEachTest(): StreamsUnderTest {
    const streams = new StreamsUnderTest();
    beforeEach(async () => {
      streams.server = await startNatsServer();
      await streams.connect();
      await streams.messaging.ensureStreams();
    });
    afterEach(async () => {
      await Promise.all(streams.readers.splice(0).map((one) => one.stop()));
      await streams.messaging.close();
      await streams.server.stop();
    });
    afterAll(expectNoLeaks);
    return streams;
  }

  async connect(): Promise<void> {
    this.messaging = await connectMessaging({
      servers: this.server.url,
      name: 'spec',
      runmode: 'production',
    });
  }

  /** A command with the number n. */
  publish(n: number): Promise<unknown> {
    const { messaging } = this;
    return messaging.publish(
      messaging.subjects.submissionCommand('create', `s${n}`),
      { n },
      { messageId: `m${n}` },
    );
  }
}

/** The raw management door, for what an operator would do by hand. */
export async function asOperator<T>(
  { url }: NatsServer,
  work: (manager: JetStreamManager) => Promise<T>,
): Promise<T> {
  const connection = await connect({ servers: url });
  try {
    return await work(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}

export const numberIn = (message: { body: Uint8Array }): number =>
  (JSON.parse(Buffer.from(message.body).toString()) as { n: number }).n;

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
