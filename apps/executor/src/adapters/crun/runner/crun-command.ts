import { type ChildProcess, execFile, spawn } from 'node:child_process';
import type { RunDirectory } from '../executor-directory';

/** File descriptors that the container gets. */
export interface ContainerEnds {
  readonly stdin: number | 'ignore';
  readonly stdout: number;
  readonly stderr: number;
}

/** The few crun calls that the runner makes. `--root` keeps our containers apart from everybody else's. */
export class CrunCommand {
  constructor(
    private readonly stateDirectory: string,
    private readonly cgroupManager: 'cgroupfs' | 'disabled',
  ) {}

  /** Runs the container in the foreground: its exit is the container's. */
  run(attemptId: string, directory: RunDirectory, ends: ContainerEnds): ChildProcess {
    const log = [`--log=${directory.crunLog}`, '--log-format=json'];
    const args = [...this.global(), ...log, 'run', '--bundle', directory.path, attemptId];
    return spawn('crun', args, { stdio: [ends.stdin, ends.stdout, ends.stderr] });
  }

  /** Signals to the `crun run` process would leave the container alive: only this ends it. False: there is none (yet). */
  kill(attemptId: string): Promise<boolean> {
    return this.call('kill', attemptId, 'KILL');
  }

  /** Takes away what an interrupted `crun run` left: state, cgroup, processes. */
  async delete(attemptId: string): Promise<void> {
    await this.call('delete', '--force', attemptId);
  }

  private call(...args: string[]): Promise<boolean> {
    return new Promise((resolve) =>
      execFile('crun', [...this.global(), ...args], (error) => resolve(!error)),
    );
  }

  private global(): string[] {
    return [`--root=${this.stateDirectory}`, `--cgroup-manager=${this.cgroupManager}`];
  }
}
