import type {
  AnyDocument,
  AssayResultDocument,
  Collection,
  DocumentBatch,
  DocumentOf,
  GenomeDocument,
  RecorderPosition,
  SubmissionDocument,
} from '#contracts';
import { KnockemError } from '#domain';
import { readDocumentBatch } from '../domain/read-document-batch';

/** A message of the RECORDS stream, as far as recording it needs. */
export interface RecordMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly schema?: string;
  readonly text: string;
  readonly storedAt?: string;
}

export interface RecordSink {
  upsertMany<C extends Collection>(
    collection: C,
    documents: readonly DocumentOf[C][],
  ): Promise<{ readonly written: number; readonly stale: number }>;
  /** What belongs to a deleted submission goes with it. */
  eraseParts(submissionId: string, deletion: { version: number; deletedAt: string }): Promise<void>;
  setPosition(position: RecorderPosition): Promise<void>;
}

/** Fills in what travelled beside a document as a blob. */
export interface BlobContents {
  genome(document: GenomeDocument): Promise<GenomeDocument>;
  assayResult(document: AssayResultDocument): Promise<AssayResultDocument>;
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
  /** `<collection>.<field>` of what was left out, because this version does not know it. */
  readonly unknownFields: readonly string[];
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
    private readonly contents: BlobContents,
    private readonly giveUp: (malformed: Malformed<M>) => Promise<void>,
  ) {}

  /** Rejects when the store or the bus is away; nothing is lost, the same messages come again. */
  async record(messages: readonly M[], streamCreated: string): Promise<Recorded> {
    const malformed: Malformed<M>[] = [];
    const batches: { message: M; batch: DocumentBatch }[] = [];
    const unknownFields = new Set<string>();
    for (const message of messages) {
      const read = readDocumentBatch(this.root, message.subject, message.schema, message.text);
      if (read.kind === 'malformed') malformed.push({ message, problems: read.problems });
      if (read.kind !== 'documents') continue;
      batches.push({ message, batch: read.batch });
      read.unknownFields.forEach((field) => unknownFields.add(`${read.batch.collection}.${field}`));
    }
    const count = await this.write(batches, malformed);
    for (const letter of malformed) await this.giveUp(letter);
    const last = messages.at(-1);
    if (last) await this.sink.setPosition(positionAt(last, streamCreated));
    return { ...count, malformed: malformed.length, unknownFields: [...unknownFields] };
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
      if (collection === 'genomes' || collection === 'assayResults') {
        for (const document of documents) add(sum, await this.writeFilled(collection, document));
      } else {
        add(sum, await this.writeChunks(collection, documents));
      }
    }
    await this.eraseParts(batches);
    return sum;
  }

  /** Last, whatever the order of the groups: parts that came before the deletion have been written by then. */
  private async eraseParts(batches: readonly DocumentBatch[]): Promise<void> {
    const submissions = batches.filter(({ collection }) => collection === 'submissions');
    for (const { id, version, deletedAt } of submissions.flatMap(
      (b) => b.documents as SubmissionDocument[],
    )) {
      if (deletedAt !== undefined) await this.sink.eraseParts(id, { version, deletedAt });
    }
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
  private async writeFilled(
    collection: 'genomes' | 'assayResults',
    document: AnyDocument,
  ): Promise<{ written: number; stale: number }> {
    if (collection === 'genomes') {
      return this.sink.upsertMany('genomes', [await this.contents.genome(document as GenomeDocument)]);
    }
    const result = await this.contents.assayResult(document as AssayResultDocument);
    return this.sink.upsertMany('assayResults', [result]);
  }
}

export const positionAt = (
  { sequence, storedAt }: Pick<RecordMessage, 'sequence' | 'storedAt'>,
  streamCreated: string,
): RecorderPosition => ({
  streamSequence: sequence,
  streamCreated,
  ...(storedAt === undefined ? {} : { storedAt }),
});

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
