import { atLeast, atMost, notMeasured, ratioAtLeast, type Bench, type Row } from '../report';
import { median } from '../statistics';
import { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import type { Baseline } from './baseline';
import { bullmq } from './bullmq';
import { drain, type Drained, type Fleet } from './knockem';
import { pgBoss } from './pg-boss';
import { Missing } from './servers';

const TARGET_PER_SECOND = 2500;
/** It depends far less than the rate on what else runs on the machine. */
const TARGET_CPU_MS = 2000 / TARGET_PER_SECOND;
const WARM_UP = 500;

interface Size {
  readonly competitions: number;
  readonly repeats: number;
  readonly fleets: readonly Fleet[];
  readonly concurrencies: readonly number[];
}

const FULL: Size = {
  competitions: 20_000,
  repeats: 3,
  fleets: [
    { executors: 1, slots: 16 },
    { executors: 1, slots: 64 },
    { executors: 2, slots: 16 },
    { executors: 2, slots: 64 },
    { executors: 4, slots: 64 },
  ],
  concurrencies: [1, 2, 4, 8, 16, 32, 64],
};
const QUICK: Size = {
  competitions: 2000,
  repeats: 1,
  fleets: [{ executors: 2, slots: 32 }],
  concurrencies: [4, 16, 64],
};

/**
 * What everything but the containers allows: real nats-server, gateway, scheduler, planner, recorder and executors, a
 * runtime that does nothing, one competition a run. The clock runs from the request until the documents are recorded;
 * that of the job queues beside it from the first bulk insert until the last result is kept.
 */
export const control: Bench = async ({ quick, tell, profileTo }): Promise<readonly Row[]> => {
  const size = quick ? QUICK : FULL;
  const rows: Row[] = [];
  const add = (...more: readonly Row[]): void => {
    rows.push(...more);
    tell(more);
  };
  const best = await ours(size, profileTo, (fleet, drained) => console.error(describe(fleet, drained, size)));
  const perSecond = rate(size, best.drained.recorded);
  const { executors, slots } = best.fleet;
  const what = `competitions, ${executors} × ${slots} slots, ${size.competitions} from request to record`;
  add(atLeast(TARGET_PER_SECOND, { what, ours: perSecond, unit: '1/s' }));
  const whatCpu = 'CPU time of all processes for one competition; two cores at the target have so much';
  add(atMost(TARGET_CPU_MS, { what: whatCpu, ours: best.drained.cpuMs, unit: 'ms' }));
  for (const baseline of [bullmq, pgBoss]) add(await beside(baseline, size, perSecond));
  return rows;
};

const rate = ({ competitions }: Size, ms: number): number => (1000 * competitions) / ms;

const describe = (
  { executors, slots }: Fleet,
  { planned, settled, recorded, cpuMs }: Drained,
  size: Size,
): string =>
  `${executors} × ${slots}: planned after ${planned.toFixed(0)} ms, settled ${settled.toFixed(0)}, recorded ` +
  `${recorded.toFixed(0)}: ${rate(size, recorded).toFixed(0)}/s, ${cpuMs.toFixed(2)} ms of CPU a competition`;

/** Each fleet by the median of its repeats; the best of them. */
async function ours(
  size: Size,
  profileTo: string | undefined,
  say: (fleet: Fleet, drained: Drained) => void,
): Promise<{ readonly fleet: Fleet; readonly drained: Drained }> {
  const stack = await BenchStack.start({ profileTo });
  try {
    const tried: { fleet: Fleet; drained: Drained }[] = [];
    for (const fleet of size.fleets) {
      await Promise.all(Array.from({ length: fleet.executors }, () => stack.addExecutor(fleet.slots)));
      await warmUp(stack);
      const drains: Drained[] = [];
      for (let repeat = 0; repeat < size.repeats; repeat++)
        drains.push(await drain(stack, size.competitions));
      const of = (part: keyof Drained): number => median(drains.map((drained) => drained[part]));
      const drained = {
        planned: of('planned'),
        settled: of('settled'),
        recorded: of('recorded'),
        cpuMs: of('cpuMs'),
      };
      say(fleet, drained);
      tried.push({ fleet, drained });
      await stack.stopExecutors();
    }
    return tried.reduce((a, b) => (a.drained.recorded <= b.drained.recorded ? a : b));
  } finally {
    await stack.stop();
  }
}

/** The inspection is remembered from here on, and every process has been at work. */
async function warmUp(stack: BenchStack): Promise<void> {
  const { submissionId } = await stack.client.submit(nulldist(WARM_UP));
  await stack.client.until(submissionId, ({ status }) => status === 'completed');
}

async function beside(baseline: Baseline, size: Size, perSecond: number): Promise<Row> {
  const what = `competitions beside ${baseline.name}`;
  try {
    const { perSecond: theirs, concurrency } = await bestOf(baseline, size);
    const claim = { what: `${what} at ${concurrency}`, ours: perSecond, baseline: theirs, unit: '1/s' };
    return ratioAtLeast(1, claim);
  } catch (error) {
    if (error instanceof Missing) return notMeasured(what, '≥ 1 × the baseline', error.message);
    throw error;
  }
}

async function bestOf(
  baseline: Baseline,
  size: Size,
): Promise<{ readonly perSecond: number; readonly concurrency: number }> {
  const queue = await baseline.open();
  try {
    const tried: { perSecond: number; concurrency: number }[] = [];
    await queue.drain(WARM_UP, 4);
    for (const concurrency of size.concurrencies) {
      const times: number[] = [];
      for (let repeat = 0; repeat < size.repeats; repeat++)
        times.push(await queue.drain(size.competitions, concurrency));
      tried.push({ concurrency, perSecond: rate(size, median(times)) });
      console.error(`${baseline.name} at ${concurrency}: ${tried.at(-1)?.perSecond.toFixed(0)}/s`);
    }
    return tried.reduce((a, b) => (a.perSecond >= b.perSecond ? a : b));
  } finally {
    await queue.close();
  }
}
