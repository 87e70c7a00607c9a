import { noEffects, type Effects, type Now } from '../domain/effects';
import { ABANDON_AFTER_MS, isLeaseOver } from '../domain/leases';
import { concludeSettling, endUnreported, lose, type SettledAssays } from './settle-attempt';
import type { SchedulerStore, Work } from './store';

/** Lost attempts given up in one call: keeps the transaction under 10 ms. */
const ABANDONED_AT_ONCE = 200;

/**
 * Caretaker: executors whose lease is over are silent and their attempts lost; lost attempts whose container has ended
 * at the latest are abandoned; silent executors with nothing lost left are gone. To be called only while the scheduler
 * can hear: after a start or a reconnect every lease gets a full period first.
 */
export function rescue(store: SchedulerStore, now: Now, random: () => number): Effects {
  const work: Work = { store, now, effects: noEffects() };
  if (!isDue(store, now)) return work.effects;
  return store.transaction(() => {
    const settled: SettledAssays = new Set();
    for (const state of ['here', 'draining'] as const) {
      for (const executor of store.listExecutorsIn(state).filter((one) => isLeaseOver(one, now.ms))) {
        store.moveExecutorIf(executor.row, state, 'silent');
        for (const attempt of store.listLeasedAttempts(executor.row)) lose(work, attempt, random(), settled);
      }
    }
    for (const attempt of store.listLostAttempts(now.ms - ABANDON_AFTER_MS, ABANDONED_AT_ONCE)) {
      endUnreported(work, attempt, 'abandoned', settled);
    }
    for (const executor of store.listExecutorsIn('silent')) {
      if (store.countLostAttempts(executor.row) === 0) store.moveExecutorIf(executor.row, 'silent', 'gone');
    }
    concludeSettling(work, settled);
    return work.effects;
  });
}

/** Spares the disk a write every second while all is well. */
const isDue = (store: SchedulerStore, now: Now): boolean =>
  store.listExecutorsIn('silent').length > 0 ||
  (['here', 'draining'] as const).some((state) =>
    store.listExecutorsIn(state).some((executor) => isLeaseOver(executor, now.ms)),
  ) ||
  store.listLostAttempts(now.ms - ABANDON_AFTER_MS, 1).length > 0;
