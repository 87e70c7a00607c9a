import { AckPolicy, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { type Msg, nanos } from '@nats-io/transport-node';
import { BackOff, Pause } from './back-off';
import type { Link } from './connection';
import { PullSession } from './pull-session';
import { type Session, SessionKeeper } from './sessions';
import { deliveredMessage, type DeliveryFacts } from './stored-message';
import type { Streams } from './streams';
import type { Messaging, Stoppable, StoredMessage } from './types';

type JournalOptions = Parameters<Messaging['readJournal']>[0];

/** The server forgets the cursor of a reader that has gone after this. */
const CURSOR_IDLE_MS = 60_000;
/** Messages in one pull: bounds the memory of a reader at two of these. */
const MAX_PULL = 256;

/**
 * Hands over a stream in order, each message exactly once per life of this reader: the cursor on the server is
 * disposable, the truth is `position`, the sequence of the last message whose batch was accepted. Whatever happens to
 * the connection, the server or the cursor, a new cursor begins at `position` + 1.
 *
 * Not the same stream any more (made anew, ending before `position`, or another message stands at `position`): the
 * owner is asked where to go on. Between two lives the owner's own stored position decides.
 */
export class JournalReader implements Stoppable {
  private readonly keeper: SessionKeeper;
  private readonly backOff = new BackOff();
  private readonly pause = new Pause();
  private position: number;
  private positionStoredAt?: string;
  private streamCreated?: string;
  private queue: StoredMessage[] = [];
  private handing: Promise<void> | undefined;
  private cursor?: PullSession;
  private stopped = false;

  constructor(
    private readonly link: Link,
    private readonly manager: JetStreamManager,
    private readonly streams: Streams,
    private readonly options: JournalOptions,
  ) {
    this.position = options.afterSequence;
    this.positionStoredAt = options.afterStoredAt;
    this.keeper = new SessionKeeper(link, (broken) => this.open(broken), options.onError);
  }

  async start(): Promise<Stoppable> {
    await this.keeper.start();
    return this;
  }

  /** Resolves when no `onBatch` is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.queue = [];
    this.pause.cancel();
    await this.keeper.stop();
    await this.handing;
  }

  private async open(broken: (error: Error) => void): Promise<Session> {
    // A batch under way belongs to the former cursor: only when it is through is `position` the truth.
    this.queue = [];
    await this.handing;
    await this.checkStream();
    const stream = this.streams.nameOf(this.options.stream);
    const { name } = await this.manager.consumers.add(stream, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.position + 1,
      ack_policy: AckPolicy.None,
      inactive_threshold: nanos(CURSOR_IDLE_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    let expected = 1;
    const cursor = new PullSession(this.link, stream, name, {
      onMessage: (message, facts) => {
        if (facts.consumerSequence !== expected++)
          return broken(new Error(`consumer ${name}: lost a delivery`));
        this.receive(message, facts);
      },
      onDry: () => this.pullMore(),
      onBroken: broken,
    });
    this.cursor = cursor;
    this.pullMore();
    return { close: () => this.drop(cursor, stream, name) };
  }

  private drop(cursor: PullSession, stream: string, name: string): void {
    cursor.close();
    this.cursor = undefined;
    this.queue = [];
    if (this.link.isConnected()) this.manager.consumers.delete(stream, name).catch(() => undefined);
  }

  private async checkStream(): Promise<void> {
    const { stream, onReset } = this.options;
    if (!(await this.streams.stateIfThere(stream))) await this.streams.ensure(stream);
    const state = await this.streams.state(stream);
    const madeAnew = this.streamCreated !== undefined && this.streamCreated !== state.created;
    if (madeAnew || state.lastSequence < this.position || (await this.isRewritten())) {
      this.position = await onReset(state);
      this.positionStoredAt = undefined;
    }
    this.streamCreated = state.created;
  }

  /** A store set back to an older copy and grown again: another message now has the sequence that we have applied. */
  private async isRewritten(): Promise<boolean> {
    if (this.positionStoredAt === undefined) return false;
    const storedAt = await this.streams.storedAt(this.options.stream, this.position);
    return storedAt !== undefined && storedAt !== this.positionStoredAt;
  }

  private receive(message: Msg, facts: DeliveryFacts): void {
    this.keeper.proven();
    this.queue.push(deliveredMessage(message, facts));
    this.handing ??= this.hand().finally(() => (this.handing = undefined));
  }

  private pullMore(): void {
    const batch = Math.min(this.options.maxBatch, MAX_PULL);
    if (this.cursor?.open === 0 && this.queue.length < batch) this.cursor.pull(batch);
  }

  private async hand(): Promise<void> {
    // What arrives in the same breath goes into one batch.
    await new Promise(setImmediate);
    while (this.queue.length > 0 && !this.stopped) {
      const batch = this.queue.splice(0, this.options.maxBatch);
      if (!(await this.accepted(batch))) return;
      const last = batch[batch.length - 1];
      this.position = last.sequence;
      this.positionStoredAt = last.storedAt;
      this.pullMore();
    }
  }

  /** The same batch again and again until its owner takes it; false when the reader was stopped meanwhile. */
  private async accepted(batch: readonly StoredMessage[]): Promise<boolean> {
    for (;;) {
      try {
        await this.options.onBatch(batch);
        this.backOff.reset();
        return true;
      } catch (error) {
        this.options.onError?.(error as Error);
        if (this.stopped) return false;
        await this.pause.wait(this.backOff.nextMs());
        if (this.stopped) return false;
      }
    }
  }
}
