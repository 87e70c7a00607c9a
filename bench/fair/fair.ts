import { ratioAtMost, type Bench, type Row } from '../report';
import { BenchStack } from '../stack/bench-stack';
import { nulldist, screen } from '../stack/client';
import { median } from '../statistics';

const SMALL = 10;
const SLOTS = 8;
/** A run, so that slots are scarce and not the messages. */
const SLEEP_MS = 50;
/** A screen plans no more than this at once. */
const MOST_AT_ONCE = 50_000;
/** A genome has no more sites. */
const MOST_SITES = 100_000;
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
    await startLarge(stack, large);
    const beside = await repeated(repeats, () => timeOfSmall(stack));
    const what = `submission of ${SMALL} on ${SLOTS} slots beside one of ${large}: request to completed`;
    return [ratioAtMost(2, { what, ours: median(beside), baseline: median(alone), unit: 'ms' })];
  } finally {
    await stack.stop();
  }
};

/** When it has all slots, and as much planned as it may. */
async function startLarge({ client }: BenchStack, competitions: number): Promise<void> {
  const sites = Math.min(MOST_SITES, competitions);
  const more = { ...ALL_SLOTS, containerEnv: { BENCH_SLEEP_MS: String(SLEEP_MS) } };
  const { submissionId } = await client.submit(screen(sites, competitions / sites, more));
  const planned = Math.min(competitions, MOST_AT_ONCE) * 0.9;
  await client.until(
    submissionId,
    ({ counters: { pending, active } }) => pending >= planned && active >= SLOTS - 1,
  );
}

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
