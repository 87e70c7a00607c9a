import type { Grant, TurnRequest } from '#contracts';
import {
  cancelIfLive,
  followUp,
  holdsPlace,
  isWanted,
  loseAttempt,
  type ModelAttempt,
  type ModelCompetition,
  type ModelLimits,
  type ModelSubmission,
  placesOf,
  settleReport,
  stop,
} from './reference-model';

interface ModelExecutor {
  readonly bootId: string;
  readonly turn: number;
  silent: boolean;
  leaseUntilMs: number;
}

export interface ExpectedAnswer {
  readonly stop: ReadonlySet<string>;
  readonly sentAgain: ReadonlySet<string>;
  /** How many new runs: as many as slots, caps and what is ready allow. */
  readonly granted: number;
}

const ABANDON_AFTER_MS = 10_000;

/** The scheduler as the protocol describes it, in memory. Times are of a clock that nobody can set. */
export class ReferenceScheduler {
  readonly submissions = new Map<string, ModelSubmission>();
  readonly executors = new Map<string, ModelExecutor>();
  private readonly tombstones = new Set<string>();
  private highestToken = 0;

  constructor(private readonly leaseMs: number) {}

  create(id: string, budget: number, limits: ModelLimits): void {
    if (this.submissions.has(id)) return;
    const status = this.tombstones.has(id) ? 'cancelled' : 'pending';
    this.submissions.set(id, { id, budget, ...limits, status, failures: 0, competitions: [], attempts: [] });
  }

  cancel(id: string): void {
    const submission = this.submissions.get(id);
    if (!submission) this.tombstones.add(id);
    else if (submission.status === 'pending' || submission.status === 'active') stop(submission, 'cancelled');
    this.followUp();
  }

  update(id: string, limits: Partial<ModelLimits>): void {
    const submission = this.submissions.get(id);
    if (submission?.status !== 'pending' && submission?.status !== 'active') return;
    Object.assign(submission, limits);
    this.followUp();
  }

  /** §5: failed ones pending again with a fresh budget, except those by which later rounds were planned. */
  retry(id: string): void {
    const submission = this.submissions.get(id);
    const assay = submission?.assay;
    if (submission?.status !== 'failed' || !assay) return;
    for (const one of submission.competitions) {
      const isPlannedBy = one.toldIn !== null && one.toldIn <= assay.round;
      const comesBack = one.status === 'failed' ? !isPlannedBy : one.status === 'cancelled' && one.stopped;
      if (comesBack) Object.assign(one, freshCompetition(one.ordinal), { attempt: one.attempt });
    }
    Object.assign(submission, { status: 'active', failures: 0 });
    Object.assign(assay, { status: 'active', stopped: false, planOpen: assay.taken.size < assay.parts });
    this.followUp();
  }

  planAssays(id: string): void {
    const submission = this.submissions.get(id);
    if (submission?.status !== 'pending') return;
    submission.status = 'active';
    submission.assay = {
      ...{ status: 'active', stopped: false, round: 0, parts: 0, taken: new Set() },
      ...{ wake: 'all', planOpen: false, settledSinceAsked: false },
    };
    this.followUp();
  }

  /** Whether the part was taken: only of the round asked for, and once. */
  planPart(
    id: string,
    plan: { round: number; part: number; parts: number; wake: 'any' | 'all'; ordinals: readonly number[] },
  ): boolean {
    const submission = this.submissions.get(id);
    const assay = submission?.assay;
    if (!submission || !assay?.planOpen) return false;
    const isNew = assay.taken.size === assay.parts;
    if (plan.round !== assay.round + (isNew ? 1 : 0)) return false;
    if (isNew) Object.assign(assay, { round: plan.round, parts: plan.parts, taken: new Set() });
    if (assay.taken.has(plan.part)) return false;
    assay.taken.add(plan.part);
    assay.wake = plan.wake;
    assay.planOpen = assay.taken.size < assay.parts;
    for (const ordinal of plan.ordinals) submission.competitions.push(freshCompetition(ordinal));
    this.followUp();
    return true;
  }

  conclude(id: string, status: 'completed' | 'failed'): void {
    const assay = this.submissions.get(id)?.assay;
    if (!assay?.planOpen || assay.taken.size < assay.parts) return;
    Object.assign(assay, { status, stopped: false, planOpen: false });
    this.followUp();
  }

  sweep(): void {
    for (const submission of this.submissions.values()) {
      if (!submission.assay || submission.assay.status === 'active') continue;
      for (const one of submission.competitions) cancelIfLive(submission, one);
    }
  }

  rescue(nowMs: number): void {
    for (const [executorId, executor] of this.executors) {
      if (executor.silent || nowMs < executor.leaseUntilMs) continue;
      executor.silent = true;
      for (const attempt of this.leasedTo(executorId)) loseAttempt(attempt, nowMs);
    }
    for (const attempt of this.attempts()) {
      if (attempt.state === 'lost' && nowMs >= attempt.deadlineMs! + ABANDON_AFTER_MS) {
        attempt.state = 'abandoned';
      }
    }
    this.followUp();
  }

  /** A new process, a new clock: full leases, full time-outs, waits over. */
  restart(nowMs: number): void {
    for (const executor of this.executors.values()) executor.leaseUntilMs = nowMs + this.leaseMs;
    for (const attempt of this.attempts()) {
      if (holdsPlace(attempt) && attempt.deadlineMs !== undefined) {
        attempt.deadlineMs = nowMs + attempt.timeoutMs;
      }
    }
    for (const { competitions } of this.submissions.values()) {
      for (const one of competitions) one.notBeforeMs = 0;
    }
  }

