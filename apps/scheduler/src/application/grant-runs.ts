import type { Grant } from '#contracts';
import { attemptIdOf, competitionIdOf } from '#domain';
import type { Assay, Attempt, Competition, Executor, Submission } from '../domain/model';
import { choose, costOf, fits, roomOf, RUNS_PER_CHOICE } from '../domain/pick-order';
import type { Bundling } from './bundling';
import type { Work } from './store';

/** An executor with free slots, and where its grants go. */
export interface Asking {
  readonly executor: Executor;
  free: number;
  readonly grants: Grant[];
  /** Of the grants, as they will travel. */
  bytes: number;
}

/**
 * What the grants of one answer may take: an answer is one message of the bus (1 MB), and one grant alone may have the
 * arguments of half a plan's part. What does not fit goes with the next answer.
 */
const MAX_GRANTED_BYTES = 400_000;

/** Whether the answer has room for one more run. A first one always goes, or a large one would never. */
export const hasRoomFor = (
  asking: Pick<Asking, 'bytes'>,
  competition: Pick<Competition, 'args' | 'env'>,
): boolean =>
  asking.bytes === 0 || asking.bytes + competition.args.length + competition.env.length <= MAX_GRANTED_BYTES;

/** Of a grant but its arguments, environment and template: ids, names of fields. */
const FRAME_BYTES = 600;
/** Of one more competition in a bundle, likewise. */
const MEMBER_BYTES = 300;

/** What a grant takes in an answer, a little more at most. */
export const bytesOf = (grant: Grant, { args, env }: Pick<Competition, 'args' | 'env'>): number =>
  FRAME_BYTES +
  Buffer.byteLength(args) +
  Buffer.byteLength(env) +
  (grant.template ? Buffer.byteLength(JSON.stringify(grant.template)) : 0);

/** What a transaction has learned of a submission: its place in the order moves with every grant. */
type Candidate = { -readonly [Key in keyof Submission]: Submission[Key] } & { exhausted: boolean };

export interface GrantOptions {
  readonly leaseMs: number;
  /** Absent: every run holds one competition. */
  readonly bundling?: Bundling;
}

/** What all choices of one transaction go by. */
interface Granting extends GrantOptions {
  /** Slots of all executors that are here. */
  readonly slots: () => number;
}

/**
 * Fills free slots: the submission with least virtual time gives a few runs, then the choice is made again. The cap
 * counts places (lost attempts too), so it is exact at the containers. Returns in how many ms a back-off ends for which
 * slots are free; undefined = nothing waits; and whether others with free slots could get more, as far as is known.
 */
export function grantRuns(
  work: Work,
  asking: readonly Asking[],
  options: GrantOptions,
): { readonly readyInMs?: number; readonly isWorkLeft: boolean } {
  if (!asking.some(({ free }) => free > 0)) return { isWorkLeft: true };
  const candidates: Candidate[] = work.store
    .listSubmissionsWithPending()
    .map((submission) => ({ ...submission, exhausted: false }));
  const granting: Granting = { ...options, slots: countedOnce(work) };
  for (const one of asking) fill(work, one, candidates, granting);
  const isWorkLeft = candidates.some((candidate) => !candidate.exhausted && roomOf(candidate) > 0);
  return { readyInMs: nextReadyInMs(work, candidates), isWorkLeft };
}

function countedOnce({ store }: Work): () => number {
  let slots: number | undefined;
  return () => (slots ??= store.listExecutorsIn('here').reduce((sum, executor) => sum + executor.slots, 0));
}

function fill(work: Work, asking: Asking, candidates: Candidate[], options: Granting): void {
  const fitting = candidates.filter((candidate) => fits(candidate, asking.executor));
  while (asking.free > 0) {
    const chosen = choose(fitting.filter((candidate) => !candidate.exhausted && roomOf(candidate) > 0));
    if (!chosen) return;
    const take = Math.min(RUNS_PER_CHOICE, asking.free, roomOf(chosen));
    const granted = grantFrom(work, asking, chosen, take, options);
    if (granted === ANSWER_IS_FULL) return;
    if (granted === 0) chosen.exhausted = true;
  }
}

/** Its ready work is left for others. */
const ANSWER_IS_FULL = -1;

type Ready = ReturnType<Work['store']['listReadyCompetitions']>[number];

function grantFrom(
  work: Work,
  asking: Asking,
  submission: Candidate,
  limit: number,
  options: Granting,
): number {
  const { store, now } = work;
  const ready = store.listReadyCompetitions(submission.row, now.ms, limit);
  if (ready.length > 0 && !hasRoomFor(asking, ready[0])) return ANSWER_IS_FULL;
  const size = ready.length === 0 ? 1 : bundleSizeFor(work, submission, ready[0], options);
  if (size > 1) return grantBundle(work, asking, submission, size, options);
  let granted = 0;
  for (const competition of ready) {
    if (!hasRoomFor(asking, competition)) break;
    const grant = grantOne(work, asking, submission, competition, options);
    if (!grant) continue;
    asking.grants.push(grant);
    asking.bytes += bytesOf(grant, competition);
    granted += 1;
  }
  if (granted > 0) charge(work, asking, submission, { competitions: granted, runs: granted });
  return granted;
}

const bundleSizeFor = (
  work: Work,
  submission: Candidate,
  { assayRow }: Ready,
  { bundling, slots }: Granting,
): number => bundling?.sizeFor(work, work.store.getAssay(assayRow), roomOf(submission), slots) ?? 1;

