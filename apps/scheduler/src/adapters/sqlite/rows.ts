import type { AssayState, AttemptState, CompetitionState, ExecutorState, SubmissionState } from '#domain';

/**
 * Rows as SQLite gives them: booleans are 0 | 1, JSON is text. The schema's own words (schema.ts) and no others.
 */
export type Flag = 0 | 1;

export interface CounterColumns {
  numPending: number;
  numActive: number;
  numCompleted: number;
  numFailed: number;
  numCancelled: number;
}

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

export interface SubmissionRow extends CounterColumns {
  row: number;
  submissionId: string;
  /** The SubmissionCreate as it was journalled; limits changed since stand in the columns. */
  createCommand: string;
  inputRow: number;
  userEmail: string;
  status: SubmissionState;
  stoppingTo: 'cancelled' | 'failed' | null;
  held: Flag;
  reason: string | null;
  firstError: string | null;
  priority: string;
  virtualTime: number;
  pool: string | null;
  cpus: number;
  memoryMb: number;
  competitionTimeoutSeconds: number;
  maxCompetitionsActive: number;
  maxCompetitionsFail: number;
  maxCompetitionAttempts: number;
  /** JSON of SubmissionFacts. */
  facts: string | null;
  /** A request for the submission's assays (round 0) waits for its answer. */
  planOpen: Flag;
  /** Failures that count towards maxCompetitionsFail: container errors of assays that are not internal. */
  numFailures: number;
  /** Attempts leased, running or lost. */
  places: number;
  version: number;
  createdAt: string;
  changedAt: string;
  concludedAt: string | null;
}

export interface AssayRow extends CounterColumns {
  row: number;
  assayId: string;
  submissionRow: number;
  assayType: string;
  origin: 'internal' | 'asked' | 'needed';
  /** JSON of Record<string, number>. */
  parameters: string;
  rememberAs: string | null;
  /** Completed from a memo, without a run of its own. */
  remembered: Flag;
  status: AssayState;
  reason: string | null;
  /** Cancelled by a failures stop (a retry brings it back), not by its user. */
  stopped: Flag;
  /** Last round of which a part was taken. */
  round: number;
  /** A plan request (round + 1; or `round`, while its parts are not all in) waits for its answer. */
  planOpen: Flag;
  parts: number;
  partsTaken: number;
  planDigest: string | null;
  wake: 'any' | 'all' | null;
  /** The open request carries results with watermark < settledVersion ≤ openWatermark; all so far: ≤ openWatermark. */
  watermark: number;
  openWatermark: number;
  templateRow: number | null;
  /** = number of competitions planned so far. */
  nextOrdinal: number;
  /** JSON of the conclusion's result, or the digest of its blob. */
  result: string | null;
  resultDigest: string | null;
  /** JSON of string[]. */
  warnings: string | null;
  plannerVersion: string | null;
  version: number;
  createdAt: string;
  changedAt: string;
  concludedAt: string | null;
}

export interface CompetitionRow {
  assayRow: number;
  ordinal: number;
  /** JSON of SiteSet. */
  sitesOutAlpha: string;
  sitesOutBeta: string;
  /** JSON of string[] and Record<string, string>. */
  args: string;
  env: string;
  seed: number;
  status: CompetitionState;
  notBeforeMs: number;
  /** Number of the last attempt granted; 0 = none yet. */
  attempt: number;
  /** System errors and losses that count against maxCompetitionAttempts; a retry starts anew. */
  systemErrors: number;
  failure: 'container' | 'system' | null;
  /** Cancelled by a failures stop (a retry brings it back). */
  stopped: Flag;
  /** JSON of the run's value. */
  value: string | null;
  blobDigest: string | null;
  reason: string | null;
  logTail: string | null;
  /** The attempt whose report settled it. */
  settledAttempt: number | null;
  settledVersion: number | null;
  plannedAt: string;
  version: number;
}

export interface ExecutorRow {
  row: number;
  executorId: string;
  bootId: string;
  turn: number;
  state: ExecutorState;
  host: string;
  pool: string | null;
  runtime: string;
  arch: string;
  slots: number;
  cpus: number;
  memoryMb: number;
  executorVersion: string;
  leaseUntilMs: number;
  lastTurnAt: string;
}

export interface AttemptRow {
  assayRow: number;
  ordinal: number;
  attempt: number;
  attemptId: string;
  token: number;
  executorRow: number;
  executorId: string;
  state: AttemptState;
  /** The executor has named it in a turn: it has the grant and its template. */
  named: Flag;
  stopRequested: Flag;
  timeoutSeconds: number;
  /** When its container has ended at the latest; null = not seen running yet. */
  deadlineMs: number | null;
  grantedAt: string;
  startedAt: string | null;
  durationMs: number | null;
  exitCode: number | null;
  outOfMemory: Flag;
  reason: string | null;
  reasonCode: string | null;
  warnings: string | null;
  logDigest: string | null;
  imageChainId: string | null;
  imageDigest: string | null;
}

/**
 * "This document changed": collection and the row(s) to render it from. `owner` is the row of the submission, input or
 * assay; `first`..`last` are ordinals for competitions and competitionResults, and 0 otherwise.
 */
export interface MarkRow {
  collection: 'genomes' | 'submissions' | 'assays' | 'assayResults' | 'competitions' | 'competitionResults';
  owner: number;
  first: number;
  last: number;
  version: number;
  publishedSequence: number | null;
  publishedMs: number | null;
}
