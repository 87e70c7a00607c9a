import type { Explanation } from '#contracts';
import { competitionIdOf, KnockemError } from '#domain';
import { fits } from '../domain/pick-order';

export interface ExplainedSubmission {
  readonly status: string;
  readonly held: 0 | 1;
  readonly pool: string | null;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly places: number;
  readonly maxCompetitionsActive: number;
  readonly changedAt: string;
}

export interface ExplainedAssay {
  readonly assayId: string;
  readonly assayType: string;
  readonly status: string;
  readonly reason: string | null;
  readonly round: number;
  readonly nextOrdinal: number;
  readonly numPending: number;
  readonly numActive: number;
  readonly changedAt: string;
}

export interface ExplainedCompetition {
  readonly status: string;
  readonly reason: string | null;
  readonly notBeforeMs: number;
  readonly attempt: number;
  readonly plannedAt: string;
}

export interface ExplainedAttempt {
  readonly state: string;
  readonly executorId: string;
  readonly host: string;
  readonly grantedAt: string;
  readonly deadlineMs: number | null;
  readonly reason: string | null;
}

export interface ExplainedExecutor {
  readonly state: string;
  readonly pool: string | null;
  readonly cpus: number;
  readonly memoryMb: number;
  readonly slots: number;
  readonly running: number;
  readonly lastTurnAt: string;
}

/** Reading only; each as it is now. */
export interface ExplanationFacts {
  assay(assayId: string): { assay: ExplainedAssay; submission: ExplainedSubmission } | undefined;
  unfinishedDependencies(assayId: string): readonly ExplainedAssay[];
  competition(assayId: string, ordinal: number): ExplainedCompetition | undefined;
  lastAttempt(assayId: string, ordinal: number): ExplainedAttempt | undefined;
  executors(): readonly ExplainedExecutor[];
}

type Because = Pick<Explanation, 'because' | 'detail' | 'since' | 'until'>;

/** The monotonic clock of the rows, and wall time for people. */
export type ExplanationClock = { now(): number; monotonic(): number };

/** Why a competition is not running, with the first reason that holds; or what it is doing, or how it ended. */
export class ExplainCompetition {
  constructor(
    private readonly facts: ExplanationFacts,
    private readonly clock: ExplanationClock,
  ) {}

  explain(assayId: string, ordinal: number): Explanation {
    const found = this.facts.assay(assayId);
    if (!found) throw new KnockemError('not-found', `the scheduler holds no assay ${assayId}`);
    const { assay, submission } = found;
    const competitionId = competitionIdOf(assayId, ordinal);
    const competition = this.facts.competition(assayId, ordinal);
    if (!competition) return { competitionId, ...this.unplanned(assay, ordinal) };
    const because =
      competition.status === 'pending'
        ? this.pending(assay, submission, competition, ordinal)
        : this.notPending(assay, competition, ordinal);
    return { competitionId, status: competition.status, ...because };
  }

  private unplanned(assay: ExplainedAssay, ordinal: number): Because & { status: string } {
    const missing = `assay ${assay.assayType} has planned ${assay.nextOrdinal} competitions so far; ordinal ${ordinal} is not among them`;
    if (assay.status !== 'blocked') throw new KnockemError('not-found', missing);
    const waiting = this.facts.unfinishedDependencies(assay.assayId).map(dependencyInWords);
    const detail = `assay ${assay.assayType} waits for ${waiting.join(', and for ') || 'another assay'}`;
    return { status: 'pending', because: 'dependency', detail, since: assay.changedAt };
  }

  private notPending(assay: ExplainedAssay, competition: ExplainedCompetition, ordinal: number): Because {
    const attempt = this.facts.lastAttempt(assay.assayId, ordinal);
    const since = attempt?.grantedAt ?? competition.plannedAt;
    if (competition.status !== 'active' || !attempt)
      return { detail: competition.reason ?? `it is ${competition.status}`, since };
    const detail = `attempt ${competition.attempt} ${doing(attempt)} on ${attempt.host} (executor ${attempt.executorId})`;
    return { detail, since, ...this.until(attempt.deadlineMs) };
  }

  /** A time of the monotonic clock as wall time. */
  private until(ms: number | null): { until?: string } {
    if (ms === null) return {};
    return { until: new Date(Math.round(this.clock.now() + ms - this.clock.monotonic())).toISOString() };
  }

