import { leaseUntil } from '../domain/leases';
import type { Now } from '../domain/effects';
import type { SchedulerStore } from './store';

export interface CounterDisagreement {
  readonly table: string;
  readonly row: number;
  readonly counter: string;
  readonly kept: number;
  readonly counted: number;
}

export interface StartUpStore extends SchedulerStore {
  auditCounters(): CounterDisagreement[];
}

/**
 * Before anything is heard: counters are recounted (what disagreed is returned, corrected), clocks begin anew, and every
 * lease gets a full period, since leases run only while the scheduler can hear.
 */
export function startUp(store: StartUpStore, now: Now, leaseMs: number): CounterDisagreement[] {
  return store.transaction(() => {
    store.restartClocks(now.ms);
    store.renewAllLeases(leaseUntil(now.ms, leaseMs));
    return store.auditCounters();
  });
}

/** After a reconnect, before the rescuer goes on. */
export function hearAgain(store: SchedulerStore, now: Now, leaseMs: number): void {
  store.transaction(() => store.renewAllLeases(leaseUntil(now.ms, leaseMs)));
}
