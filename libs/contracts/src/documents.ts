import type { AssayState, CompetitionState, Runmode, SubmissionState } from '#domain';
import type { SiteSet } from './sites';

/**
 * The six record collections, with the given schema's uneven names left as they are. Every document has `version`
 * (newest wins) and may have `deletedAt` (a deletion is a document too, or a late upsert would resurrect it).
 * The key is `genomeId` in `genomes` and `id` in all others.
 */
export const COLLECTIONS = [
  'genomes',
  'submissions',
  'assays',
  'assayResults',
  'competitions',
  'competitionResults',
] as const;
export type Collection = (typeof COLLECTIONS)[number];

interface Versioned {
  /** epoch · 2^40 + counter: grows with every change, also across a restored backup. */
  version: number;
  deletedAt?: string;
}

interface Stamped extends Versioned {
  /** ISO-8601 UTC */
  datetime: string;
  knockemRevision: string;
  knockemRunmode: Runmode;
  knockemVersion: string;
  userEmail: string;
}

export interface Counters {
  pending: number;
  active: number;
  completed: number;
  failed: number;
  cancelled: number;
}

export interface GenomeDocument extends Stamped {
  genomeId: string;
  /** Filled in by the recorder from the blob; absent after an ephemeral genome has gone. */
  genomeContent?: string;
  isEphemeral: boolean;
  /** Absent until an inspection has counted. */
  numSites?: number;
  digest: string;
  size: number;
}

export interface SubmissionDocument extends Stamped {
  id: string;
  assayIds: string[];
  assayTypes: string[];
  competitionTimeoutSeconds: number;
  containerEnv: Record<string, string>;
  containerImage: string;
  genomeIdAlpha: string;
  maxCompetitionsActive: number;
  maxCompetitionsFail: number;
  status: SubmissionState;
  held: boolean;
  reason?: string;
  counters: Counters;
  pool?: string;
  priority: string;
  summary?: Record<string, unknown>;
  imageDigest?: string;
  numSites?: number;
  assayParameters: Record<string, Record<string, unknown>>;
  siteBase: number;
  seed: number;
  maxCompetitionAttempts: number;
  resources: { cpus: number; memoryMb: number };
  concludedAt?: string;
}

export interface AssayDocument extends Stamped {
  id: string;
  assayType: string;
  /** Up to 10,000 ids, 500 while the assay runs; beyond that absent: ask for the competitions of the assay. */
  competitionIDs?: string[];
  containerEnv: Record<string, string>;
  containerImage: string;
  submissionId: string;
  status: AssayState;
  reason?: string;
  dependsOnAssayIds: string[];
  numCompetitions: number;
  rounds: number;
  /** The identical assay, of this submission or of that, whose result this one took over: it ran no competitions. */
  reusedFrom?: { submissionId: string; assayId: string };
}

export interface AssayResultDocument extends Versioned {
  /** The assay's id. */
  id: string;
  datetime: string;
  knockemRevision: string;
  knockemVersion: string;
  /** Empty when `resultDigest` is there: the recorder fills it in from the blob. */
  assayResult: Record<string, unknown>;
  /** In place of a result above MAX_INLINE_BYTES, on its way to the recorder only: the blob that holds its JSON. */
  resultDigest?: string;
}

export interface CompetitionDocument extends Stamped {
  id: string;
  assayId: string;
  /** On the stream as a SiteSet; the recorder makes the list of it. */
  knockoutSites: number[];
  submissionId: string;
  ordinal: number;
  status: CompetitionState;
  reason?: string;
  genomeIdAlpha: string;
  genomeIdBeta: string;
  numAttempts: number;
  logTail?: string;
  /** Blob of the kept output (last 64 kB): of failed runs, and of all where the submission says keepLogs. */
  logDigest?: string;
}

export interface CompetitionResultDocument extends Stamped {
  /** The competition's id. */
  id: string;
  assayId: string;
  competitionAttemptId: string;
  /** On the stream as a SiteSet; the recorder makes the list of it. */
  knockoutSites: number[];
  numKnockoutSites: number;
  result: { updatesElapsed: number; numAlpha: number; numBeta: number };
  submissionId: string;
  seed: number;
  imageDigest?: string;
  executor: string;
  startedAt: string;
  endedAt: string;
  warnings: string[];
}

export interface DocumentOf {
  genomes: GenomeDocument;
  submissions: SubmissionDocument;
  assays: AssayDocument;
  assayResults: AssayResultDocument;
  competitions: CompetitionDocument;
  competitionResults: CompetitionResultDocument;
}
export type AnyDocument = DocumentOf[Collection];

/** A document on the stream: thousands of sites are a bit set, not tens of kilobytes of numbers. */
export type OnTheStream<D> = D extends { readonly knockoutSites: number[] }
  ? Omit<D, 'knockoutSites'> & { readonly knockoutSites: SiteSet }
  : D;
export type StreamedDocument = OnTheStream<AnyDocument>;

/** The field that is a collection's key. */
export const keyField = (collection: Collection): 'genomeId' | 'id' =>
  collection === 'genomes' ? 'genomeId' : 'id';
export const keyOf = (collection: Collection, document: AnyDocument): string =>
  (document as unknown as Record<string, string>)[keyField(collection)];
