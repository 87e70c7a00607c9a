import {
  type Grant,
  type HeldAttempt,
  MAX_BUNDLE,
  type SeenContainer,
  type TurnReply,
  type TurnRequest,
} from '#contracts';
import { competitionIdOf, KnockemError } from '#domain';
import { noEffects, type Effects, type Now } from '../domain/effects';
import { deadlineOf, leaseUntil } from '../domain/leases';
import type { Attempt, Executor, LiveAttempt } from '../domain/model';
import type { Bundling } from './bundling';
import { grantOf, grantRuns, hasRoomFor, joined, type Asking } from './grant-runs';
import { concludeSettling, endUnreported, settle, standingOf, type SettledAssays } from './settle-attempt';
import type { SchedulerStore, Work } from './store';

export interface TurnOptions {
  /** Three turn periods. */
  readonly leaseMs: number;
  /** 0 ≤ random < 1, for jitter. */
  readonly random: () => number;
  /** Absent: every run holds one competition. */
  readonly bundling?: Bundling;
}

/**
 * Attempts that a turn names, from which on nothing more is granted: a turn names at most 10,000, settles 100 reports, and
 * its answer grants up to 400 kB, so that reports of quick competitions could pile up to where no turn is heard any more.
 */
const MAX_HELD = 4000;

export type TurnAnswer = { readonly reply: TurnReply } | { readonly error: KnockemError };

export interface TurnsTaken {
  /** In the order of the turns. */
  readonly answers: readonly TurnAnswer[];
  readonly effects: Effects;
  /** Milliseconds until work that is waiting for its back-off may start; absent = nothing is. */
  readonly readyInMs?: number;
  /** Turns that are not among these may get something now. */
  readonly othersMayGet: boolean;
}

/** One turn on its way to its answer. */
interface Conversation extends Asking {
  readonly request: TurnRequest;
  readonly executor: Executor;
  /** Its attempts that are not over, by id, oldest first: as they were when the turn began, without those reported. */
  readonly live: Map<string, LiveAttempt>;
  readonly settled: string[];
  readonly stop: string[];
  readonly adopt: Grant[];
  readonly remove: string[];
}

/**
 * All turns that are waiting, in one transaction: leases renewed, reports settled, containers adopted or removed, runs
 * stopped, and last, when every place that became free is known, runs granted. The same turn may be taken again (a kept
 * back one, a repeated one): settled reports are settled again, and only a newer turn renews the lease.
 */
export function takeTurns(
  store: SchedulerStore,
  requests: readonly TurnRequest[],
  now: Now,
  options: TurnOptions,
): TurnsTaken {
  const work: Work = { store, now, effects: noEffects() };
  return store.transaction(() => {
    const settled: SettledAssays = new Set();
    const opened = requests.map((request) => open(work, request, options));
    const conversations = opened.filter((one): one is Conversation => 'request' in one);
    for (const one of conversations) settleReports(work, one, settled, options);
    concludeSettling(work, settled);
    for (const one of conversations) {
      hearHeld(work, one, settled);
      resendUnnamed(work, one, settled, options);
      hearSeen(work, one, settled, options);
    }
    concludeSettling(work, settled);
    const { readyInMs, isWorkLeft } = grantRuns(
      work,
      conversations.filter(({ request }) => !request.draining),
      options,
    );
    const answers = opened.map((one) => ('request' in one ? { reply: replyOf(work, one) } : one));
    const { effects } = work;
    effects.placesFreed &&= isWorkLeft;
    return { answers, effects, readyInMs, othersMayGet: effects.workAppeared || effects.placesFreed };
  });
}

/** Whether there is anything to say; else the answer may be kept back. */
export const isEmptyReply = ({ settled, stop, adopt, remove, grants }: TurnReply): boolean =>
  settled.length + stop.length + adopt.length + remove.length + grants.length === 0;

function open(
  { store, now }: Work,
  request: TurnRequest,
  { leaseMs }: TurnOptions,
): Conversation | { readonly error: KnockemError } {
  if (request.stackId !== undefined && request.stackId !== store.stackId) {
    return { error: foreignStack(request.stackId, store.stackId) };
  }
  const known = store.findExecutor(request.executorId);
  const sameBoot = known?.bootId === request.bootId;
  if (known && sameBoot && request.turn < known.turn) {
    return {
      error: new KnockemError(
        'conflict',
        `turn ${request.turn} is older than turn ${known.turn}, heard already`,
      ),
    };
  }
  const isRepeated =
    known && sameBoot && request.turn === known.turn && known.state !== 'silent' && known.state !== 'gone';
  const leaseUntilMs = isRepeated ? known.leaseUntilMs : leaseUntil(now.ms, leaseMs);
  const executor = store.seeExecutor(request, { leaseUntilMs, wall: now.wall }, known);
  const live = new Map(store.listAttemptsOf(executor.row).map((attempt) => [attempt.attemptId, attempt]));
  const free = request.held.length >= MAX_HELD ? 0 : Math.min(request.free, request.slots);
  return {
    request,
    executor,
    live,
    free,
    grants: [],
    bytes: 0,
    settled: [],
    stop: [],
    adopt: [],
    remove: [],
  };
}

