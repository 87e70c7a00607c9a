import type { AssayState, AttemptState, CompetitionState, ExecutorState, SubmissionState } from '#domain';

/**
 * What the decisions see of a row. Flags are 0 | 1 as SQLite keeps them; `row` is a local number that joins rows.
 */
export type Flag = 0 | 1;

export interface Counted {
  readonly numPending: number;
  readonly numActive: number;
  readonly numCompleted: number;
  readonly numFailed: number;
  readonly numCancelled: number;
}

export interface Submission extends Counted {
  readonly row: number;
  readonly submissionId: string;
  readonly status: SubmissionState;
  readonly stoppingTo: 'cancelled' | 'failed' | null;
  readonly held: Flag;
  readonly reason: string | null;
  /** The first failure that counted, in its own words: named when failures stop the submission. */
  readonly firstError: string | null;
  readonly priority: string;
  readonly virtualTime: number;
  readonly pool: string | null;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly competitionTimeoutSeconds: number;
  readonly maxCompetitionsActive: number;
  readonly maxCompetitionsFail: number;
  readonly maxCompetitionAttempts: number;
  /** A request for the submission's assays (round 0) waits for its answer. */
  readonly planOpen: Flag;
  /** Failures that count towards maxCompetitionsFail: container errors of assays that are not internal, since a retry. */
  readonly numFailures: number;
  /** Attempts leased, running or lost. */
  readonly places: number;
  readonly version: number;
}

export interface Assay extends Counted {
  readonly row: number;
  readonly assayId: string;
  readonly submissionRow: number;
  readonly assayType: string;
  readonly origin: 'internal' | 'asked' | 'needed';
  readonly rememberAs: string | null;
  /** Completed from a memo, without a run of its own. */
  readonly remembered: Flag;
  /** Takes over the result of a completed assay of equal identity and facts. */
  readonly reuse: Flag;
  readonly status: AssayState;
  readonly reason: string | null;
  /** Cancelled by a failures stop (a retry brings it back), not by its user. */
  readonly stopped: Flag;
  /** Last round of which a part was taken. */
  readonly round: number;
  /** A plan request (round + 1; or `round`, while its parts are not all in) waits for its answer. */
  readonly planOpen: Flag;
  readonly parts: number;
  readonly partsTaken: number;
  readonly planDigest: string | null;
  readonly wake: 'any' | 'all' | null;
  /** The last request carried results up to here; it is the version of that moment. */
  readonly openWatermark: number;
  /** How the open round was asked for before this database was restored; null = it was not. */
  readonly askedBefore: number | null;
  /** Version of the last settlement. */
  readonly lastSettled: number;
  readonly templateRow: number | null;
  /** = number of competitions planned so far. */
  readonly nextOrdinal: number;
}

export interface Competition {
  readonly assayRow: number;
  readonly ordinal: number;
  readonly args: string;
  readonly env: string;
  readonly seed: number;
  readonly status: CompetitionState;
  readonly notBeforeMs: number;
  /** Number of the last attempt granted; 0 = none yet. */
  readonly attempt: number;
  /** System errors and losses that count against maxCompetitionAttempts; a retry starts anew. */
  readonly systemErrors: number;
  readonly failure: 'container' | 'system' | null;
}

export interface Attempt {
  readonly assayRow: number;
  readonly ordinal: number;
  readonly attempt: number;
  readonly attemptId: string;
  readonly token: number;
  readonly executorRow: number;
  readonly executorId: string;
  readonly state: AttemptState;
  /** The executor has named it in a turn of the boot that was granted it: it has the grant and its template. */
  readonly named: Flag;
  /** The turn of its executor's present boot that was last answered with it: only a later one can fail to name it. */
  readonly grantedTurn: number;
  readonly timeoutSeconds: number;
  /** When its container has ended at the latest; null = not seen running yet. */
  readonly deadlineMs: number | null;
}

/** An attempt that is not over, and where its competition stands. */
export interface LiveAttempt extends Attempt {
  readonly competition: Standing;
}

/** What settling asks of a competition. */
export type Standing = Pick<Competition, 'ordinal' | 'status' | 'attempt' | 'systemErrors' | 'failure'>;

export interface Executor {
  readonly row: number;
  readonly executorId: string;
  readonly bootId: string;
  readonly turn: number;
  readonly state: ExecutorState;
  readonly pool: string | null;
  readonly slots: number;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly leaseUntilMs: number;
}
