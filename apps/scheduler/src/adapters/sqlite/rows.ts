import type { Assay, Attempt, Competition, Counted, Executor, Flag, Submission } from '../../domain/model';

export type { Flag };
export type CounterColumns = Counted;

/**
 * Rows as SQLite gives them: what the decisions see (domain/model.ts) and what only documents need. Booleans are 0 | 1,
 * JSON is text. The schema's own words (schema.ts) and no others.
 */
export interface MetaRow {
  stackId: string;
  /** Grows when a stream was set back or a backup restored; part of every version and attempt id. */
  epoch: number;
  counter: number;
  /** Last JOURNAL sequence whose effect is in this database, and the creation time of the stream it belongs to. */
  journalSequence: number;
  journalCreated: string | null;
  /** Position that the recorder last confirmed. */
  recordsSequence: number;
  recordsCreated: string | null;
  virtualClock: number;
  /** The journal is read again up to here, with what RECORDS knows; null = nothing to catch up with. */
  recoverUntil: number | null;
  /** `knockem restore` put this file here, and no scheduler has taken it up yet. */
  restoredAt: string | null;
}

export interface InputRow {
  row: number;
  inputId: string;
  digest: string;
  size: number;
  isEphemeral: Flag;
  userEmail: string;
  numSites: number | null;
  createdAt: string;
  deletedAt: string | null;
  /** An ephemeral input whose content has gone; its record stays. */
  contentGoneAt: string | null;
  version: number;
}

export interface SubmissionRow extends Submission {
  /** The SubmissionCreate as it was journalled; limits changed since stand in the columns. */
  readonly createCommand: string;
  readonly inputRow: number;
  readonly userEmail: string;
  /** JSON of SubmissionFacts. */
  readonly facts: string | null;
  /** Failures settled up to this version were forgiven by a retry. */
  readonly failuresSince: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly concludedAt: string | null;
}

export interface AssayRow extends Assay {
  /** JSON of Record<string, number>. */
  readonly parameters: string;
  /** The open request carries results with watermark < settledVersion ≤ openWatermark; all so far: ≤ openWatermark. */
  readonly watermark: number;
  /** How often results that were told before were withdrawn or replaced. */
  readonly toldAnew: number;
  /** JSON of the conclusion's result, or the digest of its blob. */
  readonly result: string | null;
  readonly resultDigest: string | null;
  /** JSON of string[]. */
  readonly warnings: string | null;
  readonly plannerVersion: string | null;
  /** JSON of {submissionId, assayId}. */
  readonly reusedFrom: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly concludedAt: string | null;
}

/** What each round was asked with: results with settledVersion ≤ watermark, new ordinals from firstOrdinal. */
export interface PlanRoundRow {
  readonly assayRow: number;
  readonly round: number;
  readonly watermark: number;
  readonly firstOrdinal: number;
}

export interface CompetitionRow extends Competition {
  /** JSON of SiteSet. */
  readonly sitesOutAlpha: string;
  readonly sitesOutBeta: string;
  /** Cancelled by a failures stop (a retry brings it back). */
  readonly stopped: Flag;
  /** JSON of the run's value. */
  readonly value: string | null;
  readonly blobDigest: string | null;
  readonly reason: string | null;
  readonly logTail: string | null;
  /** The attempt whose report settled it. */
  readonly settledAttempt: number | null;
  readonly settledVersion: number | null;
  readonly plannedAt: string;
  readonly version: number;
}

export interface ExecutorRow extends Executor {
  readonly host: string;
  readonly runtime: string;
  readonly arch: string;
  readonly executorVersion: string;
  /** JSON of string[]: limits that its runtime cannot hold; null = holds all. */
  readonly limitsNotHeld: string | null;
  readonly lastTurnAt: string;
}

export interface AttemptRow extends Attempt {
  readonly grantedAt: string;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly exitCode: number | null;
  readonly outOfMemory: Flag;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  /** JSON of string[]. */
  readonly warnings: string | null;
  readonly logDigest: string | null;
  readonly imageChainId: string | null;
  readonly imageDigest: string | null;
}

/**
 * "This document changed": collection and the row(s) to render it from. `owner` is the row of the submission, input or
 * assay; `first`..`last` are ordinals for competitions and competitionResults, and 0 otherwise. `settled` stands for the
 * competitions of an assay that were settled with versions `first`..`last`, and their results: one mark a transaction,
 * however many those are.
 */
export interface MarkRow {
  collection:
    'genomes' | 'submissions' | 'assays' | 'assayResults' | 'competitions' | 'competitionResults' | 'settled';
  owner: number;
  first: number;
  last: number;
  version: number;
  publishedSequence: number | null;
  publishedMs: number | null;
}