  private pending(
    assay: ExplainedAssay,
    submission: ExplainedSubmission,
    competition: ExplainedCompetition,
    ordinal: number,
  ): Because {
    if (submission.status === 'stopping' || assay.status !== 'active')
      return {
        detail: `its assay is ${assay.status}, its submission ${submission.status}: it will not start`,
        since: assay.changedAt,
      };
    if (submission.held === 1)
      return { because: 'held', detail: 'the submission is held by its user', since: submission.changedAt };
    const waitMs = competition.notBeforeMs - this.clock.monotonic();
    if (waitMs > 0) return this.backOff(assay, competition, ordinal, waitMs);
    return this.executors(submission) ?? this.places(submission, competition);
  }

  private backOff(
    assay: ExplainedAssay,
    competition: ExplainedCompetition,
    ordinal: number,
    waitMs: number,
  ): Because {
    const attempt = this.facts.lastAttempt(assay.assayId, ordinal);
    const why = attempt?.reason ? `: ${attempt.reason}` : '';
    return {
      because: 'backoff',
      detail: `attempt ${competition.attempt} ended in a system error${why}; the next may start in ${Math.ceil(waitMs / 1000)} s`,
      since: attempt?.grantedAt ?? competition.plannedAt,
      ...this.until(competition.notBeforeMs),
    };
  }

  private executors(submission: ExplainedSubmission): Because | undefined {
    const all = this.facts.executors();
    const here = all.filter((executor) => executor.state === 'here');
    if (here.length === 0) return nobodyHere(all, submission.changedAt);
    if (here.some((executor) => fits(submission, executor))) return undefined;
    const detail = whyNoneFits(submission, here);
    return { because: 'no-executor-fits', detail, since: submission.changedAt };
  }

  private places(submission: ExplainedSubmission, competition: ExplainedCompetition): Because {
    const since = competition.plannedAt;
    if (submission.places >= submission.maxCompetitionsActive)
      return {
        because: 'cap',
        detail: `cap ${submission.places}/${submission.maxCompetitionsActive}: so many of the submission's runs hold a place, and maxCompetitionsActive is ${submission.maxCompetitionsActive}`,
        since,
      };
    const fitting = this.facts.executors().filter((e) => e.state === 'here' && fits(submission, e));
    const slots = fitting.reduce((sum, executor) => sum + executor.slots, 0);
    const running = fitting.reduce((sum, executor) => sum + executor.running, 0);
    return {
      because: 'no-slot',
      detail: `${running} of ${slots} slots of fitting executors are busy; it waits for its turn among those that are ready`,
      since,
    };
  }
}

const dependencyInWords = ({ assayType, status, numPending, numActive }: ExplainedAssay): string =>
  status === 'active'
    ? `${assayType} (active: ${numActive} running and ${numPending} waiting in its present round)`
    : `${assayType} (${status})`;

function doing({ state }: ExplainedAttempt): string {
  if (state === 'running') return 'runs';
  if (state === 'leased') return 'is being prepared (image and inputs)';
  return state === 'lost' ? 'was not heard of in time, and keeps its place,' : `is ${state}`;
}

function nobodyHere(all: readonly ExplainedExecutor[], changedAt: string): Because {
  const last = all
    .map((executor) => executor.lastTurnAt)
    .sort()
    .pop();
  if (last === undefined)
    return { because: 'no-executor', detail: 'no executor has ever come', since: changedAt };
  const states = countsInWords(all.map(({ state }) => state));
  return {
    because: 'no-executor',
    detail: `no executor is here (${states}); the last one was heard at ${last}`,
    since: last,
  };
}

/** The pool is looked at first: executors of other pools would not help, however large. */
function whyNoneFits(
  { pool, cpus, memoryMb }: ExplainedSubmission,
  here: readonly ExplainedExecutor[],
): string {
  const inPool = here.filter((executor) => pool === null || executor.pool === pool);
  if (inPool.length === 0) {
    const pools = countsInWords(here.map((executor) => executor.pool ?? 'no pool'));
    return `no executor of pool ${pool} is here (here are: ${pools})`;
  }
  const most = (of: (executor: ExplainedExecutor) => number): number => Math.max(...inPool.map(of));
  const where = pool === null ? '' : ` in pool ${pool}`;
  return (
    `a run needs ${cpus} CPUs and ${memoryMb} MiB; none of ${inPool.length} executors${where} has that ` +
    `(at most ${most((each) => each.cpus)} CPUs, ${most((each) => each.memoryMb)} MiB)`
  );
}

/** `2 silent, 1 draining` */
function countsInWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
