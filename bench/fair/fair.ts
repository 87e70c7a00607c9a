import { ratioAtMost, type Bench, type Row } from '../report';
import { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import { pendingWork } from '../stack/pending';
import { median } from '../statistics';

const SMALL = 10;
const SLOTS = 8;
/** A run, so that slots are scarce and not the messages. */
const SLEEP_MS = 50;
/** As many as the small one may have at once. */
const ALL_SLOTS = { maxCompetitionsActive: 1000 };

/** A submission of ten alone, and beside one so large that it would take every slot for hours. */
export const fair: Bench = async ({ quick }): Promise<readonly Row[]> => {
  const [large, repeats] = quick ? [20_000, 5] : [1_000_000, 20];
  const stack = await BenchStack.start();
  try {
    await stack.addExecutor(SLOTS);
    await timeOfSmall(stack);
    const alone = await repeated(repeats, () => timeOfSmall(stack));
    const { submissionId } = await pendingWork(stack, large, SLEEP_MS);
    await stack.client.change(submissionId, ALL_SLOTS);
    await stack.client.until(submissionId, ({ counters }) => counters.active >= SLOTS - 1);
    const beside = await repeated(repeats, () => timeOfSmall(stack));
    const what = `submission of ${SMALL} on ${SLOTS} slots beside one of ${large}: request to completed`;
    return [ratioAtMost(2, { what, ours: median(beside), baseline: median(alone), unit: 'ms' })];
  } finally {
    await stack.stop();
  }
};

/** From the request to its end, in ms. */
async function timeOfSmall({ client }: BenchStack): Promise<number> {
  const began = performance.now();
  const more = { ...ALL_SLOTS, containerEnv: { BENCH_SLEEP_MS: String(SLEEP_MS) } };
  const { submissionId } = await client.submit(nulldist(SMALL, more));
  await client.until(submissionId, ({ status }) => status === 'completed', 5);
  return performance.now() - began;
}

async function repeated(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let k = 0; k < count; k++) times.push(await measure());
  return times;
}
