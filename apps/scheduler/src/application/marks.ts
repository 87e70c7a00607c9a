import type { Collection, StreamedDocument } from '#contracts';

/**
 * "This document changed": which rows of which collection, and the version of the last change. `settled`: competitions
 * of an assay and their results, by the versions with which they were settled.
 */
export interface Mark {
  readonly collection: Collection | 'settled';
  readonly owner: number;
  readonly first: number;
  readonly last: number;
  readonly version: number;
}

/** The table of marks. A mark that changed since it was read is left alone by `published` and `drop`. */
export interface Outbox {
  /** `more`: there are others. */
  unpublished(limit: number): { readonly marks: readonly Mark[]; readonly more: boolean };
  published(marks: readonly Mark[], streamSequence: number): void;
  drop(marks: readonly Mark[]): void;
}

/** Documents of one collection and one submission. */
export interface Rendered {
  readonly collection: Collection;
  readonly submissionId?: string;
  readonly documents: readonly StreamedDocument[];
}

export interface Renderer {
  /** Before the marks of a round. */
  begin(): void;
  /** The mark's documents, as many at a time as may be in memory. */
  render(mark: Mark): Iterable<Rendered>;
}

/** One message: the newest versions of documents of one collection and one submission. */
export interface OutgoingBatch extends Rendered {
  /** JSON text of each document. */
  readonly texts: readonly string[];
  readonly marks: readonly Mark[];
}

export interface BatchPublisher {
  /** Resolves with the stream sequence of the PubAck, when all that has to follow the documents is stored too. */
  publish(batch: OutgoingBatch): Promise<number>;
}
