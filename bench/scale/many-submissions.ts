import { atMost } from '../report';
import type { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import { percentile } from '../statistics';
import { Reader } from './reader';
import type { AddRows, Size } from './scale';
import { countStarts } from './starts';

const SENDERS = 8;
const TRICKLE_SLEEP_MS = 600_000;
const TELLING = { BENCH_TELL: '1' };

/** Many submissions at once, by several senders. */
export async function manySubmissions(stack: BenchStack, size: Size, add: AddRows): Promise<void> {
  const { submissions, each, starts, windowMs } = size;
  await inspectOnce(stack);
  stack.sleep(TRICKLE_SLEEP_MS);
  const began = performance.now();
  const ids = await submitAll(stack, submissions, each);
  for (const id of ids) await stack.client.until(id, ({ counters }) => counters.pending >= each - 100);
  const what = `${submissions} × ${each}: from the first request to all planned and stored`;
  add(atMost(60_000, { what, ours: performance.now() - began, unit: 'ms' }));
  stack.sleep(0);
  await stack.stopExecutors();
  for (const slots of [32, 32]) await stack.addExecutor(slots);
  const { schedulerMs } = await countStarts(stack, starts, windowMs);
  const reader = new Reader(stack, ids[ids.length >> 1]);
  await countStarts(stack, starts, windowMs);
  await reader.stop();
  add(
    atMost(1, {
      what: `${submissions} × ${each}: scheduler's CPU a competition`,
      ours: schedulerMs,
      unit: 'ms',
    }),
    atMost(50, { what: `status, p99`, ours: percentile(reader.status, 99), unit: 'ms' }),
    atMost(50, { what: `list, p99`, ours: percentile(reader.list, 99), unit: 'ms' }),
  );
}

async function inspectOnce(stack: BenchStack): Promise<void> {
  const { submissionId } = await stack.client.submit(nulldist(2, { containerEnv: TELLING }));
  await stack.client.until(submissionId, ({ status }) => status === 'completed');
}

async function submitAll(stack: BenchStack, submissions: number, each: number): Promise<string[]> {
  const ids: string[] = [];
  let left = submissions;
  const send = async (): Promise<void> => {
    while (left-- > 0)
      ids.push((await stack.client.submit(nulldist(each, { containerEnv: TELLING }))).submissionId);
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return ids;
}
