import type { KnockemEvent } from '#contracts';
import { isTerminalSubmission } from '#domain';
import { ReadSubmission, type SubmissionState } from './read-submission';

export interface SequencedEvent {
  readonly event: KnockemEvent;
  /** Position in the stream of events; progress has none: a lost one is repaired by the next. */
  readonly sequence?: number;
}

/** Events of submissions as they happen. */
export interface EventSource {
  /** Live events of one submission; what is shared among listeners is the source's business. */
  listen(submissionId: string, onEvent: (event: SequencedEvent) => void): () => Promise<void>;
  /** The same, preceded by the stored events after `sequence`. */
  resume(
    submissionId: string,
    afterSequence: number,
    onEvent: (event: SequencedEvent) => void,
  ): Promise<() => Promise<void>>;
  /** The last position that has been taken: what comes later has a greater one. */
  lastSequence(): Promise<number>;
}

/** Where the follower's view goes: one call per event, in order. */
export interface EventSink {
  state(state: SubmissionState, sequence: number): void;
  event(event: SequencedEvent): void;
  end(status: string): void;
}

/**
 * Tells a person how a submission goes: its state now, then every event, until it has ended. Listening starts before
 * the state is read, so nothing falls between. With `afterSequence` the missed events are told again, in order.
 */
export class FollowSubmission {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly events: EventSource,
  ) {}

  /** Resolves, when following has begun, with the way to stop it. Rejects for an unknown submission. */
  async follow(submissionId: string, sink: EventSink, afterSequence?: number): Promise<() => Promise<void>> {
    const early: SequencedEvent[] = [];
    let deliver = (event: SequencedEvent): void => void early.push(event);
    const onEvent = (event: SequencedEvent): void => deliver(event);
    const stop =
      afterSequence === undefined
        ? this.events.listen(submissionId, onEvent)
        : await this.events.resume(submissionId, afterSequence, onEvent);
    try {
      const sequence = afterSequence ?? (await this.events.lastSequence().catch(() => 0));
      const state = await this.submissions.read(submissionId);
      sink.state(state, sequence);
      let ended = false;
      deliver = ({ event, sequence: at }): void => {
        if (ended) return;
        sink.event({ event, ...(at === undefined ? {} : { sequence: at }) });
        ended = endsWith(event);
        if (ended) sink.end((event as { status: string }).status);
      };
      // Of a submission that has ended already there is nothing to wait for; missed events are in its state.
      if (isTerminalSubmission(state.submission.status)) {
        sink.end(state.submission.status);
        deliver = (): void => undefined;
      }
      for (const event of early.splice(0)) if (!isOlder(event, state, afterSequence)) deliver(event);
      return stop;
    } catch (error) {
      await stop();
      throw error;
    }
  }
}

const endsWith = (event: KnockemEvent): boolean =>
  event.kind === 'submission' && isTerminalSubmission(event.status);

/** Came before the state was read, and the state has it in it. A resumed listener asked for all of them. */
function isOlder({ event }: SequencedEvent, state: SubmissionState, afterSequence?: number): boolean {
  if (afterSequence !== undefined || event.kind === 'progress') return false;
  const known =
    event.kind === 'submission'
      ? state.submission.version
      : state.assays.find((assay) => assay.id === event.assayId)?.version;
  return known !== undefined && event.version <= known;
}
