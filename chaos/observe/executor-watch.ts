import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutorList } from '#contracts';
import type { Messaging } from '#messaging';

const LOOK_MS = 40;
const ANSWER_MS = 400;
/** The rescuer looks once a second. */
const RESCUER_MS = 1_000;
/** What a busy machine may add. */
const SLACK_MS = 1_500;

export interface Noticed {
  /** Time in which the scheduler answered without a break, from the executor's end to its notice. */
  readonly heardMs: number;
  /** False: not noticed although the scheduler answered long enough. Absent: it did not, or nothing was to be noticed. */
  readonly inTime?: boolean;
}

/**
 * Watches one dead or stopped executor through the scheduler's own list until it is told as silent. Only time counts in
 * which the scheduler ran and could hear: every break (a restart of it, or of nats-server) begins the count anew, as it
 * gives every lease a full period.
 */
export class ExecutorWatch {
  constructor(
    private readonly messaging: Messaging,
    private readonly leaseMs: number,
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
    const bound = this.leaseMs + RESCUER_MS + SLACK_MS;
    let heardFrom = performance.now();
    let longestGap = 0;
    let wasHere = false;
    while (isDown()) {
      const askedAt = performance.now();
      const state = await this.stateOf(executorId);
      const now = performance.now();
      longestGap = Math.max(longestGap, now - askedAt);
      if (state === undefined) heardFrom = performance.now();
      else if (state === 'here' || state === 'draining') wasHere = true;
      else if (!wasHere) return { heardMs: 0 };
      else return { heardMs: now - heardFrom, inTime: true };
      if (now - heardFrom > bound + longestGap) return { heardMs: now - heardFrom, inTime: false };
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
