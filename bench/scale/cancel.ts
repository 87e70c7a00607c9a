import { setTimeout as delay } from 'node:timers/promises';
import { atMost } from '../report';
import { monotonicMs, type BenchStack } from '../stack/bench-stack';
import type { AddRows } from './size';
import { tellStarts } from './starts';

/** Grants that were on their way when the cancel was answered may still start. */
const ON_THEIR_WAY_MS = 100;
const BEFORE_CANCEL_MS = 1000;
const AFTER_CANCEL_MS = 2000;

/** Of one that has all slots: how long the answer takes, and what is started after it. */
export async function cancel(stack: BenchStack, submissionId: string, add: AddRows): Promise<void> {
  await delay(BEFORE_CANCEL_MS);
  const starts = tellStarts(stack, submissionId);
  const { tookMs } = await stack.client.cancel(submissionId);
  const answeredAt = monotonicMs();
  await delay(AFTER_CANCEL_MS);
  starts.stop();
  const last = Math.max(answeredAt, ...starts.times);
  const late = starts.times.filter((at) => at > answeredAt).length;
  add(
    atMost(100, { what: 'cancel: time of the answer', ours: tookMs, unit: 'ms' }),
    atMost(ON_THEIR_WAY_MS, {
      what: `cancel: last of ${late} starts after the answer`,
      ours: last - answeredAt,
      unit: 'ms',
    }),
  );
}
