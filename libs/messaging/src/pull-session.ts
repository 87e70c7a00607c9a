import { type Msg, nanos, type Subscription } from '@nats-io/transport-node';
import type { Link } from './connection';
import { deliveryFacts, type DeliveryFacts } from './stored-message';

/** An unanswered pull lives this long on the server. */
const PULL_EXPIRES_MS = 30_000;
/** While a pull is open the server says that it lives this often. */
const HEARTBEAT_MS = 2_000;
/** Silence after which the consumer counts as gone: three heartbeats missed. */
const SILENCE_MS = 3 * HEARTBEAT_MS;

const HEARTBEAT = 100;
const NO_MESSAGES = 404;
const PULL_ENDED = 408;

export interface PullSessionEvents {
  /** Never awaited: it must queue. */
  readonly onMessage: (message: Msg, facts: DeliveryFacts) => void;
  /** Nothing is outstanding any more: pull again when there is room. */
  readonly onDry: () => void;
  /** The session is over and will say nothing more: consumer deleted, server silent, permission refused. */
  readonly onBroken: (error: Error) => void;
}

/**
 * One subscription that pulls from one consumer: the owner says how much it can take, so nothing ages in a buffer.
 * The protocol is spoken directly because the client library's iterators hide which messages are buffered and recover
 * on their own terms. A session breaks rather than repair itself; its owner opens a new one from where it stands.
 */
export class PullSession {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private watchdog?: NodeJS.Timeout;
  private outstanding = 0;
  private closed = false;

  constructor(
    private readonly link: Link,
    private readonly stream: string,
    private readonly consumer: string,
    private readonly events: PullSessionEvents,
  ) {
    this.inbox = link.newInbox();
    this.subscription = link.connection.subscribe(this.inbox, {
      callback: (error, message) => (error ? this.break(error) : this.receive(message)),
    });
  }

  /** Messages asked for and not come yet. */
  get open(): number {
    return this.outstanding;
  }

  pull(batch: number): void {
    if (this.closed) return;
    this.outstanding += batch;
    const request = { batch, expires: nanos(PULL_EXPIRES_MS), idle_heartbeat: nanos(HEARTBEAT_MS) };
    const subject = `$JS.API.CONSUMER.MSG.NEXT.${this.stream}.${this.consumer}`;
    try {
      this.link.connection.publish(subject, JSON.stringify(request), { reply: this.inbox });
    } catch (error) {
      this.break(error as Error);
      return;
    }
    this.rearm();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.watchdog);
    if (!this.link.connection.isClosed()) this.subscription.unsubscribe();
  }

  private receive(message: Msg): void {
    if (this.closed) return;
    this.rearm();
    const facts = deliveryFacts(message.reply);
    if (!facts) return this.receiveStatus(message);
    this.outstanding = Math.max(0, this.outstanding - 1);
    this.events.onMessage(message, facts);
    if (this.outstanding === 0) this.dry();
  }

  private receiveStatus(message: Msg): void {
    const code = message.headers?.code ?? 0;
    if (code === HEARTBEAT) return;
    if (code === NO_MESSAGES || code === PULL_ENDED) {
      this.outstanding = 0;
      this.dry();
      return;
    }
    this.break(
      new Error(`consumer ${this.consumer}: ${code} ${message.headers?.description ?? 'no responders'}`),
    );
  }

  private dry(): void {
    clearTimeout(this.watchdog);
    this.watchdog = undefined;
    this.events.onDry();
  }

  private rearm(): void {
    clearTimeout(this.watchdog);
    if (this.outstanding === 0) return;
    this.watchdog = setTimeout(
      () => this.break(new Error(`consumer ${this.consumer}: silent for ${SILENCE_MS} ms`)),
      SILENCE_MS,
    );
  }

  private break(error: Error): void {
    if (this.closed) return;
    this.close();
    this.events.onBroken(error);
  }
}