  /** All of a turn (§3) but the choice of what is granted; undefined = refused, an older turn than one heard. */
  turn(request: TurnRequest, nowMs: number): ExpectedAnswer | undefined {
    if (!this.hear(request, nowMs)) return undefined;
    const reported = new Set(request.reports.map(({ attemptId }) => attemptId));
    for (const { attemptId, token, outcome, value } of request.reports) {
      const attempt = this.liveAttempt(attemptId, token);
      if (attempt) settleReport(attempt, outcome, value);
    }
    this.followUp();
    const stopped = new Set<string>();
    for (const held of request.held) if (!reported.has(held.attemptId)) this.hold(held, nowMs, stopped);
    const sentAgain = this.resend(request, stopped);
    this.followUp();
    const free = Math.max(0, Math.min(request.free, request.slots) - sentAgain.size);
    return { stop: stopped, sentAgain, granted: Math.min(free, this.grantable(nowMs)) };
  }

  grant(grant: Grant, request: TurnRequest, nowMs: number): void {
    const submission = this.submissions.get(grant.submissionId)!;
    const [{ attemptId, token, attempt: number, args }] = grant.competitions;
    const competition = submission.competitions.find(({ ordinal }) => String(ordinal) === args[0])!;
    if (!isReady(submission, competition, nowMs)) throw new Error(`${args[0]} was granted, and is not ready`);
    if (placesOf(submission) >= submission.cap) throw new Error(`${args[0]} was granted above the limit`);
    if (number !== competition.attempt + 1) throw new Error(`attempt ${number} after ${competition.attempt}`);
    if (token <= this.highestToken) throw new Error(`token ${token} does not fence ${this.highestToken}`);
    this.highestToken = token;
    Object.assign(competition, { status: 'active', attempt: number });
    const { executorId, turn: grantedTurn } = request;
    const { timeoutMs } = submission;
    const granted = { submission, competition, number, attemptId, token, executorId, timeoutMs, grantedTurn };
    submission.attempts.push({ ...granted, state: 'leased' });
  }

  /** Notes who spoke. A repeated turn renews no lease; what a new boot was sent before, it may not have. */
  private hear({ executorId, bootId, turn }: TurnRequest, nowMs: number): boolean {
    const known = this.executors.get(executorId);
    const isSameBoot = known?.bootId === bootId;
    if (isSameBoot && turn < known.turn) return false;
    if (!isSameBoot) for (const attempt of this.leasedTo(executorId)) attempt.grantedTurn = 0;
    const isRepeated = isSameBoot && turn === known.turn && !known.silent;
    const leaseUntilMs = isRepeated ? known.leaseUntilMs : nowMs + this.leaseMs;
    this.executors.set(executorId, { bootId, turn, silent: false, leaseUntilMs });
    return true;
  }

  private hold(held: TurnRequest['held'][number], nowMs: number, stopped: Set<string>): void {
    const attempt = this.liveAttempt(held.attemptId, held.token);
    if (attempt?.state === 'leased' && held.state === 'running') {
      attempt.state = 'running';
      attempt.deadlineMs = nowMs + attempt.timeoutMs;
    }
    if (held.state === 'ended' || (attempt && isWanted(attempt))) return;
    stopped.add(held.attemptId);
    if (attempt?.competition.attempt === attempt?.number) giveUp(attempt);
  }

  /** Leased to this executor, and not named by it: sent again, or over when nobody wants it. */
  private resend({ executorId, held, turn }: TurnRequest, stopped: Set<string>): Set<string> {
    const sentAgain = new Set<string>();
    const named = new Set(held.map(({ attemptId }) => attemptId));
    for (const attempt of this.leasedTo(executorId)) {
      if (named.has(attempt.attemptId)) continue;
      if (isWanted(attempt)) {
        sentAgain.add(attempt.attemptId);
        attempt.grantedTurn = turn;
      } else if (turn > attempt.grantedTurn) {
        attempt.state = 'cancelled';
        if (attempt.competition.attempt === attempt.number && attempt.competition.status === 'active') {
          giveUp(attempt);
        }
      } else {
        stopped.add(attempt.attemptId);
      }
    }
    return sentAgain;
  }

  private grantable(nowMs: number): number {
    let total = 0;
    for (const submission of this.submissions.values()) {
      const ready = submission.competitions.filter((one) => isReady(submission, one, nowMs)).length;
      total += Math.min(ready, Math.max(0, submission.cap - placesOf(submission)));
    }
    return total;
  }

  attempts(): ModelAttempt[] {
    return [...this.submissions.values()].flatMap(({ attempts }) => attempts);
  }

  private leasedTo(executorId: string): ModelAttempt[] {
    const isLeased = ({ state }: ModelAttempt) => state === 'leased' || state === 'running';
    return this.attempts().filter((one) => one.executorId === executorId && isLeased(one));
  }

  private liveAttempt(attemptId: string, token: number): ModelAttempt | undefined {
    return this.attempts().find(
      (one) => one.attemptId === attemptId && one.token === token && holdsPlace(one),
    );
  }

  private followUp(): void {
    for (const submission of this.submissions.values()) followUp(submission);
  }
}

const giveUp = (attempt: ModelAttempt | undefined): void => {
  if (attempt) cancelIfLive(attempt.submission, attempt.competition);
};

const isReady = (submission: ModelSubmission, competition: ModelCompetition, nowMs: number): boolean =>
  submission.status === 'active' &&
  !submission.held &&
  submission.assay?.status === 'active' &&
  competition.status === 'pending' &&
  competition.notBeforeMs <= nowMs;

const freshCompetition = (ordinal: number): ModelCompetition => ({
  ...{ ordinal, status: 'pending', attempt: 0, systemErrors: 0, failure: null, stopped: false },
  ...{ notBeforeMs: 0, settledBy: null, value: null, toldIn: null },
});
