import { writeImageArchive } from '#testing';
import { join } from 'node:path';
import { notMeasured, ratioAtLeast, type Bench, type Row } from '../report';
import { BenchStack } from '../stack/bench-stack';
import { nulldist, type Request } from '../stack/client';
import { trivialImage } from '../stack/trivial-image';
import { median } from '../statistics';
import { bareCrun } from './bare-crun';
import { bareDocker } from './bare-docker';
import type { BareRuntime } from './bare-runtime';

const IMAGE = 'bench/trivial:1';
/** It stays for a while, to be looked at (stack/trivial.c). */
const HOLDING = { containerEnv: { BENCH_HOLD: '1' } };
/** A question costs a millisecond, and the two cores are what is measured. */
const POLL_MS = 100;

interface Size {
  readonly repeats: number;
  readonly concurrencies: readonly number[];
}

/**
 * Competitions per second of the whole system beside the bare runtime, which runs the same container again and again:
 * the one that the system made, taken from it while it ran. The same image, sandbox, program and concurrency; no result
 * is read, nothing is stored.
 */
export const runtime: Bench = async ({ quick, tell }): Promise<readonly Row[]> => {
  const size = quick ? { repeats: 1, concurrencies: [4] } : { repeats: 3, concurrencies: [2, 4, 8] };
  const rows: Row[] = [];
  for (const [open, target] of [
    [bareCrun, 0.85],
    [bareDocker, 0.95],
  ] as const) {
    const bare = await open();
    const more = 'missing' in bare ? [unmeasured(bare, target)] : await rowsOf(bare, target, size, quick);
    rows.push(...more);
    tell(more);
  }
  return rows;
};

const unmeasured = ({ name, missing }: { name: string; missing: string }, target: number): Row =>
  notMeasured(`competitions on ${name} beside the bare runtime`, `≥ ${target} × the baseline`, missing);

async function rowsOf(
  bare: BareRuntime,
  target: number,
  size: Size,
  quick: boolean,
): Promise<readonly Row[]> {
  const count = quick ? bare.runs / 4 : bare.runs;
  let stack: BenchStack | undefined;
  try {
    stack = await BenchStack.start({ runtime: bare.name, env: bare.env });
    await writeImageArchive(join(stack.dataDir, 'images'), await trivialImage(IMAGE, false));
    await capture(stack, bare);
    const rows: Row[] = [];
    for (const concurrency of size.concurrencies) {
      const { ours, theirs } = await inTurns(stack, bare, { count, concurrency, repeats: size.repeats });
      const what = `competitions on ${bare.name}, ${concurrency} at a time`;
      rows.push(ratioAtLeast(target, { what, ours: median(ours), baseline: median(theirs), unit: '1/s' }));
    }
    return rows;
  } finally {
    await stack?.stop();
    await bare.close();
  }
}

/** One after the other, so that what disturbs the machine disturbs both. */
async function inTurns(
  stack: BenchStack,
  bare: BareRuntime,
  { count, concurrency, repeats }: { count: number; concurrency: number; repeats: number },
): Promise<{ readonly ours: number[]; readonly theirs: number[] }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    theirs.push(await bare.run(count, concurrency));
    ours.push(await wholeSystem(stack, count, concurrency));
  }
  return { ours, theirs };
}

const asked = (replicates: number, more: Partial<Request> = {}): Request =>
  nulldist(replicates, { containerImage: IMAGE, maxCompetitionsActive: 1000, ...more });

/** A competition's container, while it is held. */
async function capture(stack: BenchStack, bare: BareRuntime): Promise<void> {
  await stack.addExecutor(1);
  const { submissionId } = await stack.client.submit(asked(2, HOLDING));
  await bare.capture(stack.dataDir);
  await stack.client.cancel(submissionId);
  await stack.client.until(submissionId, ({ status }) => status === 'cancelled');
  await stack.stopExecutors();
}

/** Per second, while there is more to do. */
async function wholeSystem(stack: BenchStack, count: number, slots: number): Promise<number> {
  await stack.addExecutor(slots);
  const { submissionId } = await stack.client.submit(asked(2 * count + 100 * slots));
  const completed = async (least: number): Promise<{ at: number; count: number }> => {
    const { submission } = await stack.client.until(
      submissionId,
      ({ counters }) => counters.completed >= least,
      POLL_MS,
    );
    return { at: performance.now(), count: submission.counters.completed };
  };
  const first = await completed(2 * slots);
  const last = await completed(first.count + count);
  await stack.client.cancel(submissionId);
  await stack.client.until(submissionId, ({ status }) => status === 'cancelled');
  await stack.stopExecutors();
  return (1000 * (last.count - first.count)) / (last.at - first.at);
}
