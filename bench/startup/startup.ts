import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../apps/cli/src/stack/free-port';
import { tempDirectory } from '#testing';
import { atMost, type Bench, type Row } from '../report';
import { BenchStack, monotonicMs } from '../stack/bench-stack';
import { nulldist } from '../stack/client';
import { median } from '../statistics';

const KNOCKEM = resolve(__dirname, '..', '..', 'bin', 'knockem');
const run = promisify(execFile);

/** The baseline of both is a Node process that does nothing. */
export const startup: Bench = async ({ quick }): Promise<readonly Row[]> => {
  const repeats = quick ? 2 : 7;
  const bare: number[] = [];
  const ups: number[] = [];
  for (let k = 0; k < repeats; k++) {
    bare.push(timeOfBareNode());
    ups.push(await timeOfUp());
  }
  const restarts = await timesOfRestart(repeats);
  const baseline = median(bare);
  return [
    atMost(3000, {
      what: '`knockem up --detach` until it says that it is up',
      ours: median(ups),
      baseline,
      unit: 'ms',
    }),
    atMost(1000, {
      what: 'executor, from its start to its first run',
      ours: median(restarts),
      baseline,
      unit: 'ms',
    }),
  ];
};

function timeOfBareNode(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

/** With everything that it starts for a user; on crun, since the runtime is not what is measured. */
async function timeOfUp(): Promise<number> {
  using directory = tempDirectory('knockem-startup-');
  const place = ['--data-dir', directory.path];
  const ports = ['--port', String(await freePort()), '--nats-port', String(await freePort())];
  const down = (): unknown => spawnSync(KNOCKEM, ['down', ...place]);
  process.once('exit', down);
  const began = performance.now();
  try {
    await run(KNOCKEM, ['up', '--detach', '--runtime', 'crun', '--allow-unlimited', ...ports, ...place]);
    return performance.now() - began;
  } finally {
    down();
    process.off('exit', down);
  }
}

/** An executor that ended politely comes back as the same, while work waits. */
async function timesOfRestart(repeats: number): Promise<number[]> {
  const stack = await BenchStack.start();
  try {
    await stack.addExecutor(1);
    const more = { containerEnv: { BENCH_TELL: '1', BENCH_SLEEP_MS: '50' } };
    const { submissionId } = await stack.client.submit(nulldist(100_000, more));
    await stack.client.until(submissionId, ({ counters }) => counters.completed > 0);
    const times: number[] = [];
    for (let k = 0; k < repeats; k++) {
      await stack.stopExecutors();
      const began = monotonicMs();
      const first = stack.toldOnce(({ kind, at }) => kind === 'start' && at > began);
      await stack.spawnExecutor(1, 1);
      times.push((await first).at - began);
    }
    return times;
  } finally {
    await stack.stop();
  }
}
