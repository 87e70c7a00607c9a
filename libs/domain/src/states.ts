/**
 * The closed state machines, as data: each row is one allowed move and who makes it. `docs/state-machines.md` draws
 * exactly these rows, and a test holds the two together. Terminal = no way out by the system itself; a user's retry
 * may still lead on.
 */
export interface Move<State extends string> {
  readonly from: State | '–';
  readonly to: State;
  readonly mover: string;
}

export const SUBMISSION_STATES = [
  'pending',
  'active',
  'stopping',
  'completed',
  'failed',
  'cancelled',
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

export const SUBMISSION_MOVES: readonly Move<SubmissionState>[] = [
  { from: '–', to: 'pending', mover: 'create read' },
  { from: '–', to: 'cancelled', mover: 'tombstone met create' },
  { from: 'pending', to: 'active', mover: 'inspection completed, plan accepted' },
  { from: 'pending', to: 'failed', mover: 'inspection failed' },
  { from: 'pending', to: 'stopping', mover: 'user: cancel' },
  { from: 'active', to: 'stopping', mover: 'user: cancel, or failures exceed the limit' },
  { from: 'stopping', to: 'cancelled', mover: 'cancelled, and no attempt leased, running or lost' },
  { from: 'stopping', to: 'failed', mover: 'failures exceeded, and no attempt leased, running or lost' },
  { from: 'active', to: 'completed', mover: 'all assays completed' },
  { from: 'active', to: 'failed', mover: 'all assays terminal, one failed' },
  { from: 'failed', to: 'active', mover: 'user: retry' },
  { from: 'failed', to: 'pending', mover: 'user: retry after a failed inspection' },
  { from: 'active', to: 'pending', mover: 'image changed under a remembered inspection' },
];

export const ASSAY_STATES = ['blocked', 'active', 'completed', 'failed', 'cancelled'] as const;
export type AssayState = (typeof ASSAY_STATES)[number];

export const ASSAY_MOVES: readonly Move<AssayState>[] = [
  { from: '–', to: 'blocked', mover: 'plan accepted, dependency open' },
  { from: '–', to: 'active', mover: 'plan accepted, no dependency open' },
  { from: 'blocked', to: 'active', mover: 'last dependency completed' },
  { from: 'blocked', to: 'failed', mover: 'a dependency failed' },
  { from: 'active', to: 'active', mover: 'planner: plan of the next round' },
  { from: 'active', to: 'completed', mover: 'planner: conclusion' },
  { from: 'active', to: 'failed', mover: 'planner: conclusion, or its request undeliverable 5 times' },
  { from: 'blocked', to: 'cancelled', mover: 'submission stopping' },
  { from: 'active', to: 'cancelled', mover: 'submission stopping' },
  { from: 'failed', to: 'active', mover: 'user: retry' },
  { from: 'failed', to: 'blocked', mover: 'user: retry' },
  { from: 'cancelled', to: 'active', mover: 'user: retry after a failures stop' },
  { from: 'cancelled', to: 'blocked', mover: 'user: retry after a failures stop' },
  { from: 'completed', to: 'active', mover: 'image changed: a remembered inspection runs again' },
  { from: 'active', to: 'blocked', mover: 'image changed: starts over after the inspection' },
];

export const COMPETITION_STATES = ['pending', 'active', 'completed', 'failed', 'cancelled'] as const;
export type CompetitionState = (typeof COMPETITION_STATES)[number];

export const COMPETITION_MOVES: readonly Move<CompetitionState>[] = [
  { from: '–', to: 'pending', mover: 'plan part' },
  { from: 'pending', to: 'active', mover: 'grant' },
  { from: 'active', to: 'completed', mover: 'report: succeeded' },
  { from: 'active', to: 'failed', mover: 'report: container error, or system errors spent' },
  { from: 'active', to: 'pending', mover: 'system error, interrupted, or lost' },
  { from: 'pending', to: 'completed', mover: 'late report of the lost last attempt, none newer granted' },
  { from: 'pending', to: 'failed', mover: 'late report of the lost last attempt, none newer granted' },
  { from: 'pending', to: 'cancelled', mover: 'submission stopping, plan withdraws, or assay concluded' },
  { from: 'active', to: 'cancelled', mover: 'submission stopping, plan withdraws, or assay concluded' },
  { from: 'failed', to: 'pending', mover: 'user: retry, unless a round was planned by it' },
  {
    from: 'cancelled',
    to: 'pending',
    mover: 'user: retry after a failures stop, planned anew, or settled before its withdrawal (recovery)',
  },
  {
    from: 'failed',
    to: 'completed',
    mover: 'late success of the lost last attempt, before the planner was told',
  },
  { from: 'failed', to: 'cancelled', mover: 'image changed: its assay starts over' },
];

export const ATTEMPT_STATES = [
  'leased',
  'running',
  'lost',
  'succeeded',
  'container-error',
  'timed-out',
  'system-error',
  'interrupted',
  'cancelled',
  'superseded',
  'abandoned',
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** What an executor may say of a run that ended. `timed-out` is a container error with a name of its own. */
export const ATTEMPT_OUTCOMES = [
  'succeeded',
  'container-error',
  'timed-out',
  'system-error',
  'interrupted',
  'cancelled',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

const outcomesFrom = (from: AttemptState, mover: string): Move<AttemptState>[] =>
  ATTEMPT_OUTCOMES.map((to) => ({ from, to, mover }));

export const ATTEMPT_MOVES: readonly Move<AttemptState>[] = [
  { from: '–', to: 'leased', mover: 'grant' },
  { from: 'leased', to: 'running', mover: 'executor: turn' },
  ...outcomesFrom('leased', 'executor: report, or a turn that does not name it'),
  ...outcomesFrom('running', 'executor: report, or a turn that does not name it'),
  { from: 'leased', to: 'lost', mover: 'rescuer: lease over' },
  { from: 'running', to: 'lost', mover: 'rescuer: lease over' },
  ...outcomesFrom('lost', 'late report, none newer'),
  { from: 'lost', to: 'superseded', mover: 'late report, newer granted' },
  { from: 'lost', to: 'abandoned', mover: 'rescuer: deadline + 10 s, or a neighbour saw it exited' },
];

/** Attempt states that hold a place under maxCompetitionsActive: the container may still be running. */
export const PLACE_HOLDING_STATES: readonly AttemptState[] = ['leased', 'running', 'lost'];

export const EXECUTOR_STATES = ['here', 'draining', 'silent', 'gone'] as const;
export type ExecutorState = (typeof EXECUTOR_STATES)[number];

export const EXECUTOR_MOVES: readonly Move<ExecutorState>[] = [
  { from: '–', to: 'here', mover: 'executor: first turn' },
  { from: 'here', to: 'draining', mover: 'executor: shutdown' },
  { from: 'draining', to: 'here', mover: 'executor: started again' },
  { from: 'here', to: 'silent', mover: 'rescuer: lease over' },
  { from: 'draining', to: 'silent', mover: 'rescuer: lease over' },
  { from: 'silent', to: 'here', mover: 'executor: turn' },
  { from: 'silent', to: 'gone', mover: 'rescuer: nothing lost left' },
  { from: 'gone', to: 'here', mover: 'executor: turn' },
  { from: '–', to: 'draining', mover: 'executor: first turn, shutting down' },
  { from: 'silent', to: 'draining', mover: 'executor: turn, shutting down' },
  { from: 'gone', to: 'draining', mover: 'executor: turn, shutting down' },
];

export const isTerminalSubmission = (state: SubmissionState): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

export const isTerminalAssay = (state: AssayState): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

export const isTerminalCompetition = (state: CompetitionState): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

export const mayMove = <State extends string>(
  moves: readonly Move<State>[],
  from: State | '–',
  to: State,
): boolean => moves.some((move) => move.from === from && move.to === to);
