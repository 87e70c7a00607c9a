import { statSync } from 'node:fs';
import type { BenchStack } from '../stack/bench-stack';
import { nulldist, type Request } from '../stack/client';
import { onBus } from '../stack/on-bus';

const SENDERS = 8;
const POLL_MS = 100;

export interface Planned {
  readonly submissionIds: readonly string[];
  /** From the first request until all were planned and stored. */
  readonly tookMs: number;
  /** CPU time of all processes meanwhile, for one competition. */
  readonly cpuMsEach: number;
}

/** So many submissions of so many competitions, sent side by side. */
export async function plan(
  stack: BenchStack,
  { submissions, each, more = {} }: { submissions: number; each: number; more?: Partial<Request> },
): Promise<Planned> {
  const { client } = stack;
  const cpuBefore = stack.allCpuMs();
  const began = performance.now();
  const submissionIds: string[] = [];
  const asked = nulldist(each, { containerEnv: { BENCH_TELL: '1' }, ...more });
  let left = submissions;
  const send = async (): Promise<void> => {
    while (left-- > 0) submissionIds.push((await client.submit(asked)).submissionId);
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  for (const id of submissionIds) {
    const isPlanned = ({ pending, active, completed }: Record<'pending' | 'active' | 'completed', number>) =>
      pending + active + completed >= each;
    await client.until(id, ({ counters }) => isPlanned(counters), POLL_MS);
  }
  const tookMs = performance.now() - began;
  const cpuMsEach = (stack.allCpuMs() - cpuBefore) / (submissions * each);
  return { submissionIds, tookMs, cpuMsEach };
}

/** Size of the scheduler's database, and how many messages there have been: plans and commands, and documents. */
export async function stored(
  stack: BenchStack,
): Promise<{ readonly bytes: number; readonly messages: number }> {
  const [journal, records] = await onBus(stack, (messaging) =>
    Promise.all([messaging.streamState('journal'), messaging.streamState('records')]),
  );
  const { size: bytes } = statSync(stack.databaseFile);
  return { bytes, messages: journal.lastSequence + records.lastSequence };
}
