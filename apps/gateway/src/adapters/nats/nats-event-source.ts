import type { KnockemEvent, Subjects } from '#contracts';
import type { Messaging, Stoppable } from '#messaging';
import type { EventSource, SequencedEvent } from '../../application/follow-submission';
import type { AllEvents } from '../../application/follow-submissions';
import { answering } from '../answering';

type Listener = (event: SequencedEvent) => void;

/**
 * Events for all followers from two subscriptions of the whole gateway: the stored events (one tail of RECORDS, which
 * survives restarts of the server) and the progress (core NATS). Only a follower that resumes gets a tail of its own,
 * because it starts in the past.
 */
export class NatsEventSource implements EventSource, AllEvents {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly listenersToAll = new Set<Listener>();
  private shared: Promise<Stoppable[]> | undefined;

  constructor(private readonly messaging: Messaging) {}

  async start(): Promise<void> {
    this.shared ??= this.subscribe();
    await this.shared;
  }

  async stop(): Promise<void> {
    const running = (await this.shared) ?? [];
    this.shared = undefined;
    await Promise.all(running.map((subscription) => subscription.stop()));
  }

  listen(submissionId: string, onEvent: Listener): () => Promise<void> {
    return this.add(submissionId, onEvent);
  }

  listenToAll(onEvent: Listener): () => Promise<void> {
    // Two followers may come with the same function.
    const listener: Listener = (event) => onEvent(event);
    this.listenersToAll.add(listener);
    return async () => void this.listenersToAll.delete(listener);
  }

  async resume(submissionId: string, afterSequence: number, onEvent: Listener): Promise<() => Promise<void>> {
    const forget = this.add(submissionId, (event) => {
      if (event.sequence === undefined) onEvent(event);
    });
    const tail = await answering(
      'stream of events',
      this.messaging.tail({
        stream: 'records',
        filter: everyEvent(this.messaging.subjects),
        from: { sequence: afterSequence + 1 },
        onMessage: (message) => {
          const event = readEvent(message.body);
          if (event && event.submissionId === submissionId) onEvent({ event, sequence: message.sequence });
        },
      }),
    );
    return async () => {
      await forget();
      await tail.stop();
    };
  }

  async lastSequence(): Promise<number> {
    return (await answering('stream of events', this.messaging.streamState('records'))).lastSequence;
  }

  /** Followers that are told of events now. */
  get followers(): number {
    return [...this.listeners.values(), this.listenersToAll].reduce((sum, { size }) => sum + size, 0);
  }

  private async subscribe(): Promise<Stoppable[]> {
    const { subjects } = this.messaging;
    const stored = await this.messaging.tail({
      stream: 'records',
      filter: everyEvent(subjects),
      from: 'new',
      onMessage: (message) => this.hand(readEvent(message.body), message.sequence),
    });
    const progress = this.messaging.subscribe(subjects.event('progress', '*', '*'), (message) =>
      this.hand(readEvent(message.body)),
    );
    return [stored, progress];
  }

  private add(submissionId: string, listener: Listener): () => Promise<void> {
    const listeners = this.listeners.get(submissionId) ?? new Set<Listener>();
    this.listeners.set(submissionId, listeners.add(listener));
    return async () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(submissionId);
    };
  }

  private hand(event: KnockemEvent | undefined, sequence?: number): void {
    if (!event) return;
    const sequenced = { event, ...(sequence === undefined ? {} : { sequence }) };
    for (const listener of this.listeners.get(event.submissionId) ?? []) listener(sequenced);
    for (const listener of this.listenersToAll) listener(sequenced);
  }
}

/** A consumer's filter must contain a subject of its stream or be contained in one: `event.*.<id>.*` is neither. */
const everyEvent = ({ root }: Subjects): string => `${root}.event.>`;

/** Events are ours by permission; what is not one all the same is passed over. */
function readEvent(body: Uint8Array): KnockemEvent | undefined {
  try {
    const event = JSON.parse(Buffer.from(body).toString('utf8')) as Partial<KnockemEvent>;
    const known = event?.kind === 'submission' || event?.kind === 'assay' || event?.kind === 'progress';
    return known && typeof event.submissionId === 'string' ? (event as KnockemEvent) : undefined;
  } catch {
    return undefined;
  }
}
