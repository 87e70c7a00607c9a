import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutorList } from '#contracts';
import type { Messaging } from '#messaging';

const LOOK_MS = 40;
const ANSWER_MS = 400;
/**
 * A longer gap between two answers is a break: the rescuer forgives a third of a lease (0.4 s) in which the scheduler
 * stood still or the bus was slow, and gives every lease a full period after more.
 */
const BREAK_MS = 200;
/** The rescuer looks once a second. */
const RESCUER_MS = 1_000;
/** What a busy machine may add. */
const SLACK_MS = 1_500;

/** How long a scheduler that answers may take to notice. */
export const noticeBoundMs = (leaseMs: number): number => leaseMs + RESCUER_MS + SLACK_MS;

export interface Noticed {
  /** Time in which the scheduler answered without a break, up to the executor's return or the scheduler's notice. */
  readonly heardMs: number;
  /** False: not noticed although the scheduler answered long enough. Absent: it did not, or nothing was to be noticed. */
  readonly inTime?: boolean;
  /** There was no break at all. */
  readonly unbroken?: boolean;
}

/**
 * Watches one dead or stopped executor through the scheduler's own list until it is told as silent. Only time counts in
 * which the scheduler ran and could hear: every break (a restart of it, or of nats-server, or a machine that stands
 * still) begins the count anew, as it gives every lease a full period.
 */
export class ExecutorWatch {
  constructor(
    private readonly messaging: Pick<Messaging, 'request'>,
    private readonly boundMs: number,
  ) {}

  /** Waits until the scheduler has heard of the executor; false when that takes longer than `boundMs`. */
  async isHere(executorDirectory: string, boundMs: number): Promise<boolean> {
    const executorId = idIn(executorDirectory);
    const until = performance.now() + boundMs;
    while (performance.now() < until) {
      if ((await this.stateOf(executorId)) === 'here') return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  /** `isDown`: the executor is still away. */
  async until(executorDirectory: string, isDown: () => boolean): Promise<Noticed> {
    const executorId = idIn(executorDirectory);
    const from = performance.now();
    let [heardFrom, answeredAt] = [from, from];
    let wasHere = false;
    while (isDown()) {
      const state = await this.stateOf(executorId);
      const now = performance.now();
      if (state === undefined || now - answeredAt > BREAK_MS) heardFrom = now;
      answeredAt = now;
      const heardMs = now - heardFrom;
      if (state === 'here' || state === 'draining') wasHere = true;
      else if (state !== undefined)
        return wasHere ? { heardMs, inTime: true, unbroken: heardFrom === from } : { heardMs: 0 };
      if (heardMs > this.boundMs) return { heardMs, inTime: false };
      await pause(LOOK_MS);
    }
    return { heardMs: performance.now() - heardFrom };
  }

  /** Undefined while nobody answers. */
  private async stateOf(executorId: string): Promise<string | undefined> {
    try {
      const { executors } = await this.messaging.request<ExecutorList>(
        'executor.list',
        {},
        { timeoutMs: ANSWER_MS },
      );
      return executors.find((each) => each.executorId === executorId)?.state ?? 'gone';
    } catch {
      return undefined;
    }
  }
}

const idIn = (executorDirectory: string): string =>
  readFileSync(join(executorDirectory, 'executor-id'), 'utf8').trim();
