import type {
  AssayDocument,
  BackupFile,
  Collection,
  CompetitionDocument,
  CompetitionResultDocument,
  DocumentOf,
  GenomeDocument,
  RecorderPosition,
  SubmissionDocument,
} from '#contracts';
import type { CompetitionState, SubmissionState } from '#domain';

/** What became of a batch: `written` are new or newer, `stale` met a record of the same or a newer version. */
export interface UpsertCount {
  readonly written: number;
  readonly stale: number;
}

/** What a retention sweep takes: deletions older than one instant, and (where given) everything older than another. */
export interface RetentionLimits {
  /**
   * ISO instant. A deletion stays as a document until no older version of it can arrive any more: keep it longer
   * than the RECORDS stream keeps messages (14 days), or a replay would bring the deleted document back.
   */
  readonly deletedBefore: string;
  /** ISO instant, compared with `datetime`; absent: records are kept for ever. */
  readonly datetimeBefore?: string;
}

/**
 * The write side, for the recorder alone (one writer per store).
 *
 * Promises: an upsert is idempotent and the newest version wins, whatever the order and however often documents
 * arrive; when `upsertMany` has resolved, its documents are read by others and survive a crash of the process; when
 * `setPosition` has, all that was written before survives a power cut. Not promised: that a batch is atomic. The
 * position is written after the documents it covers, so a crash in between repeats documents and never skips any.
 */
export interface RecordWriter {
  /** Makes tables, collections and indexes; resolves when they can be used. Idempotent. */
  prepare(): Promise<void>;
  upsertMany<C extends Collection>(collection: C, documents: readonly DocumentOf[C][]): Promise<UpsertCount>;
  /** Undefined in a new store. */
  position(): Promise<RecorderPosition | undefined>;
  setPosition(position: RecorderPosition): Promise<void>;
  /**
   * What belongs to a deleted submission (assays, results, competitions) becomes a deletion of this version: its content
   * goes at once, and older versions that come late do not bring it back. The submission's own deletion is a document
   * like any other. Idempotent; not atomic: a crash in between repeats it.
   */
  eraseParts(submissionId: string, deletion: { version: number; deletedAt: string }): Promise<void>;
  /** A genome as it stands, for a newer version whose blob has gone. */
  storedGenome(genomeId: string): Promise<GenomeDocument | undefined>;
  /** Removes at most `limit` records past their time and tells how many; call again until it says 0. */
  removeExpired(limits: RetentionLimits, limit: number): Promise<number>;
  /** Those of the blobs that a record names which is not deleted. Looks through everything, a part at a time. */
  namedBlobs(digests: readonly string[]): Promise<string[]>;
  /** A checked copy in `file` as of now, while writing goes on; undefined of a record server, which has its own tools. */
  backUp(file: string): Promise<BackupFile | undefined>;
  /** Rejects with a sentence when the store cannot be used now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface PageRequest {
  readonly limit: number;
  /** `next` of the page before. Opaque, and only good for the same filter. */
  readonly cursor?: string;
}

/** Pages are keyed by the last row shown, so rows added meanwhile neither repeat nor hide others. */
export interface Page<T> {
  readonly documents: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}

export interface SubmissionFilter {
  readonly userEmail?: string;
  readonly status?: SubmissionState;
  /** ISO instants, on `datetime`: from is inclusive, to is exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** One of submissionId and assayId must be given. */
export interface CompetitionFilter {
  readonly submissionId?: string;
  readonly assayId?: string;
  readonly status?: CompetitionState;
  /** Inclusive both. */
  readonly fromOrdinal?: number;
  readonly toOrdinal?: number;
}

/** A competition with what it measured; only completed ones have a result. */
export interface CompetitionRow {
  readonly competition: CompetitionDocument;
  readonly result?: CompetitionResultDocument;
}

/** A genome as lists show it: everything but its content, which may be 15 MB. */
export type GenomeSummary = Omit<GenomeDocument, 'genomeContent'>;

/** The read side, for the gateway. Documents with `deletedAt` are not there. */
export interface RecordReader {
  get<C extends Collection>(collection: C, key: string): Promise<DocumentOf[C] | undefined>;
  /** Those that are there, in no order. */
  getMany<C extends Collection>(collection: C, keys: readonly string[]): Promise<DocumentOf[C][]>;
  /** Newest first. */
  submissions(filter: SubmissionFilter, page: PageRequest): Promise<Page<SubmissionDocument>>;
  /** A user's genomes, newest first; without an address everyone's. */
  genomes(userEmail: string | undefined, page: PageRequest): Promise<Page<GenomeSummary>>;
  /** In the order in which they were made (`datetime`, then id). */
  assays(submissionId: string): Promise<AssayDocument[]>;
  /** By (assayId, ordinal). By state along the assays of the submission that are recorded. */
  competitions(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionDocument>>;
  competitionAt(assayId: string, ordinal: number): Promise<CompetitionDocument | undefined>;
  /** One page of an assay's results, by competition id. */
  competitionResults(assayId: string, page: PageRequest): Promise<Page<CompetitionResultDocument>>;
  /** All competitions of the filter with their results, by (assayId, ordinal), read a page at a time: flat memory. */
  competitionRows(filter: CompetitionFilter): AsyncIterable<CompetitionRow>;
  /** How far the recorder has come. */
  position(): Promise<RecorderPosition | undefined>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
