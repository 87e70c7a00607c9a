import type { SchedulerDatabase } from '../open-database';

/** Live submissions and executors, counted for /metrics: few rows, by the index of live submissions. */
export interface Overview {
  /** By state; those that have ended are not among them. */
  readonly submissions: Readonly<Record<string, number>>;
  /** Of live submissions. */
  readonly competitions: { readonly pending: number; readonly active: number };
  /** By state. */
  readonly executors: Readonly<Record<string, number>>;
  /** Of executors that are here or draining. */
  readonly slots: number;
}

const LIVE = ['pending', 'active', 'stopping'] as const;
const EXECUTORS = ['here', 'draining', 'silent'] as const;

export class ReadOverview {
  constructor(private readonly database: SchedulerDatabase) {}

  private readonly live = this.database.prepare<
    [],
    { status: string; submissions: number; pending: number; active: number }
  >(
    `SELECT status, count(*) AS submissions, sum(numPending) AS pending, sum(numActive) AS active
     FROM submissions INDEXED BY submissionsLive
     WHERE status IN ('pending', 'active', 'stopping') GROUP BY status`,
  );
  private readonly executors = this.database.prepare<[], { state: string; executors: number; slots: number }>(
    'SELECT state, count(*) AS executors, sum(slots) AS slots FROM executors GROUP BY state',
  );

  read(): Overview {
    const live = this.live.all();
    const executors = this.executors.all();
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const of = (state: string): number => executors.find((row) => row.state === state)?.executors ?? 0;
    return {
      submissions: Object.fromEntries(
        LIVE.map((state) => [state, live.find(({ status }) => status === state)?.submissions ?? 0]),
      ),
      competitions: {
        pending: sum(live.map(({ pending }) => pending)),
        active: sum(live.map(({ active }) => active)),
      },
      executors: Object.fromEntries(EXECUTORS.map((state) => [state, of(state)])),
      slots: sum(
        executors.filter(({ state }) => state === 'here' || state === 'draining').map(({ slots }) => slots),
      ),
    };
  }
}
