/** A container runtime without knockem. */
export interface BareRuntime {
  readonly name: 'crun' | 'docker';
  /** Enough for seconds. */
  readonly runs: number;
  /** What executors need to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes the container that an executor below this directory runs at the moment; waits until there is one. */
  capture(dataDir: string): Promise<void>;
  /** Runs it so many times; runs per second. */
  run(count: number, concurrency: number): Promise<number>;
  close(): Promise<void>;
}

/** It cannot be had here, and why. */
export interface MissingRuntime {
  readonly name: 'crun' | 'docker';
  readonly missing: string;
}

/** What holds the container while it is captured is no part of it. */
export const withoutHold = (env: readonly string[]): string[] =>
  env.filter((one) => !one.includes('BENCH_HOLD'));
