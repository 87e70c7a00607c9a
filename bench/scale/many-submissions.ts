import { setTimeout as delay } from 'node:timers/promises';
import { atMost } from '../report';
import type { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import { atRest } from '../stack/at-rest';
import { plan } from './planned';
import { Reader } from './reader';
import { PLANNED_WITHIN_MS, type AddRows, type Size } from './size';
import { countStarts } from './starts';

/** Runs that began while the rest was planned do not end while it is looked at. */
const TRICKLE_SLEEP_MS = 3_600_000;
const TELLING = { BENCH_TELL: '1' };

/** Many submissions at once, by several senders. */
export async function manySubmissions(stack: BenchStack, size: Size, add: AddRows): Promise<void> {
  const { submissions, each, starts, windowMs, lookMs } = size;
  await inspectOnce(stack);
  stack.sleep(TRICKLE_SLEEP_MS);
  const { submissionIds, tookMs } = await plan(stack, { submissions, each });
  const what = `${submissions} × ${each}`;
  add(
    atMost(PLANNED_WITHIN_MS, {
      what: `${what}: from the first request to all planned and stored`,
      ours: tookMs,
      unit: 'ms',
    }),
  );
  await atRest(stack);
  const middle = submissionIds[submissionIds.length >> 1];
  const atEase = new Reader(stack, middle);
  await delay(lookMs);
  add(...(await atEase.rows(`${what} pending`)));
  await stack.stopExecutors();
  for (const slots of [32, 32]) await stack.addExecutor(slots);
  const { schedulerMs } = await countStarts(stack, starts, windowMs);
  add(atMost(1, { what: `${what}: scheduler's CPU a competition`, ours: schedulerMs, unit: 'ms' }));
  const reader = new Reader(stack, middle);
  await delay(lookMs);
  add(...(await reader.rows(`${what} pending, dispatching`)));
}

async function inspectOnce(stack: BenchStack): Promise<void> {
  const { submissionId } = await stack.client.submit(nulldist(2, { containerEnv: TELLING }));
  await stack.client.until(submissionId, ({ status }) => status === 'completed');
}
