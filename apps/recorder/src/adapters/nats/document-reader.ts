import { SCHEMA_HEADER, type RecorderPosition, type RecordsReplayed } from '#contracts';
import type { Messaging, Stoppable, StoredMessage, StreamState } from '#messaging';
import type { RecordWriter } from '#records';
import { FillFromBlobs } from '../../application/fill-from-blobs';
import {
  positionAt,
  RecordMessages,
  type Malformed,
  type Recorded,
  type RecordMessage,
} from '../../application/record-messages';
import { resume } from '../../domain/resume';
import type { DeadLetters } from './dead-letters';

export interface DocumentReaderEvents {
  onRecorded(recorded: Recorded, position: RecorderPosition): void;
  onMalformed(message: StoredMessage, problems: readonly string[]): void;
  /** What travels as a blob is nowhere, or too large for a record. */
  onContentMissing(what: 'genome' | 'assay result', id: string, digest: string): void;
  /** Absent: nobody follows single documents. `tookMs`: of the whole batch. */
  readonly onBatch?: (batch: readonly StoredMessage[], tookMs: number) => void;
  onStartedOver(sentence: string): void;
  /** Told at every failed try; `onRecovered` once when a try succeeds again. */
  onFailure(error: Error): void;
  onRecovered(): void;
}

type Readable = RecordMessage & { readonly stored: StoredMessage };

/** Messages in one batch: at most 500 documents each, so a batch stays below 32 MB. */
const MAX_BATCH = 64;

/**
 * Reads RECORDS in order from the position that stands beside the records. A batch that cannot be recorded (store or
 * bus away) is tried again with growing delays for as long as it takes; nothing behind it is touched meanwhile.
 */
export class DocumentReader {
  private readonly messages: RecordMessages<Readable>;
  private reading: Stoppable | undefined;
  private current: RecorderPosition = { streamSequence: 0, streamCreated: '' };
  private failure: Error | undefined;

  constructor(
    private readonly messaging: Messaging,
    private readonly writer: RecordWriter,
    private readonly letters: DeadLetters,
    private readonly events: DocumentReaderEvents,
  ) {
    const contents = new FillFromBlobs(messaging.blobs, writer, (...missing) =>
      events.onContentMissing(...missing),
    );
    this.messages = new RecordMessages(messaging.subjects.root, writer, contents, (malformed) =>
      this.giveUp(malformed),
    );
  }

  async start(): Promise<void> {
    const stored = await this.writer.position();
    const { position, startedOver } = resume(stored, await this.messaging.streamState('records'));
    this.current = position;
    if (startedOver !== undefined) await this.startOver(position, startedOver);
    await this.read();
  }

  /** Everything that the stream holds is recorded once more: what the records have already stays as it is. */
  async replay(): Promise<RecordsReplayed> {
    const state = await this.messaging.streamState('records');
    await this.stop();
    await this.startOver(resume(undefined, state).position, 'asked to');
    await this.read();
    return { fromSequence: state.firstSequence, toSequence: state.lastSequence };
  }

  private async read(): Promise<void> {
    this.reading = await this.messaging.readJournal({
      stream: 'records',
      afterSequence: this.current.streamSequence,
      afterStoredAt: this.current.storedAt,
      maxBatch: MAX_BATCH,
      onBatch: (batch) => this.take(batch),
      onReset: (state) => this.reset(state),
      onError: (error) => this.failed(error),
    });
  }

  async stop(): Promise<void> {
    await this.reading?.stop();
  }

  /** What the records are known to hold. */
  position(): RecorderPosition {
    return this.current;
  }

  /** Why nothing can be recorded at the moment. */
  whyNot(): string | undefined {
    return this.failure && `documents cannot be recorded: ${this.failure.message}`;
  }

  private async take(batch: readonly StoredMessage[]): Promise<void> {
    const { streamCreated } = this.current;
    const startedAt = performance.now();
    const recorded = await this.messages.record(batch.map(readable), streamCreated);
    this.current = positionAt(batch[batch.length - 1], streamCreated);
    this.recovered();
    this.events.onRecorded(recorded, this.current);
    this.events.onBatch?.(batch, performance.now() - startedAt);
  }

  /** The reader has noticed that the stream is not the one that it was reading, or an older copy of it. */
  private async reset(state: StreamState): Promise<number> {
    const { position } = resume(undefined, state);
    await this.startOver(position, 'the RECORDS stream is another one, or an older copy of itself');
    return position.streamSequence;
  }

  /** Tells the store at once: by a position in a stream that has gone the scheduler would forget unrecorded documents. */
  private async startOver(position: RecorderPosition, why: string): Promise<void> {
    await this.writer.setPosition(position);
    this.current = position;
    this.events.onStartedOver(why);
  }

  private async giveUp({ message, problems }: Malformed<Readable>): Promise<void> {
    await this.letters.send(message.stored, problems);
    this.events.onMalformed(message.stored, problems);
  }

  private failed(error: Error): void {
    this.failure = error;
    this.events.onFailure(error);
  }

  private recovered(): void {
    if (this.failure) this.events.onRecovered();
    this.failure = undefined;
  }
}

const readable = (stored: StoredMessage): Readable => ({
  subject: stored.subject,
  sequence: stored.sequence,
  storedAt: stored.storedAt,
  schema: stored.headers[SCHEMA_HEADER],
  text: Buffer.from(stored.body).toString('utf8'),
  stored,
});