/** One run of several competitions of one assay; each counts for itself, under the cap and for fairness. */
function grantBundle(
  work: Work,
  asking: Asking,
  submission: Candidate,
  size: number,
  options: Granting,
): number {
  const ready = work.store.listReadyCompetitions(submission.row, work.now.ms, size);
  let bundle: Grant | undefined;
  for (const competition of ready) {
    if (competition.assayRow !== ready[0].assayRow || !hasRoomFor(asking, competition)) break;
    const grant = grantOne(work, asking, submission, competition, options);
    if (grant) bundle = joined(asking, bundle, grant, competition);
  }
  const competitions = bundle?.competitions.length ?? 0;
  if (competitions > 0) charge(work, asking, submission, { competitions, runs: 1 });
  return competitions;
}

/** The grant's competition becomes one more of the bundle; without a bundle, the grant is its beginning. */
export function joined(
  asking: Pick<Asking, 'grants' | 'bytes'>,
  bundle: Grant | undefined,
  grant: Grant,
  { args, env }: Pick<Competition, 'args' | 'env'>,
): Grant {
  if (!bundle) {
    asking.grants.push(grant);
    asking.bytes += bytesOf(grant, { args, env });
    return grant;
  }
  bundle.competitions.push(...grant.competitions);
  asking.bytes += MEMBER_BYTES + Buffer.byteLength(args) + Buffer.byteLength(env);
  return bundle;
}

function grantOne(
  work: Work,
  asking: Asking,
  submission: Candidate,
  competition: Ready,
  options: GrantOptions,
): Grant | undefined {
  const { store } = work;
  const assay = store.getAssay(competition.assayRow);
  const number = competition.attempt + 1;
  if (!store.grantCompetitionIfPending(assay, competition.ordinal, number)) return undefined;
  const competitionId = competitionIdOf(assay.assayId, competition.ordinal);
  const attemptId = attemptIdOf(competitionId, store.epoch(), number);
  const leased = { ordinal: competition.ordinal, attempt: number, attemptId };
  const attempt = lease(work, asking.executor, submission, assay, leased);
  return grantOf(work, asking, { submission, assay, competition, competitionId, attempt }, options);
}

function charge(
  work: Work,
  asking: Asking,
  submission: Candidate,
  granted: { readonly competitions: number; readonly runs: number },
): void {
  work.store.advanceVirtualClock(submission.virtualTime);
  submission.virtualTime += costOf(granted.competitions, submission.priority);
  submission.places += granted.competitions;
  asking.free -= granted.runs;
  work.store.setVirtualTime(submission.row, submission.virtualTime);
  work.effects.progress.add(submission.submissionId);
}

function lease(
  work: Work,
  executor: Executor,
  submission: Submission,
  assay: Assay,
  leased: Pick<Attempt, 'ordinal' | 'attempt' | 'attemptId'>,
): Pick<Attempt, 'attemptId' | 'token' | 'attempt' | 'timeoutSeconds'> {
  const timeoutSeconds = submission.competitionTimeoutSeconds;
  const token = work.store.insertAttempt({
    ...leased,
    assayRow: assay.row,
    submissionRow: submission.row,
    executorRow: executor.row,
    executorId: executor.executorId,
    grantedTurn: executor.turn,
    timeoutSeconds,
    wall: work.now.wall,
  });
  return { attemptId: leased.attemptId, token, attempt: leased.attempt, timeoutSeconds };
}

/** What a grant speaks of. */
export interface GrantParts {
  readonly submission: Pick<Submission, 'submissionId'>;
  readonly assay: Pick<Assay, 'templateRow'>;
  readonly competition: Pick<Competition, 'args' | 'env' | 'seed'>;
  readonly competitionId: string;
  readonly attempt: Pick<Attempt, 'attemptId' | 'token' | 'attempt' | 'timeoutSeconds'>;
}

/** The message of a run of one competition. The template's body goes along unless the executor has named a run of it since its boot. */
export function grantOf(
  work: Work,
  { executor, grants }: Pick<Asking, 'executor' | 'grants'>,
  { submission, assay, competition, competitionId, attempt }: GrantParts,
  { leaseMs }: GrantOptions,
): Grant {
  const templateRow = assay.templateRow!;
  const templateId = work.store.templateDigest(templateRow);
  const needsBody =
    !work.store.knowsTemplate(executor.row, templateRow) &&
    !grants.some((grant) => grant.templateId === templateId && grant.template);
  return {
    runId: attempt.attemptId,
    submissionId: submission.submissionId,
    templateId,
    ...(needsBody ? { template: work.store.readTemplate(templateRow) } : {}),
    competitions: [
      {
        competitionId,
        attemptId: attempt.attemptId,
        token: attempt.token,
        attempt: attempt.attempt,
        args: JSON.parse(competition.args) as string[],
        env: JSON.parse(competition.env) as Record<string, string>,
        seed: competition.seed,
      },
    ],
    leaseMs,
    timeoutSeconds: attempt.timeoutSeconds,
  };
}

function nextReadyInMs(work: Work, candidates: readonly Candidate[]): number | undefined {
  const { store, now } = work;
  const ends = candidates
    .filter((candidate) => candidate.exhausted)
    .map((candidate) => store.nextReadyMs(candidate.row, now.ms))
    .filter((ms) => ms !== undefined);
  return ends.length === 0 ? undefined : Math.max(0, Math.ceil(Math.min(...ends) - now.ms));
}
