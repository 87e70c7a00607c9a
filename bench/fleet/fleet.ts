import { setTimeout as delay } from 'node:timers/promises';
import { atLeast, atMost, type Bench, type Row } from '../report';
import { BenchStack, type Told } from '../stack/bench-stack';
import { atRest } from '../stack/at-rest';
import { nulldist } from '../stack/client';
import { percentile } from '../statistics';
import { occupancyOf } from './occupancy';

const SLOTS = 8;
const RUN_MS = 1000;
/** A run of a submission that has more than any fleet can work off in the window. */
const PENDING = 100_000;
const MOST_ACTIVE = 10_000;

/** Executors of eight slots whose runs sleep for a second: are the slots busy, and what does an executor need? */
export const fleet: Bench = async ({ quick, tell }): Promise<readonly Row[]> => {
  const [sizes, windowMs] = quick ? [[1, 2], 8000] : [[1, 2, 4, 8, 16, 32, 64], 30_000];
  const rows: Row[] = [];
  for (const executors of sizes) {
    const more = await measure(executors, windowMs);
    rows.push(...more);
    tell(more);
  }
  return rows;
};

async function measure(executors: number, windowMs: number): Promise<readonly Row[]> {
  const stack = await BenchStack.start();
  try {
    const { submissionId } = await planned(stack);
    for (let k = 0; k < executors; k++) await stack.addExecutor(SLOTS);
    await stack.client.change(submissionId, { held: false });
    await stack.client.until(submissionId, ({ counters }) => counters.active >= executors * SLOTS * 0.9);
    await delay(2 * RUN_MS);
    const told = await listen(stack, windowMs);
    const { busyPercent, idleMs } = occupancyOf(told, executors * SLOTS);
    const residentMb = stack.executorsMb();
    return [
      atLeast(98, { what: `${executors} × ${SLOTS}: slots busy`, ours: busyPercent, unit: '%' }),
      atMost(50, {
        what: `${executors} × ${SLOTS}: a slot idle while work waits, p99.9 of ${idleMs.length}`,
        ours: percentile(idleMs, 99.9),
        unit: 'ms',
      }),
      atMost(70, {
        what: `${executors} × ${SLOTS}: resident memory of the largest executor, at work`,
        ours: Math.max(...residentMb),
        unit: 'MB',
      }),
    ];
  } finally {
    await stack.stop();
  }
}

/** Held, planned and recorded: what is measured is a fleet at work, not the minute after a large request. */
async function planned(stack: BenchStack): Promise<{ submissionId: string }> {
  await stack.addExecutor(1); // for the inspection
  const { submissionId } = await stack.client.submit(
    nulldist(PENDING, {
      maxCompetitionsActive: MOST_ACTIVE,
      containerEnv: { BENCH_TELL: '1', BENCH_SLEEP_MS: String(RUN_MS) },
    }),
  );
  await stack.client.until(submissionId, ({ counters }) => counters.active > 0);
  await stack.client.change(submissionId, { held: true });
  await stack.client.until(submissionId, ({ counters }) => counters.pending >= PENDING * 0.99);
  await stack.stopExecutors();
  await atRest(stack);
  return { submissionId };
}

async function listen(stack: BenchStack, windowMs: number): Promise<Told[]> {
  const told: Told[] = [];
  const stop = stack.onTold((one) => told.push(one));
  await delay(windowMs);
  stop();
  return told;
}
