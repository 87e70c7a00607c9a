import { join } from 'node:path';
import { writeImageArchive } from '#testing';
import { type Drained, drain } from '../control/knockem';
import { atLeast, atMost, notMeasured, ratioAtLeast, ratioAtMost, type Bench, type Row } from '../report';
import { bareCrun } from '../runtime/bare-crun';
import { bareDocker } from '../runtime/bare-docker';
import type { BareRuntime } from '../runtime/bare-runtime';
import { BenchStack } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import { trivialImage } from '../stack/trivial-image';
import { median } from '../statistics';

const SERVING = 'bench/serving:1';
const ALONE = 'bench/alone:1';
const SLOTS = 4;
/** Starts of the bare runtime beside it. */
const STARTS = 200;

interface Size {
  readonly competitions: number;
  readonly repeats: number;
}

/**
 * Competitions per second of the whole system with an image that serves, from the request until the last one is settled,
 * beside the bare runtime that starts a container for each; and when the last one stands in the record store. Image,
 * programs and sandbox are the same, and the programs do nothing.
 */
export const serve: Bench = async ({ quick, tell, profileTo }): Promise<readonly Row[]> => {
  const size = quick ? { competitions: 4000, repeats: 1 } : { competitions: 30_000, repeats: 3 };
  const rows: Row[] = [];
  for (const open of [bareCrun, bareDocker]) {
    const bare = await open();
    const more = 'missing' in bare ? [unmeasured(bare)] : await rowsOf(bare, size, profileTo);
    rows.push(...more);
    tell(more);
  }
  return rows;
};

const unmeasured = ({ name, missing }: { name: string; missing: string }): Row =>
  notMeasured(`competitions served on ${name}`, '≥ 10 × the baseline', missing);

async function rowsOf(bare: BareRuntime, size: Size, profileTo?: string): Promise<readonly Row[]> {
  let stack: BenchStack | undefined;
  try {
    const profiling = profileTo && bare.name === 'crun' ? { profileTo } : {};
    stack = await BenchStack.start({ runtime: bare.name, env: bare.env, ...profiling });
    for (const [tag, serves] of [
      [SERVING, true],
      [ALONE, false],
    ] as const)
      await writeImageArchive(join(stack.dataDir, 'images'), await trivialImage(tag, serves));
    await capture(stack, bare);
    await stack.addExecutor(SLOTS);
    await drain(stack, 100, { containerImage: SERVING }); // inspected from now on
    const [served, started] = await inTurns(stack, bare, size);
    return judged(bare.name, size, served, started);
  } finally {
    await stack?.stop();
    await bare.close();
  }
}

/** One after the other, so that what disturbs the machine disturbs both. */
async function inTurns(
  stack: BenchStack,
  bare: BareRuntime,
  { competitions, repeats }: Size,
): Promise<[served: Drained[], started: number[]]> {
  const served: Drained[] = [];
  const started: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    started.push(await bare.run(STARTS, SLOTS));
    served.push(await drain(stack, competitions, { containerImage: SERVING }));
  }
  return [served, started];
}

function judged(
  name: string,
  { competitions }: Size,
  served: readonly Drained[],
  started: readonly number[],
): readonly Row[] {
  const per = (pick: (drained: Drained) => number): number => median(served.map(pick));
  const ours = per(({ settled }) => (1000 * competitions) / settled);
  const of = `${competitions} competitions served on ${name}, ${SLOTS} slots`;
  return [
    ...(name === 'crun' ? [atLeast(1500, { what: `${of}: settled`, ours, unit: '1/s' })] : []),
    ratioAtLeast(10, {
      what: `${of}, beside a start for each`,
      ours,
      baseline: median(started),
      unit: '1/s',
    }),
    ratioAtMost(2, {
      what: `${of}: until all are recorded, beside until all are settled`,
      ours: per(({ recorded }) => recorded / 1000),
      baseline: per(({ settled }) => settled / 1000),
      unit: 's',
    }),
    atMost(2000 / 1500, {
      what: `${of}: CPU of all services for one`,
      ours: per(({ cpuMs }) => cpuMs),
      unit: 'ms',
    }),
  ];
}

/** A competition's container of its own, while it is held. */
async function capture(stack: BenchStack, bare: BareRuntime): Promise<void> {
  await stack.addExecutor(1);
  const { submissionId } = await stack.client.submit(
    nulldist(2, { containerImage: ALONE, containerEnv: { BENCH_HOLD: '1' } }),
  );
  await bare.capture(stack.dataDir);
  await stack.client.cancel(submissionId);
  await stack.client.until(submissionId, ({ status }) => status === 'cancelled');
  await stack.stopExecutors();
}