/** Of this executor mostly; else one that another holds, or that is over. */
const findLive = (
  { store }: Work,
  { live }: Conversation,
  attemptId: string,
): Attempt | LiveAttempt | undefined => live.get(attemptId) ?? store.findLiveAttempt(attemptId);

const foreignStack = (theirs: string, ours: string): KnockemError =>
  new KnockemError('refused', `this executor belongs to stack ${theirs}; this is stack ${ours}`, {
    hint: 'Give the executor a work directory of its own (KNOCKEM_EXECUTOR_DIR), or the address of its own stack.',
  });

/** A report of an attempt that is over already, or never was ours, has nothing left to say: it is settled too. */
function settleReports(work: Work, one: Conversation, settled: SettledAssays, options: TurnOptions): void {
  for (const report of one.request.reports) {
    const attempt = findLive(work, one, report.attemptId);
    if (attempt && attempt.token === report.token) {
      settle(work, attempt, report, options.random(), settled);
      if (isOfPlanOfNow(work, attempt)) learnTemplate(work, one, attempt);
      options.bundling?.measure(work.store.getAssay(attempt.assayRow), report);
      one.live.delete(report.attemptId);
    }
    one.settled.push(report.attemptId);
  }
}

/** What started over since may have another template. */
const isOfPlanOfNow = (work: Work, attempt: Attempt | LiveAttempt): boolean => {
  const competition = standingOf(work, attempt);
  return competition.attempt === attempt.attempt && competition.status !== 'cancelled';
};

/** Who names a run that it was granted since its boot has its template; who tells of another's may never have had it. */
function learnTemplate({ store }: Work, { executor }: Conversation, attempt: Attempt): void {
  if (attempt.named === 1 || attempt.executorRow !== executor.row) return;
  const { templateRow } = store.getAssay(attempt.assayRow);
  if (templateRow !== null) store.rememberTemplate(executor.row, templateRow);
}

/** Renews what is still wanted; what is not is to be stopped, and its report will say how it ended. */
function hearHeld(work: Work, one: Conversation, settled: SettledAssays): void {
  const reported = new Set(one.settled);
  for (const held of one.request.held) {
    if (reported.has(held.attemptId)) continue;
    const attempt = findLive(work, one, held.attemptId);
    if (attempt && attempt.token === held.token) hearLive(work, one, attempt, held, settled);
    else if (held.state !== 'ended') one.stop.push(held.attemptId);
  }
}

function hearLive(
  work: Work,
  one: Conversation,
  attempt: Attempt | LiveAttempt,
  held: HeldAttempt,
  settled: SettledAssays,
): void {
  const { store, now } = work;
  if (attempt.named === 0 || (attempt.state === 'leased' && held.state === 'running')) {
    const deadlineMs = deadlineOf(now.ms, attempt.timeoutSeconds);
    store.renewAttemptIfLeaseHeld(attempt, { running: held.state === 'running', deadlineMs });
  }
  learnTemplate(work, one, attempt);
  if (held.state !== 'ended' && !isWanted(work, attempt)) {
    one.stop.push(attempt.attemptId);
    cancelUnwanted(work, attempt, settled);
  }
}

/** The competition need not wait for the container: no report of this attempt counts any more. */
function cancelUnwanted(work: Work, attempt: Attempt | LiveAttempt, settled: SettledAssays): void {
  const { store } = work;
  const assay = store.getAssay(attempt.assayRow);
  if (standingOf(work, attempt).attempt !== attempt.attempt) return;
  if (store.cancelCompetitionIfLive(assay, attempt.ordinal, assay.stopped === 1)) settled.add(assay.row);
}

/** Its competition may still be settled by it. */
function isWanted(work: Work, attempt: Attempt | LiveAttempt): boolean {
  const assay = work.store.getAssay(attempt.assayRow);
  if (assay.status !== 'active') return false;
  const competition = standingOf(work, attempt);
  if (competition.attempt !== attempt.attempt) return false;
  return (
    competition.status === 'active' ||
    (attempt.state === 'lost' && (competition.status === 'pending' || competition.failure === 'system'))
  );
}

/**
 * Leased to this executor, and it does not name it: the answer was lost, or its memory was. Sent again with the same id
 * and token, always with the template; unless nobody wants it any more, or the executor takes nothing: then it is over,
 * since what an executor does not name it does not run. A turn that is taken again after it was answered with the grant
 * could not name it yet, and so says nothing.
 */
