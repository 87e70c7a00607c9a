import { AckPolicy, type ConsumerConfig, DeliverPolicy, type JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Link } from './connection';
import { PullSession } from './pull-session';
import { type Session, SessionKeeper } from './sessions';
import { deliveredMessage } from './stored-message';
import type { Streams } from './streams';
import type { Messaging, Stoppable } from './types';

type TailOptions = Parameters<Messaging['tail']>[0];

const CURSOR_IDLE_MS = 60_000;
const PULL = 256;

/**
 * Follows one subject filter of a stream from a place on, in order, also across breaks. Of a stream that is made anew
 * it shows everything. Promises less than the journal reader: nobody's truth depends on it.
 */
export class Tail {
  private readonly keeper: SessionKeeper;
  private nextSequence?: number;
  private streamCreated?: string;

  constructor(
    private readonly link: Link,
    private readonly manager: JetStreamManager,
    private readonly streams: Streams,
    private readonly options: TailOptions,
  ) {
    this.keeper = new SessionKeeper(link, (broken) => this.open(broken));
  }

  start(): Promise<Stoppable> {
    return this.keeper.start();
  }

  private async open(broken: (error: Error) => void): Promise<Session> {
    const stream = this.streams.nameOf(this.options.stream);
    const { name } = await this.manager.consumers.add(stream, {
      ...(await this.place()),
      filter_subject: this.options.filter,
      ack_policy: AckPolicy.None,
      inactive_threshold: nanos(CURSOR_IDLE_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    let expected = 1;
    const cursor: PullSession = new PullSession(this.link, stream, name, {
      onMessage: (message, facts) => {
        if (facts.consumerSequence !== expected++)
          return broken(new Error(`consumer ${name}: lost a delivery`));
        this.keeper.proven();
        this.nextSequence = facts.streamSequence + 1;
        this.options.onMessage(deliveredMessage(message, facts));
      },
      onDry: () => cursor.pull(PULL),
      onBroken: broken,
    });
    cursor.pull(PULL);
    const forget = (): void => void this.manager.consumers.delete(stream, name).catch(() => undefined);
    return { close: () => (cursor.close(), this.link.isConnected() && forget()) };
  }

  private async place(): Promise<Partial<ConsumerConfig>> {
    const state = await this.streams.state(this.options.stream);
    if (this.streamCreated !== undefined && this.streamCreated !== state.created) this.nextSequence = 1;
    this.streamCreated = state.created;
    const { from } = this.options;
    if (this.nextSequence === undefined) {
      if (from !== 'new' && 'sinceMs' in from) {
        const since = new Date(Date.now() - from.sinceMs).toISOString();
        return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since };
      }
      this.nextSequence = from === 'new' ? state.lastSequence + 1 : from.sequence;
    }
    return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Math.max(1, this.nextSequence) };
  }
}
