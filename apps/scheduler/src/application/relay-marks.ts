import { MAX_CHUNK, MAX_MESSAGE_BYTES, type StreamedDocument, type Collection } from '#contracts';

/** "This document changed": which rows of which collection, and the version of the last change. */
export interface Mark {
  readonly collection: Collection;
  readonly owner: number;
  readonly first: number;
  readonly last: number;
  readonly version: number;
}

/** The table of marks. A mark that changed since it was read is left alone by `published` and `drop`. */
export interface Outbox {
  unpublished(limit: number): readonly Mark[];
  published(marks: readonly Mark[], streamSequence: number): void;
  drop(marks: readonly Mark[]): void;
}

export interface Renderer {
  /** Before the marks of a round. */
  begin(): void;
  render(mark: Mark): { readonly submissionId?: string; readonly documents: readonly StreamedDocument[] };
}

/** One message: the newest versions of documents of one collection and one submission. */
export interface OutgoingBatch {
  readonly collection: Collection;
  readonly submissionId?: string;
  readonly documents: readonly StreamedDocument[];
  /** JSON text of each document. */
  readonly texts: readonly string[];
  readonly marks: readonly Mark[];
}

export interface BatchPublisher {
  /** Resolves with the stream sequence of the PubAck, when all that has to follow the documents is stored too. */
  publish(batch: OutgoingBatch): Promise<number>;
}

const MAX_IN_FLIGHT = 16;
const MARKS_PER_ROUND = 2000;
/** Documents rendered before others get the event loop: about 5 ms. */
const RENDERED_AT_A_TIME = 200;

interface OpenBatch {
  readonly collection: Collection;
  readonly submissionId?: string;
  readonly documents: StreamedDocument[];
  readonly texts: string[];
  readonly marks: Mark[];
  bytes: number;
}

/**
 * From marks to documents on the stream: reads marks in the order of their versions, renders the rows of now, packs
 * them and publishes. At least once and in no order between batches: the version decides at the record store. A mark
 * becomes *published* when every batch that holds a document of it has its PubAck; a crash before that renders it again.
 */
export class RelayMarks {
  constructor(
    private readonly outbox: Outbox,
    private readonly renderer: Renderer,
    private readonly publisher: BatchPublisher,
  ) {}

  /** One round. True when there may be more. Rejects with the first failed publish, after all others have ended. */
  async round(): Promise<boolean> {
    const marks = this.outbox.unpublished(MARKS_PER_ROUND);
    if (marks.length === 0) return false;
    this.renderer.begin();
    const flight = new Flight(this.outbox, this.publisher);
    const open = new Map<string, OpenBatch>();
    let rendered = 0;
    for (const mark of marks) {
      if (flight.failure) break;
      rendered += this.pack(mark, open, flight);
      if (rendered < RENDERED_AT_A_TIME) continue;
      rendered = 0;
      await flight.room();
    }
    for (const batch of open.values()) {
      await flight.room();
      flight.send(batch);
    }
    await flight.landed();
    return marks.length === MARKS_PER_ROUND;
  }

  /** Adds a mark's documents to the batches that are being filled; full ones take off. */
  private pack(mark: Mark, open: Map<string, OpenBatch>, flight: Flight): number {
    const { submissionId, documents } = this.renderer.render(mark);
    if (documents.length === 0) {
      this.outbox.drop([mark]);
      return 1;
    }
    flight.expect(mark);
    const key = `${mark.collection} ${submissionId ?? ''}`;
    for (const document of documents) {
      const text = JSON.stringify(document);
      const bytes = Buffer.byteLength(text) + 1;
      let batch = open.get(key);
      if (batch && (batch.documents.length >= MAX_CHUNK || batch.bytes + bytes > MAX_MESSAGE_BYTES)) {
        flight.send(batch);
        batch = undefined;
      }
      batch ??= {
        collection: mark.collection,
        submissionId,
        documents: [],
        texts: [],
        marks: [],
        bytes: 100,
      };
      open.set(key, batch);
      batch.documents.push(document);
      batch.texts.push(text);
      batch.bytes += bytes;
      if (batch.marks[batch.marks.length - 1] !== mark) {
        batch.marks.push(mark);
        flight.boards(mark);
      }
    }
    flight.complete(mark);
    return documents.length;
  }
}

/** Batches under way, at most 16 of them waited for, and which marks still have documents among them. */
class Flight {
  failure: Error | undefined;
  private readonly underWay = new Set<Promise<void>>();
  private readonly pending = new Map<Mark, { batches: number; sequence: number; packed: boolean }>();

  constructor(
    private readonly outbox: Outbox,
    private readonly publisher: BatchPublisher,
  ) {}

  expect(mark: Mark): void {
    this.pending.set(mark, { batches: 0, sequence: 0, packed: false });
  }

  boards(mark: Mark): void {
    this.state(mark).batches++;
  }

  complete(mark: Mark): void {
    this.state(mark).packed = true;
  }

  send(batch: OpenBatch): void {
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

  /** Waits until fewer than 16 are under way, and lets others have the event loop in any case. */
  async room(): Promise<void> {
    await new Promise(setImmediate);
    while (this.underWay.size >= MAX_IN_FLIGHT) await Promise.race(this.underWay);
  }

  async landed(): Promise<void> {
    await Promise.all(this.underWay);
    if (this.failure) throw this.failure;
  }

  private arrived(batch: OpenBatch, sequence: number): void {
    const done = batch.marks.filter((mark) => {
      const state = this.state(mark);
      state.sequence = Math.max(state.sequence, sequence);
      return --state.batches === 0 && state.packed;
    });
    this.outbox.published(done, Math.max(0, ...done.map((mark) => this.state(mark).sequence)));
  }

  private state(mark: Mark): { batches: number; sequence: number; packed: boolean } {
    const state = this.pending.get(mark);
    if (!state) throw new Error(`mark ${mark.collection}/${mark.owner} was not expected`);
    return state;
  }
}
