import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { HeldRuns } from '../../application/held-runs';
import type { Meter } from '../../application/ports';

/** What /metrics tells of an executor. */
export function executorMeter(registry: Registry): Meter {
  const registers = [registry];
  const runs = new Histogram({
    name: 'knockem_executor_run_seconds',
    help: 'Duration of runs that ended, by outcome.',
    labelNames: ['outcome'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600],
    registers,
  });
  const turns = new Counter({
    name: 'knockem_executor_turns_total',
    help: 'Turns taken, by whether they were answered.',
    labelNames: ['answered'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'knockem_executor_turn_seconds',
    help: 'From asking for a turn to its answer; the scheduler keeps it back while it has nothing to give.',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  return {
    runEnded: (outcome, durationMs) => runs.observe({ outcome }, durationMs / 1000),
    turnTaken: (ok, durationMs) => {
      turns.inc({ answered: String(ok) });
      if (ok) turnSeconds.observe(durationMs / 1000);
    },
  };
}

/** Slots and what takes them, read when somebody looks. */
export function watchHeldRuns(registry: Registry, held: HeldRuns, slots: number): void {
  const states = ['preparing', 'running', 'ended', 'settled'] as const;
  new Gauge({
    name: 'knockem_executor_slots',
    help: 'Runs that this executor takes at once.',
    registers: [registry],
    collect() {
      this.set(slots);
    },
  });
  new Gauge({
    name: 'knockem_executor_slots_busy',
    help: 'Slots that hold a run; a bundle of competitions takes one.',
    registers: [registry],
    collect() {
      this.set(slots - held.free());
    },
  });
  new Gauge({
    name: 'knockem_executor_held_runs',
    help: 'Competitions held, by state; those of a bundle each.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const state of states) this.set({ state }, held.all().filter((run) => run.state === state).length);
    },
  });
}
