import { atMost, type Bench, type Row } from '../report';
import { percentile } from '../statistics';
import { recorderIsFree } from '../stack/at-rest';
import { BenchStack } from '../stack/bench-stack';
import { syncTimes } from '../stack/disk';
import { pendingWork } from '../stack/pending';
import { roundTrips } from './round-trip/round-trip';
import { firstUse, resultToStart, submitToStart } from './waits';

const TARGETS = { p50: 10, p99: 50 } as const;
/** Room for what is measured beside the runs of the work that waits: one of each of its submissions. */
const SLOTS = 32;
/** Long enough that ten stay ten while they are waited beside. */
const WAITING_SLEEP_MS = { few: 600_000, many: 1000 } as const;

interface Size {
  readonly pending: readonly number[];
  readonly submissions: number;
  readonly competitions: number;
  readonly images: number;
  readonly rounds: number;
}
const FULL: Size = {
  pending: [10, 1_000_000],
  submissions: 300,
  competitions: 3000,
  images: 100,
  rounds: 2000,
};
const QUICK: Size = { pending: [10, 10_000], submissions: 25, competitions: 200, images: 15, rounds: 100 };

/**
 * What a user waits for beside containers, with little and with much work waiting: real processes and a runtime that
 * does nothing. The baseline is one block written and synced on this disk: every wait holds several of those.
 */
export const latency: Bench = async ({ quick, tell }): Promise<readonly Row[]> => {
  const size = quick ? QUICK : FULL;
  const rows: Row[] = [];
  const disk = syncTimes(500);
  const add = (what: string, waits: readonly number[]): void => {
    const more = rowsOf(what, waits, disk);
    rows.push(...more);
    tell(more);
  };
  for (const pending of size.pending) {
    await onStack(async (stack) => {
      const sleepMs = WAITING_SLEEP_MS[pending <= 100 ? 'few' : 'many'];
      const work = await pendingWork(stack, pending, { sleepMs });
      // What waits is meant, not the writing of its documents.
      await recorderIsFree(stack);
      const beside = `at ${pending} pending`;
      add(`request to first start ${beside}`, await submitToStart(stack, size.submissions));
      add(`result to next start ${beside}`, await resultToStart(stack, size.competitions));
      if (pending === size.pending[0]) add('first use of an image', await firstUse(stack, size.images));
      await work.cancel();
    });
    for (const load of ROUND_TRIPS) {
      const trips = await roundTrips({ ...load, competitions: size.rounds, pending });
      add(`adaptive round trip, ${load.what}, at ${pending} pending`, trips);
    }
  }
  return rows;
};

const ROUND_TRIPS = [
  { what: 'one search', searches: 1, runMs: 0 },
  { what: '20 searches, 50 settled a second', searches: 20, runMs: 400 },
] as const;

async function onStack(work: (stack: BenchStack) => Promise<void>): Promise<void> {
  const stack = await BenchStack.start();
  try {
    await stack.addExecutor(SLOTS);
    await work(stack);
  } finally {
    await stack.stop();
  }
}

const rowsOf = (what: string, waits: readonly number[], disk: readonly number[]): Row[] =>
  (['p50', 'p99'] as const).map((name) => {
    const percent = Number(name.slice(1));
    return atMost(TARGETS[name], {
      what: `${what}, ${name} of ${waits.length}`,
      ours: percentile(waits, percent),
      baseline: percentile(disk, percent),
      unit: 'ms',
    });
  });
