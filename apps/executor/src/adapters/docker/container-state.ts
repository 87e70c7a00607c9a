import type { RunEnd } from '../../application/container-runtime';
import type { LabelledRun } from './container-options';

/** What the daemon says of a run's container. */
export interface ContainerState {
  readonly run: LabelledRun;
  readonly running: boolean;
  /** Of its PID 1, on the daemon's host; 0 = it does not run. */
  readonly pid: number;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly startError?: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

export const notHere = (): RunEnd => ({
  timedOut: false,
  outOfMemory: false,
  startedAt: new Date().toISOString(),
  durationMs: 0,
  startFailure: 'There is no such container.',
});
