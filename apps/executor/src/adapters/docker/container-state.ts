import type { ContainerInspectInfo } from 'dockerode';
import type { RunEnd } from '../../application/container-runtime';
import { type LabelledRun, readLabels } from './container-options';

export const NEVER_STARTED = 'it was never started';

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

export function stateFrom({ State, Config }: ContainerInspectInfo): ContainerState {
  const began = Date.parse(State.StartedAt);
  return {
    run: readLabels(Config.Labels),
    running: State.Running,
    pid: State.Pid,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    startError: State.Status === 'created' ? State.Error || NEVER_STARTED : undefined,
    startedAt: new Date(began > 0 ? began : Date.now()).toISOString(),
    durationMs: began > 0 ? Math.max(0, Date.parse(State.FinishedAt) - began) : 0,
  };
}

export const notHere = (): RunEnd => ({
  timedOut: false,
  outOfMemory: false,
  startedAt: new Date().toISOString(),
  durationMs: 0,
  startFailure: 'There is no such container.',
});
