import type { Assay, Attempt, Competition, Submission } from '../../domain/model';

/**
 * What decisions read of a row. The wide columns (commands, results, site sets) stay on the disk: a turn reads dozens of
 * these rows.
 */
const submission: Record<keyof Submission, true> = {
  row: true,
  submissionId: true,
  status: true,
  stoppingTo: true,
  held: true,
  reason: true,
  firstError: true,
  priority: true,
  virtualTime: true,
  pool: true,
  cpus: true,
  memoryMb: true,
  competitionTimeoutSeconds: true,
  maxCompetitionsActive: true,
  maxCompetitionsFail: true,
  maxCompetitionAttempts: true,
  planOpen: true,
  numFailures: true,
  places: true,
  version: true,
  numPending: true,
  numActive: true,
  numCompleted: true,
  numFailed: true,
  numCancelled: true,
};

const assay: Record<keyof Assay, true> = {
  row: true,
  assayId: true,
  submissionRow: true,
  assayType: true,
  origin: true,
  rememberAs: true,
  remembered: true,
  reuse: true,
  status: true,
  reason: true,
  stopped: true,
  round: true,
  planOpen: true,
  parts: true,
  partsTaken: true,
  planDigest: true,
  wake: true,
  openWatermark: true,
  askedBefore: true,
  lastSettled: true,
  templateRow: true,
  nextOrdinal: true,
  numPending: true,
  numActive: true,
  numCompleted: true,
  numFailed: true,
  numCancelled: true,
};

const competition: Record<keyof Competition, true> = {
  assayRow: true,
  ordinal: true,
  args: true,
  env: true,
  seed: true,
  status: true,
  notBeforeMs: true,
  attempt: true,
  systemErrors: true,
  failure: true,
};

const attempt: Record<keyof Attempt, true> = {
  assayRow: true,
  ordinal: true,
  attempt: true,
  attemptId: true,
  token: true,
  executorRow: true,
  executorId: true,
  state: true,
  named: true,
  grantedTurn: true,
  timeoutSeconds: true,
  deadlineMs: true,
};

export const SUBMISSION = Object.keys(submission).join(', ');
export const ASSAY = Object.keys(assay).join(', ');
export const COMPETITION = Object.keys(competition).join(', ');
/** The same, of a table called `a`. */
export const ASSAY_OF_A = Object.keys(assay)
  .map((column) => `a.${column}`)
  .join(', ');

/** Of a table called `t`. */
export const ATTEMPT_OF_T = Object.keys(attempt)
  .map((column) => `t.${column}`)
  .join(', ');

/** One that was deleted is not found, though its rows may be there for a moment yet. */
export const SUBMISSION_BY_ID =
  'SELECT * FROM submissions WHERE submissionId = ? AND submissionId NOT IN (SELECT submissionId FROM deletions)';
