import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { type ApiEndpoint, type ApiReply, Subjects } from '#contracts';
import { ObjectStoreBlobs } from './blobs';
import { type Link, openLink } from './connection';
import { DurableConsumer } from './consumer';
import { JournalReader } from './journal-reader';
import { encode, natsHeaders, Publisher, refuseTooLarge } from './publisher';
import { Requests, valueOf } from './requests';
import { Streams } from './streams';
import { Tail } from './tail';
import type {
  ConsumeOptions,
  Delivery,
  Messaging,
  MessagingOptions,
  PublishAck,
  PublishOptions,
  Stoppable,
  StoredMessage,
  StreamKey,
  StreamState,
} from './types';

/** Connects to nats-server; rejects within five seconds when it is not there. Creates nothing: see `ensureStreams`. */
export async function connectMessaging(options: MessagingOptions): Promise<Messaging> {
  const link = await openLink(options);
  // The library's own check of JetStream would give a bare error; ensureStreams gives a sentence.
  const manager = await jetstreamManager(link.connection, { checkAPI: false });
  return new NatsMessaging(link, jetstream(link.connection), manager, options);
}

class NatsMessaging implements Messaging {
  readonly subjects: Subjects;
  readonly blobs: ObjectStoreBlobs;
  private readonly streams: Streams;
  private readonly publisher: Publisher;
  private readonly requests: Requests;
  private ensured = false;

  constructor(
    private readonly link: Link,
    client: JetStreamClient,
    private readonly manager: JetStreamManager,
    options: MessagingOptions,
  ) {
    this.subjects = new Subjects(options.runmode);
    this.blobs = new ObjectStoreBlobs(link, client, manager, options.runmode);
    this.streams = new Streams(manager, options.runmode);
    this.publisher = new Publisher(link, client, options.isTraced);
    this.requests = new Requests(link, this.subjects);
    link.onStatus((status) => status === 'connected' && this.restoreStreams());
  }

  async ensureStreams(): Promise<void> {
    await this.streams.ensureAll();
    await this.blobs.ensure();
    this.ensured = true;
  }

  streamState(stream: StreamKey): Promise<StreamState> {
    return this.streams.state(stream);
  }

  storedAt(stream: StreamKey, sequence: number): Promise<string | undefined> {
    return this.streams.storedAt(stream, sequence);
  }

  firstFrom(stream: StreamKey, sequence: number, filter: string): Promise<StoredMessage | undefined> {
    return this.streams.firstFrom(stream, sequence, filter);
  }

  discard(stream: StreamKey, sequence: number): Promise<boolean> {
    return this.streams.discard(stream, sequence);
  }

  publish(subject: string, body: unknown, options: PublishOptions = {}): Promise<PublishAck> {
    return this.publisher.publish(subject, body, options);
  }

  publishCore(subject: string, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
    const payload = encode(body);
    refuseTooLarge(this.link, subject, payload);
    this.link.connection.publish(subject, payload, { headers: natsHeaders(headers) });
  }

  flush(): Promise<void> {
    return this.link.isConnected()
      ? this.link.whileConnected(this.link.connection.flush())
      : Promise.reject(this.link.away());
  }

  lastOn(stream: StreamKey, subject: string): Promise<StoredMessage | undefined> {
    return this.streams.lastOn(stream, subject);
  }

  readJournal(options: Parameters<Messaging['readJournal']>[0]): Promise<Stoppable> {
    return new JournalReader(this.link, this.manager, this.streams, options).start();
  }

  tail(options: Parameters<Messaging['tail']>[0]): Promise<Stoppable> {
    return new Tail(this.link, this.manager, this.streams, options).start();
  }

  consume(options: ConsumeOptions, onDelivery: (delivery: Delivery) => Promise<void>): Promise<Stoppable> {
    return new DurableConsumer(this.link, this.manager, this.streams, options, onDelivery).start();
  }

  subscribe: Messaging['subscribe'] = (subject, onMessage, options) =>
    this.requests.subscribe(subject, onMessage, options);

  respond: Messaging['respond'] = (endpoint, answer, options) =>
    this.requests.respond(endpoint, answer, options);

  async request<Reply>(
    endpoint: ApiEndpoint,
    body: unknown,
    options: { timeoutMs: number; schema?: string },
  ): Promise<Reply> {
    return valueOf<Reply>(await this.requests.ask(endpoint, body, options));
  }

  requestRaw(
    endpoint: ApiEndpoint,
    body: unknown,
    options: { timeoutMs: number },
  ): Promise<ApiReply<unknown>> {
    return this.requests.ask(endpoint, body, options);
  }

  isConnected(): boolean {
    return this.link.isConnected();
  }

  onStatus(listener: (status: 'connected' | 'disconnected') => void): void {
    this.link.onStatus(listener);
  }

  close(): Promise<void> {
    return this.link.close();
  }

  /** A server that came back with an empty store gets its streams again. Failures show at the next publish or read. */
  private restoreStreams(): void {
    if (this.ensured) this.ensureStreams().catch(() => undefined);
  }
}
