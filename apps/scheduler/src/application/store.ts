import type {
  PlannedAssay,
  PlannedCompetition,
  Report,
  RunTemplate,
  SubmissionCreate,
  TurnRequest,
} from '#contracts';
import type { AssayState, AttemptState, ExecutorState, SubmissionState } from '#domain';
import type { Now, Effects } from '../domain/effects';
import type { Assay, Attempt, Competition, Executor, LiveAttempt, Submission } from '../domain/model';

/** Whose counters move; rows and counters change together. */
export interface CountedAssay {
  readonly row: number;
  readonly submissionRow: number;
}

export interface AttemptKey {
  readonly assayRow: number;
  readonly ordinal: number;
  readonly attempt: number;
}

export interface SubmissionStore {
  insertSubmission(
    create: SubmissionCreate,
    birth: { status: 'pending' | 'cancelled'; reason?: string; virtualTime: number; wall: string },
  ): number;
  findSubmission(submissionId: string): (Submission & { readonly createCommand: string }) | undefined;
  getSubmission(row: number): Submission;
  listSubmissionsWithPending(): Submission[];
  moveSubmissionIf(
    row: number,
    change: {
      from: SubmissionState;
      to: SubmissionState;
      stoppingTo?: 'cancelled' | 'failed';
      reason?: string;
      wall: string;
    },
  ): boolean;
  touchSubmission(row: number, wall: string): void;
  updateLimits(
    row: number,
    limits: {
      maxCompetitionsActive?: number;
      maxCompetitionsFail?: number;
      competitionTimeoutSeconds?: number;
      priority?: string;
      held?: boolean;
    },
    wall: string,
  ): void;
  setSubmissionPlanOpen(row: number, open: boolean): void;
  countFailure(row: number, firstError: string): void;
  forgiveFailures(row: number): void;
  setVirtualTime(row: number, virtualTime: number): void;
  /** What an inspection found out; null takes it back. */
  recordFacts(row: number, facts: object | null, wall: string): void;
  readVirtualClock(): number;
  advanceVirtualClock(virtualTime: number): void;
}

export interface AssayStore {
  insertAssay(submissionRow: number, planned: PlannedAssay, wall: string): number;
  insertDependency(assayRow: number, dependsOnRow: number): void;
  findAssay(assayId: string): Assay | undefined;
  getAssay(row: number): Assay;
  listAssays(submissionRow: number): Assay[];
  listDependencies(assayRow: number): Assay[];
  listDependents(dependsOnRow: number): Assay[];
  listAssaysToSweep(limit: number): Assay[];
  touchAssay(row: number, wall: string): void;
  moveAssayIf(
    row: number,
    change: { from: AssayState; to: AssayState; reason?: string; stopped?: boolean; wall: string },
  ): boolean;
  recordAssayResult(row: number, result: Result & { remembered: boolean } & Partial<Origin>): void;
  /** Of an assay that may reuse: the result of a completed one of equal identity and facts. */
  findReusableResult(assayRow: number): (Result & Origin) | undefined;
  startAssayOver(row: number): void;
  openPlanIfClosed(assayRow: number, round: number): boolean;
  isPartTaken(assayRow: number, part: number): boolean;
  takePart(
    assayRow: number,
    part: {
      round: number;
      part: number;
      parts: number;
      planDigest: string;
      plannerVersion: string;
      wake?: 'any' | 'all';
      firstOfRound: boolean;
    },
  ): void;
  giveTemplate(assayRow: number, template: RunTemplate): void;
  templateDigest(row: number): string;
  readTemplate(row: number): RunTemplate;
  findMemo(digest: string): (Result & { readonly facts: string | null }) | undefined;
  rememberMemo(memo: Result & { digest: string; facts: string | null; rememberedAt: string }): void;
  forgetMemo(digest: string): void;
}

/** JSON as it is kept: the result, or the digest of the blob that holds it; warnings: string[]. */
export interface Result {
  readonly result: string | null;
  readonly resultDigest: string | null;
  readonly warnings: string;
}

