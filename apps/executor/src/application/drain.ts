import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerRuntime } from './container-runtime';
import type { HeldRuns } from './held-runs';
import type { Clock, KeptReports, Log } from './ports';
import { stopRun } from './take-turn';
import type { TurnLoop } from './turn-loop';

const LOOK_MS = 25;

export interface DrainParts {
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
  readonly reports: KeptReports;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Shutdown: takes nothing more, stops what runs and gives it back as interrupted (which costs no attempt), and goes on
 * taking turns until every report is settled or `boundMs` are over. What is not settled then stays on disk and is told
 * at the next start.
 */
export async function drain(
  { runtime, held, reports, loop, clock, log }: DrainParts,
  boundMs: number,
): Promise<void> {
  const until = clock.monotonic() + boundMs;
  const running = held.active();
  if (running.length > 0) log.info({ runs: running.length }, 'shutting down: giving back what runs');
  loop.drain();
  await Promise.race([
    Promise.all(running.map((run) => stopRun(run, 'interrupted', { runtime, reports, log }))),
    delay(boundMs, undefined, { ref: false }),
  ]);
  while (held.all().length > 0 && clock.monotonic() < until) await delay(LOOK_MS);
  const left = held.all().length;
  if (left > 0) log.warn({ left }, 'not everything could be settled in time; it is told at the next start');
  loop.stop();
}
