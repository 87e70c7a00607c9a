import { join } from 'node:path';
// A pool of threads by Node's own people: starts them when needed, ends idle ones, turns a thread's death into a rejection.
import { Piscina } from 'piscina';
import type { Step } from '../../domain/assays/assay-type';
import type { LaboriousSteps, StepQuestion } from '../../application/ports';

/** The built thread; `execArgv` are Node's options for it. */
export interface ThreadFile {
  readonly filename: string;
  readonly execArgv?: readonly string[];
}

const BUILT_THREAD: ThreadFile = { filename: join(__dirname, 'step.thread.js') };
/** A long fit must not hold up a short one. */
const MAX_THREADS = 2;
/** An idle thread holds some 60 MB: it stays for the next titration of a study, not for tomorrow's. */
const IDLE_MS = 30_000;

/**
 * Threads beside the event loop, for steps that reckon for seconds: requests of other submissions, acknowledgements and
 * health go on meanwhile. No thread runs before the first such step. Questions beyond MAX_THREADS wait their turn.
 */
export class StepThreads implements LaboriousSteps {
  private readonly pool: Piscina<StepQuestion, Step<unknown>>;

  constructor({ filename, execArgv }: ThreadFile = BUILT_THREAD) {
    this.pool = new Piscina({
      filename,
      name: 'step',
      minThreads: 0,
      maxThreads: MAX_THREADS,
      idleTimeout: IDLE_MS,
      ...(execArgv ? { execArgv: [...execArgv] } : {}),
    });
  }

  /** Rejects with the step's own error, or when its thread died. */
  step(question: StepQuestion): Promise<Step<unknown>> {
    return this.pool.run(question);
  }

  /** What is under way is given up; its request is delivered to another planner. */
  stop(): Promise<void> {
    return this.pool.destroy();
  }
}