/** Where a result that is taken over was measured, as JSON of {submissionId, assayId}, and by which planner. */
export interface Origin {
  readonly reusedFrom: string;
  readonly plannerVersion: string | null;
}

export interface CompetitionStore {
  insertCompetitions(assay: CountedAssay, planned: readonly PlannedCompetition[], wall: string): void;
  getCompetition(assayRow: number, ordinal: number): Competition;
  listReadyCompetitions(
    submissionRow: number,
    nowMs: number,
    limit: number,
  ): Pick<Competition, 'assayRow' | 'ordinal' | 'attempt' | 'args' | 'env' | 'seed'>[];
  nextReadyMs(submissionRow: number, nowMs: number): number | undefined;
  grantCompetitionIfPending(assay: CountedAssay, ordinal: number, attempt: number): boolean;
  settleCompetitionIfNewest(
    assay: CountedAssay,
    ordinal: number,
    settled: {
      from: 'pending' | 'active' | 'failed';
      to: 'completed' | 'failed';
      attempt: number;
      failure?: 'container' | 'system';
      systemErrors?: number;
      value?: Readonly<Record<string, unknown>>;
      blobDigest?: string;
      reason?: string;
      logTail?: string;
    },
  ): boolean;
  returnCompetitionIfActive(
    assay: CountedAssay,
    ordinal: number,
    wait: { notBeforeMs: number; systemErrors: number; reason?: string },
  ): boolean;
  cancelCompetitionIfLive(assay: CountedAssay, ordinal: number, stopped: boolean): boolean;
  sweepCompetitions(assay: CountedAssay, stopped: boolean, limit: number): number;
  reviveCompetitions(assay: CountedAssay): number;
  withdrawCompetitions(assay: CountedAssay): void;
}

export interface AttemptStore {
  insertAttempt(attempt: {
    assayRow: number;
    submissionRow: number;
    ordinal: number;
    attempt: number;
    attemptId: string;
    executorRow: number;
    executorId: string;
    grantedTurn: number;
    timeoutSeconds: number;
    wall: string;
  }): number;
  findLiveAttempt(attemptId: string): Attempt | undefined;
  listAttemptsOf(executorRow: number): LiveAttempt[];
  listLeasedAttempts(executorRow: number): Attempt[];
  countLostAttempts(executorRow: number): number;
  listLostAttempts(endedByMs: number, limit: number): Attempt[];
  renewAttemptIfLeaseHeld(key: AttemptKey, renewed: { running: boolean; deadlineMs: number }): boolean;
  loseAttemptIfLeaseHeld(key: AttemptKey, deadlineMs: number): boolean;
  endAttemptIf(
    key: AttemptKey,
    submissionRow: number,
    from: AttemptState,
    to: AttemptState,
    report?: Report,
  ): boolean;
  adoptAttempt(key: AttemptKey, executor: { row: number; executorId: string; turn: number }): void;
  noteGrantSent(key: AttemptKey, turn: number): void;
}

export interface ExecutorStore {
  findExecutor(executorId: string): Executor | undefined;
  seeExecutor(
    turn: TurnRequest,
    lease: { leaseUntilMs: number; wall: string },
    before: Executor | undefined,
  ): Executor;
  listExecutorsIn(state: ExecutorState): Executor[];
  moveExecutorIf(row: number, from: ExecutorState, to: ExecutorState): boolean;
  renewAllLeases(leaseUntilMs: number): void;
  restartClocks(nowMs: number): void;
  rememberTemplate(executorRow: number, templateRow: number): void;
  knowsTemplate(executorRow: number, templateRow: number): boolean;
}

/** What every use case needs of the truth, noun by noun; the SQLite adapter fulfils it. */
export interface SchedulerStore
  extends SubmissionStore, AssayStore, CompetitionStore, AttemptStore, ExecutorStore {
  readonly stackId: string;
  epoch(): number;
  /** All of `work` or nothing; synchronous, so that nothing else moves meanwhile. */
  transaction<T>(work: () => T): T;
}

/** One transaction under way: where it writes, when it is, and what is to be done after its commit. */
export interface Work<Store = SchedulerStore> {
  readonly store: Store;
  readonly now: Now;
  readonly effects: Effects;
}
