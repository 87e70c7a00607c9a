import type { Messaging, Stoppable, StoredMessage, StreamState } from '#messaging';
import type { JournalEntry } from '../../application/journal-entry';
import type { DeadLetters, RefusedMessage } from './dead-letters';
import { passOver, readJournalMessage } from './journal-message';
import { type JournalTrail, lastAgreed } from './last-agreed';

export interface JournalPosition {
  readonly sequence: number;
  /** Creation time of the stream that the position belongs to; absent before the first message. */
  readonly streamCreated?: string;
  /** When the message at the position was stored, where that is known. */
  readonly storedAt?: string;
}

export interface JournalApplied {
  /** Entries whose effect and position are stored. */
  readonly applied: number;
  /** Why the entry after those was not applied. */
  readonly refusal?: {
    readonly sequence: number;
    readonly reason: string;
    readonly problems: readonly string[];
  };
}

/** What the reader needs of the use case and the store. */
export interface Journal {
  position(): JournalPosition;
  /** Applies entries and their position in one transaction, up to the first that is refused. */
  apply(entries: readonly JournalEntry[]): JournalApplied;
  /** The stream is another one, or an older copy: position, epoch + 1, marks and open plans again. */
  reset(position: { readonly sequence: number; readonly streamCreated: string }): void;
  readonly trail: JournalTrail;
  /** The stream that positions belong to from now on, when none was known. */
  nameStream(streamCreated: string): void;
}

export interface JournalReaderOptions {
  /** The stream is another one, or an older copy: what else the store may have lost is put back, before anything is asked for. */
  readonly beforeReset: () => Promise<void>;
  readonly onError: (error: Error) => void;
  /** A log line of what happened to the stream. */
  readonly onReset: (sentence: string) => void;
  /** Messages that were never applied have left the stream. */
  readonly onGap: (sentence: string) => void;
  readonly onRefused: (refused: RefusedMessage) => void;
}

type Readable = { readonly entry: JournalEntry };
type Unreadable = { readonly refused: RefusedMessage };

/** Messages read at a time. */
const MAX_BATCH = 20;
/** Messages of one transaction: a chunk of a plan takes about 4 ms with its reading, and turns wait meanwhile. */
const APPLIED_AT_A_TIME = 2;

/**
 * Reads JOURNAL in order; what is applied is known by the position in the database alone. A message that cannot be
 * applied is on DEAD before the position passes it: at least once, since a crash in between sends it again.
 */
export class JournalReader {
  private reading: Stoppable | undefined;
  private resetListener: () => void = () => undefined;
  private awaited: { readonly sequence: number; readonly reached: () => void } | undefined;

  constructor(
    private readonly messaging: Messaging,
    private readonly journal: Journal,
    private readonly letters: DeadLetters,
    private readonly options: JournalReaderOptions,
  ) {}

  async start(): Promise<void> {
    const afterSequence = await this.startingPoint();
    this.reading = await this.messaging.readJournal({
      stream: 'journal',
      afterSequence,
      afterStoredAt: this.journal.position().storedAt,
      maxBatch: MAX_BATCH,
      onBatch: (messages) => this.take(messages),
      onReset: (state) => this.reset(state),
      onError: this.options.onError,
    });
  }

  /** Called after the position was set anew: what may be lost is told again. */
  afterReset(listener: () => void): void {
    this.resetListener = listener;
  }

  async stop(): Promise<void> {
    await this.reading?.stop();
  }

  /** Resolves when everything up to `sequence` is applied, or the stream turns out to be another. */
  reached(sequence: number): Promise<void> {
    return new Promise((resolve) => {
      this.awaited = { sequence, reached: resolve };
      this.tellReached();
    });
  }

  private tellReached(): void {
    if (this.awaited && this.journal.position().sequence >= this.awaited.sequence) this.awaited.reached();
  }

  /** The stream may have been made anew, or set back, while no scheduler ran. */
  private async startingPoint(): Promise<number> {
    const state = await this.messaging.streamState('journal');
    const { sequence, streamCreated } = this.journal.position();
    if (streamCreated === undefined) {
      this.journal.nameStream(state.created);
      return sequence;
    }
    if (state.firstSequence > sequence + 1) this.options.onGap(gapSentence(sequence, state));
    return streamCreated === state.created && state.lastSequence >= sequence ? sequence : this.reset(state);
  }

  private async take(messages: readonly StoredMessage[]): Promise<void> {
    const { sequence } = this.journal.position();
    const fresh = messages.filter((message) => message.sequence > sequence);
    for (let start = 0; start < fresh.length; start += APPLIED_AT_A_TIME) {
      await this.takeFew(fresh.slice(start, start + APPLIED_AT_A_TIME));
      this.tellReached();
      await new Promise(setImmediate);
    }
  }

  /** Applies what can be applied; what cannot is on DEAD before it is passed over. */
  private async takeFew(messages: readonly StoredMessage[]): Promise<void> {
    const left = messages.map((message) => ({
      message,
      ...readJournalMessage(this.messaging.subjects, message),
    }));
    while (left.length > 0) {
      const unreadable = left.findIndex((reading) => 'refused' in reading);
      const readable = left.slice(0, unreadable < 0 ? left.length : unreadable);
      const outcome = this.journal.apply(readable.map((reading) => (reading as Readable).entry));
      if (!outcome.refusal && outcome.applied < readable.length)
        throw new Error('the journal batch was neither applied nor refused');
      left.splice(0, outcome.applied);
      const refused = outcome.refusal ?? (left[0] as Partial<Unreadable> | undefined)?.refused;
      if (!refused) continue;
      const { message } = left[0];
      await this.refuse({ message, reason: refused.reason, problems: refused.problems });
      left[0] = { message, entry: passOver(message) };
    }
  }

  private async refuse(refused: RefusedMessage): Promise<void> {
    await this.letters.send(refused);
    this.options.onRefused(refused);
  }

  /**
   * A stream made anew is read from its first message: whatever is in it was journalled after the loss. An older copy
   * of our stream is read from where it parts from what was applied: what stands behind that, others have stored since.
   */
  private async reset(state: StreamState): Promise<number> {
    const { sequence, streamCreated } = this.journal.position();
    const anew = streamCreated !== state.created;
    await this.options.beforeReset();
    const next = anew ? Math.max(0, state.firstSequence - 1) : await this.lastAgreed(state);
    this.journal.reset({ sequence: next, streamCreated: state.created });
    this.options.onReset(
      anew
        ? `JOURNAL was made anew (${state.created}); reading it from its beginning`
        : `JOURNAL was set back to an older copy: it holds what was applied up to ${next}, and we were at ${sequence}; reading what came since`,
    );
    this.resetListener();
    this.awaited?.reached();
    return next;
  }

  private lastAgreed({ firstSequence, lastSequence }: StreamState): Promise<number> {
    const storedAt = (sequence: number): Promise<string | undefined> =>
      this.messaging.storedAt('journal', sequence);
    return lastAgreed({ firstSequence, lastSequence, storedAt }, this.journal.trail);
  }
}

const gapSentence = (sequence: number, { firstSequence }: StreamState): string =>
  `JOURNAL begins at ${firstSequence}, and the database is at ${sequence}: what was journalled in between is older than ` +
  `the stream keeps and cannot be applied any more; the database was away, or its backup is, for too long`;
