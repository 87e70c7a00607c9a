import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerRuntime } from './container-runtime';
import type { HeldRuns } from './held-runs';
import type { Clock, KeptReports, Log } from './ports';
import { stopRun } from './take-turn';
import type { TurnLoop } from './turn-loop';

const LOOK_MS = 25;
/** Without anything to give back nobody waits longer for a scheduler that may be away. */
const HEARD_WITHIN_MS = 2000;

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
 * taking turns until the scheduler has heard of it and every report is settled, or `boundMs` are over. Unheard, the turn
 * that waits for work would be given some, which nobody ran until its lease was over. What is not settled stays on disk
 * and is told at the next start.
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
  const heardBy = Math.min(until, clock.monotonic() + HEARD_WITHIN_MS);
  const isOwed = (): boolean =>
    held.all().length > 0
      ? clock.monotonic() < until
      : !loop.isDrainHeard && !loop.endedBy && clock.monotonic() < heardBy;
  while (isOwed()) await delay(LOOK_MS);
  const left = held.all().length;
  if (left > 0) log.warn({ left }, 'not everything could be settled in time; it is told at the next start');
  loop.stop();
}
