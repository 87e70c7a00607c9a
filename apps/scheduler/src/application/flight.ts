import { MAX_CHUNK, MAX_MESSAGE_BYTES, type StreamedDocument } from '#contracts';
import type { BatchPublisher, Mark, Outbox, OutgoingBatch, Rendered } from './marks';

const MAX_IN_FLIGHT = 16;
/** Of the batches that are being filled, in all: a round may hold marks of a thousand submissions. */
const MAX_FILLING_BYTES = 8_000_000;
/** Of a message beside its documents. */
const FRAME_BYTES = 100;

interface OpenBatch extends OutgoingBatch {
  readonly documents: StreamedDocument[];
  readonly texts: string[];
  readonly marks: Mark[];
  bytes: number;
}

interface Aboard {
  /** Batches with documents of it that have not arrived. */
  batches: number;
  /** The highest sequence at which one arrived; 0 = none did. */
  sequence: number;
  isComplete: boolean;
}

/**
 * The batches of one round: those being filled, by collection and submission, 8 MB of them at most, those under way, at
 * most 16 of them waited for, and which marks still have documents among them. A mark is published when all of it was loaded and has arrived;
 * one without documents is dropped: its rows have gone.
 */
export class Flight {
  failure: Error | undefined;
  /** Oldest first. */
  private readonly open = new Map<string, OpenBatch>();
  private filling = 0;
  private readonly underWay = new Set<Promise<void>>();
  private readonly aboard = new Map<Mark, Aboard>();

  constructor(
    private readonly outbox: Outbox,
    private readonly publisher: BatchPublisher,
  ) {}

  /** Adds documents to the batch that is being filled; a full one takes off. */
  load(mark: Mark, { collection, submissionId, documents }: Rendered): void {
    const key = `${collection} ${submissionId ?? ''}`;
    for (const document of documents) {
      const text = JSON.stringify(document);
      const bytes = Buffer.byteLength(text) + 1;
      const batch = this.withRoom(key, bytes) ?? this.opened(key, { collection, submissionId });
      batch.documents.push(document);
      batch.texts.push(text);
      batch.bytes += bytes;
      this.filling += bytes;
      this.board(mark, batch);
      for (const [oldest] of this.open) {
        if (this.filling <= MAX_FILLING_BYTES) break;
        this.takeOff(oldest);
      }
    }
  }

  /** All of it is loaded. */
  complete(mark: Mark): void {
    const aboard = this.aboardOf(mark);
    aboard.isComplete = true;
    if (aboard.batches > 0) return;
    if (aboard.sequence > 0) this.outbox.published([mark], aboard.sequence);
    else this.outbox.drop([mark]);
  }

  /** Waits until fewer than 16 are under way, and lets others have the event loop in any case. */
  async room(): Promise<void> {
    await new Promise(setImmediate);
    while (this.underWay.size >= MAX_IN_FLIGHT) await Promise.race(this.underWay);
  }

  /** What is still open takes off; resolves when all has arrived, rejects with the first failure. */
  async land(): Promise<void> {
    for (const [key] of this.open) {
      if (this.underWay.size >= MAX_IN_FLIGHT) await this.room();
      this.takeOff(key);
    }
    await Promise.all(this.underWay);
    if (this.failure) throw this.failure;
  }

  /** The open batch, unless it is full: then it takes off. */
  private withRoom(key: string, bytes: number): OpenBatch | undefined {
    const batch = this.open.get(key);
    if (!batch || (batch.documents.length < MAX_CHUNK && batch.bytes + bytes <= MAX_MESSAGE_BYTES))
      return batch;
    this.takeOff(key);
    return undefined;
  }

  private opened(key: string, { collection, submissionId }: Omit<Rendered, 'documents'>): OpenBatch {
    const batch = { collection, submissionId, documents: [], texts: [], marks: [], bytes: FRAME_BYTES };
    this.open.set(key, batch);
    this.filling += batch.bytes;
    return batch;
  }

  private takeOff(key: string): void {
    const batch = this.open.get(key)!;
    this.open.delete(key);
    this.filling -= batch.bytes;
    this.send(batch);
  }

  private board(mark: Mark, batch: OpenBatch): void {
    if (batch.marks[batch.marks.length - 1] === mark) return;
    batch.marks.push(mark);
    this.aboardOf(mark).batches++;
  }

  private send(batch: OpenBatch): void {
    if (this.failure) return;
    const sent = this.publisher
      .publish(batch)
      .then((sequence) => this.arrived(batch, sequence))
      .catch((error: Error) => {
        this.failure ??= error;
      })
      .finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }

  private arrived(batch: OpenBatch, sequence: number): void {
    const done = batch.marks.filter((mark) => {
      const aboard = this.aboardOf(mark);
      aboard.sequence = Math.max(aboard.sequence, sequence);
      return --aboard.batches === 0 && aboard.isComplete;
    });
    this.outbox.published(done, Math.max(0, ...done.map((mark) => this.aboardOf(mark).sequence)));
  }

  private aboardOf(mark: Mark): Aboard {
    let aboard = this.aboard.get(mark);
    if (!aboard) {
      aboard = { batches: 0, sequence: 0, isComplete: false };
      this.aboard.set(mark, aboard);
    }
    return aboard;
  }
}