function resendUnnamed(work: Work, one: Conversation, settled: SettledAssays, options: TurnOptions): void {
  const named = new Set(one.request.held.map(({ attemptId }) => attemptId));
  for (const attempt of one.live.values()) {
    if (attempt.state === 'lost' || named.has(attempt.attemptId)) continue;
    const couldNameIt = one.request.turn > attempt.grantedTurn;
    if (!isWanted(work, attempt)) {
      if (couldNameIt) endUnreported(work, attempt, 'cancelled', settled);
      else one.stop.push(attempt.attemptId);
    } else if (one.request.draining) {
      if (couldNameIt) endUnreported(work, attempt, 'interrupted', settled);
    } else {
      sendAgain(work, one, attempt, options);
    }
  }
}

/**
 * What the answer has no room for is still unnamed in the next turn. Of a template that serves they go together again:
 * in as many runs as before at most, since each takes a slot.
 */
function sendAgain(work: Work, one: Conversation, attempt: Attempt, options: TurnOptions): void {
  const { store } = work;
  const competition = store.getCompetition(attempt.assayRow, attempt.ordinal);
  if (!hasRoomFor(one, competition)) {
    one.free = Math.max(0, one.free - 1);
    return;
  }
  const grant = repeatGrant(work, one, attempt, options);
  const bundle = options.bundling?.doesServe(work, store.getAssay(attempt.assayRow))
    ? one.grants.find((other) => canHold(other, grant))
    : undefined;
  if (!bundle) one.free = Math.max(0, one.free - 1);
  joined(one, bundle, grant, competition);
  store.noteGrantSent(attempt, one.request.turn);
}

const canHold = (bundle: Grant, { templateId, submissionId, timeoutSeconds }: Grant): boolean =>
  bundle.templateId === templateId &&
  bundle.submissionId === submissionId &&
  bundle.timeoutSeconds === timeoutSeconds &&
  bundle.competitions.length < MAX_BUNDLE;

function repeatGrant(work: Work, one: Conversation, attempt: Attempt, options: TurnOptions): Grant {
  const { store } = work;
  const assay = store.getAssay(attempt.assayRow);
  const submission = store.getSubmission(assay.submissionRow);
  const competition = store.getCompetition(attempt.assayRow, attempt.ordinal);
  const competitionId = competitionIdOf(assay.assayId, competition.ordinal);
  const grant = grantOf(work, one, { submission, assay, competition, competitionId, attempt }, options);
  if (grant.template || one.grants.some((other) => other.templateId === grant.templateId && other.template)) {
    return grant;
  }
  return { ...grant, template: store.readTemplate(assay.templateRow!) };
}

/** Containers that no executor holds: taken over while their attempt may still count, else removed. */
function hearSeen(work: Work, one: Conversation, settled: SettledAssays, options: TurnOptions): void {
  for (const seen of one.request.seen) {
    if (seen.serving) {
      if (hasLeft(work, seen.executorId)) one.remove.push(seen.attemptId);
      continue;
    }
    const attempt = work.store.findLiveAttempt(seen.attemptId);
    if (!attempt) one.remove.push(seen.attemptId);
    else if (isOrphan(work, attempt, one.executor)) takeOver(work, one, seen, attempt, settled, options);
  }
}

/** Its executor is silent or gone, and another one sees the container. */
function isOrphan(work: Work, attempt: Attempt, seer: Executor): boolean {
  if (attempt.state !== 'lost') return false;
  if (attempt.executorRow === seer.row) return true;
  return hasLeft(work, attempt.executorId);
}

function hasLeft({ store }: Work, executorId: string): boolean {
  const holder = store.findExecutor(executorId);
  return !holder || holder.state === 'silent' || holder.state === 'gone';
}

function takeOver(
  work: Work,
  one: Conversation,
  seen: SeenContainer,
  attempt: Attempt,
  settled: SettledAssays,
  options: TurnOptions,
): void {
  if (isWanted(work, attempt) && !one.request.draining) {
    work.store.adoptAttempt(attempt, one.executor);
    one.adopt.push(repeatGrant(work, one, attempt, options));
    return;
  }
  one.remove.push(seen.attemptId);
  if (seen.state === 'exited') endUnreported(work, attempt, 'abandoned', settled);
}

const replyOf = ({ store }: Work, one: Conversation): TurnReply => ({
  stackId: store.stackId,
  epoch: store.epoch(),
  turn: one.request.turn,
  settled: one.settled,
  stop: one.stop,
  adopt: one.adopt,
  remove: one.remove,
  grants: one.grants,
  nextMs: 0,
});
