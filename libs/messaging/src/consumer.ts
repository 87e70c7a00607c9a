import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { type Msg, nanos } from '@nats-io/transport-node';
import { KnockemError } from '#domain';
import type { Link } from './connection';
import { explain } from './errors';
import { PullSession } from './pull-session';
import { type Session, SessionKeeper } from './sessions';
import { deliveredMessage, type DeliveryFacts } from './stored-message';
import type { Streams } from './streams';
import type { ConsumeOptions, Delivery, Stoppable } from './types';

const ACK_MS = 5_000;
/** Whoever still waits for an answer has asked again since the server came back: no older message matters then. */
const SENT_AGAIN_MS = 600_000;
/** After a failed delivery: one second, two, four … up to half a minute. */
const retryMs = (delivery: number): number => Math.min(30_000, 1_000 * 2 ** (delivery - 1));

/**
 * A durable consumer with explicit acknowledgements: at least once, up to `maxDeliver` times. Pulls no more than can
 * start now. A delivery whose handling rejects before it was settled comes again later. Nobody may rely on order.
 */
export class DurableConsumer implements Stoppable {
  private readonly keeper: SessionKeeper;
  private readonly underWay = new Set<Promise<void>>();
  private session?: PullSession;
  private stopped = false;
  /** What was stored before has been handled; ISO-8601. Only of a consumer that was made anew. */
  private passBefore = '';

  constructor(
    private readonly link: Link,
    private readonly manager: JetStreamManager,
    private readonly streams: Streams,
    private readonly options: ConsumeOptions,
    private readonly onDelivery: (delivery: Delivery) => Promise<void>,
  ) {
    this.keeper = new SessionKeeper(link, (broken) => this.open(broken));
  }

  async start(): Promise<Stoppable> {
    await this.keeper.start();
    return this;
  }

  /** Takes no more; resolves when what is under way has been handled. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.keeper.stop();
    await Promise.allSettled([...this.underWay]);
  }

  private async open(broken: (error: Error) => void): Promise<Session> {
    const stream = this.streams.nameOf(this.options.stream);
    await this.ensure(stream);
    const session = new PullSession(this.link, stream, this.options.durable, {
      onMessage: (message, facts) => this.receive(message, facts),
      onDry: () => this.pullMore(),
      onBroken: broken,
    });
    this.session = session;
    this.pullMore();
    return { close: () => session.close() };
  }

  private async ensure(stream: string): Promise<void> {
    const wanted = {
      durable_name: this.options.durable,
      deliver_policy: DeliverPolicy.All,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(this.options.ackWaitMs),
      max_deliver: this.options.maxDeliver,
      ...(this.options.maxAckPending ? { max_ack_pending: this.options.maxAckPending } : {}),
      ...(this.options.filter ? { filter_subject: this.options.filter } : {}),
    } satisfies Partial<ConsumerConfig>;
    let echoed = await this.add(stream, wanted);
    const { lastSequence } = await this.streams.state(this.options.stream);
    if (echoed.delivered.stream_seq > lastSequence) {
      echoed = await this.makeAnew(stream, wanted);
      this.passBefore = new Date(Date.parse(echoed.created) - SENT_AGAIN_MS).toISOString();
    }
    for (const key of ['ack_wait', 'max_deliver', 'filter_subject'] as const) {
      if ((echoed.config[key] ?? '') === (wanted[key] ?? '')) continue;
      const sentence = `consumer ${this.options.durable} of stream ${stream} is configured otherwise`;
      throw new KnockemError(
        'misconfigured',
        `${sentence}: ${key} is ${echoed.config[key]}, not ${wanted[key]}`,
      );
    }
  }

  private async add(stream: string, wanted: Partial<ConsumerConfig>): Promise<ConsumerInfo> {
    try {
      return await this.manager.consumers.add(stream, wanted);
    } catch (error) {
      throw explain(error, `creating consumer ${this.options.durable} of stream ${stream}`);
    }
  }

  /**
   * The stream was set back to an older copy and this consumer was not: it takes for delivered what others store from
   * now on. The new one begins at the stream's beginning, since only so may it be found again by whoever comes later;
   * what is older than SENT_AGAIN_MS is acknowledged unseen.
   */
  private async makeAnew(stream: string, wanted: Partial<ConsumerConfig>): Promise<ConsumerInfo> {
    try {
      await this.manager.consumers.delete(stream, this.options.durable);
    } catch (error) {
      throw explain(error, `deleting consumer ${this.options.durable} of stream ${stream}`);
    }
    return this.add(stream, wanted);
  }

  private pullMore(): void {
    const free = this.options.maxInFlight - this.underWay.size;
    if (!this.stopped && this.session?.open === 0 && free > 0) this.session.pull(free);
  }

  private receive(message: Msg, facts: DeliveryFacts): void {
    this.keeper.proven();
    const handled: Promise<void> = this.handle(new NatsDelivery(this.link, message, facts)).finally(() => {
      this.underWay.delete(handled);
      this.pullMore();
    });
    this.underWay.add(handled);
  }

  private async handle(delivery: NatsDelivery): Promise<void> {
    try {
      if (delivery.storedAt < this.passBefore) await delivery.ack();
      else await this.onDelivery(delivery);
    } catch {
      delivery.retryLater(retryMs(delivery.delivery));
    }
  }
}

/** Only the first of ack, retryLater and giveUp counts. */
class NatsDelivery implements Delivery {
  readonly subject: string;
  readonly sequence: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly storedAt: string;
  readonly delivery: number;
  private settled = false;

  constructor(
    private readonly link: Link,
    private readonly message: Msg,
    facts: DeliveryFacts,
  ) {
    const stored = deliveredMessage(message, facts);
    this.subject = stored.subject;
    this.sequence = stored.sequence;
    this.headers = stored.headers;
    this.body = stored.body;
    this.storedAt = stored.storedAt;
    this.delivery = facts.delivery;
  }

  /** Resolves when the server has taken the acknowledgement; rejects `unavailable`: it will be delivered again. */
  async ack(): Promise<void> {
    if (this.settled) return;
    const reply = this.message.reply ?? '';
    try {
      await this.link.whileConnected(this.link.connection.request(reply, '+ACK', { timeout: ACK_MS }));
      this.settled = true;
    } catch (error) {
      throw explain(error, `acknowledging ${this.subject}`);
    }
  }

  retryLater(delayMs: number): void {
    this.settle(`-NAK ${JSON.stringify({ delay: nanos(Math.max(1, delayMs)) })}`);
  }

  // Bare: servers before 2.10 read a reason as an unknown word and deliver again.
  giveUp(): void {
    this.settle('+TERM');
  }

  working(): void {
    if (!this.settled) this.say('+WPI');
  }

  private settle(word: string): void {
    if (this.settled) return;
    this.settled = true;
    this.say(word);
  }

  private say(word: string): void {
    // A connection that is gone: the acknowledgement wait runs out, and it is delivered again.
    if (this.link.isConnected()) this.message.respond(Buffer.from(word));
  }
}
