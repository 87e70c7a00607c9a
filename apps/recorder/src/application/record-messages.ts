import type {
  AnyDocument,
  Collection,
  DocumentBatch,
  DocumentOf,
  GenomeDocument,
  RecorderPosition,
} from '#contracts';
import { KnockemError } from '#domain';
import { readDocumentBatch } from '../domain/read-document-batch';

/** A message of the RECORDS stream, as far as recording it needs. */
export interface RecordMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly schema?: string;
  readonly text: string;
}

export interface RecordSink {
  upsertMany<C extends Collection>(
    collection: C,
    documents: readonly DocumentOf[C][],
  ): Promise<{ readonly written: number; readonly stale: number }>;
  setPosition(position: RecorderPosition): Promise<void>;
}

export interface GenomeContents {
  /** The document as it is to be recorded: with its content, where it has any. */
  fill(genome: GenomeDocument): Promise<GenomeDocument>;
}

export interface Malformed<M> {
  readonly message: M;
  readonly problems: readonly string[];
}

export interface Recorded {
  readonly written: number;
  /** Were recorded already, in this version or a newer one. */
  readonly stale: number;
  readonly malformed: number;
}

/** Documents in one write: bounds its memory (a competition is about 1 kB) and the time that a reader waits for it. */
const MAX_WRITE = 500;

/**
 * Records messages in stream order: documents by collection, then dead letters for what is none, then the position.
 * A crash or failure in between repeats the messages from the last position, and repeating changes nothing: versions
 * guard the documents, and the broker knows a dead letter by its message id.
 */
export class RecordMessages<M extends RecordMessage> {
  constructor(
    private readonly root: string,
    private readonly sink: RecordSink,
    private readonly contents: GenomeContents,
    private readonly giveUp: (malformed: Malformed<M>) => Promise<void>,
  ) {}

  /** Rejects when the store or the bus is away; nothing is lost, the same messages come again. */
  async record(messages: readonly M[], streamCreated: string): Promise<Recorded> {
    const malformed: Malformed<M>[] = [];
    const batches: { message: M; batch: DocumentBatch }[] = [];
    for (const message of messages) {
      const read = readDocumentBatch(this.root, message.subject, message.schema, message.text);
      if (read.kind === 'malformed') malformed.push({ message, problems: read.problems });
      if (read.kind === 'documents') batches.push({ message, batch: read.batch });
    }
    const count = await this.write(batches, malformed);
    for (const letter of malformed) await this.giveUp(letter);
    const last = messages.at(-1);
    if (last) await this.sink.setPosition({ streamSequence: last.sequence, streamCreated });
    return { ...count, malformed: malformed.length };
  }

  /** All at once; where a store refuses a document that looked well, message by message to find which. */
  private async write(
    batches: readonly { message: M; batch: DocumentBatch }[],
    malformed: Malformed<M>[],
  ): Promise<{ written: number; stale: number }> {
    try {
      return await this.writeGroups(batches.map(({ batch }) => batch));
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    const sum = { written: 0, stale: 0 };
    for (const { message, batch } of batches) {
      try {
        add(sum, await this.writeGroups([batch]));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        malformed.push({ message, problems: [error.message] });
      }
    }
    return sum;
  }

  private async writeGroups(batches: readonly DocumentBatch[]): Promise<{ written: number; stale: number }> {
    const sum = { written: 0, stale: 0 };
    for (const [collection, documents] of byCollection(batches)) {
      if (collection === 'genomes') add(sum, await this.writeGenomes(documents as GenomeDocument[]));
      else add(sum, await this.writeChunks(collection, documents));
    }
    return sum;
  }

  private async writeChunks(
    collection: Collection,
    documents: readonly AnyDocument[],
  ): Promise<{ written: number; stale: number }> {
    const sum = { written: 0, stale: 0 };
    for (let from = 0; from < documents.length; from += MAX_WRITE) {
      add(sum, await this.sink.upsertMany(collection, documents.slice(from, from + MAX_WRITE)));
    }
    return sum;
  }

  /** One at a time: each may hold 15 MB. */
  private async writeGenomes(
    genomes: readonly GenomeDocument[],
  ): Promise<{ written: number; stale: number }> {
    const sum = { written: 0, stale: 0 };
    for (const genome of genomes) {
      add(sum, await this.sink.upsertMany('genomes', [await this.contents.fill(genome)]));
    }
    return sum;
  }
}

function byCollection(batches: readonly DocumentBatch[]): Map<Collection, AnyDocument[]> {
  const groups = new Map<Collection, AnyDocument[]>();
  for (const { collection, documents } of batches) {
    groups.set(collection, [...(groups.get(collection) ?? []), ...documents]);
  }
  return groups;
}

const isRefusal = (error: unknown): error is KnockemError =>
  error instanceof KnockemError && error.code === 'invalid';

function add(sum: { written: number; stale: number }, more: { written: number; stale: number }): void {
  sum.written += more.written;
  sum.stale += more.stale;
}
