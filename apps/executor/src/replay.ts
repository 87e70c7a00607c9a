/**
 * `node replay.js ORDER`: runs one recorded run again as an executor would (ReplayOrder), and prints how it went as one
 * line of JSON (ReplayedRun). Knows no bus and no gateway. Stops the run, and ends, when its standard input ends: then
 * nobody waits for it any more.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ReplayedRun, ReplayOrder } from '#contracts';
import { KnockemError } from '#domain';
import { chooseRuntime } from './adapters/choose-runtime';
import { inputsIn, KeptContent, writeOutcome } from './adapters/replay/replay-files';
import { ReplayRuntime } from './adapters/replay/replay-runtime';
import type { Identity, Log } from './application/ports';
import { ReplayRun } from './application/replay-run';

/** No scheduler has a stack of this name, so that no executor beside us takes our container for one of its own. */
const NO_STACK = 'replay';

const say = (_fields: object, message: string): void => void process.stderr.write(`${message}\n`);
const log: Log = { debug: () => undefined, info: say, warn: say, error: say };
const clock = { now: () => Date.now(), monotonic: () => performance.now() };

// Whoever asked may be gone before the last line is said; the container is removed all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
/** A timer without a listener keeps this process until it leaves: what it waits for need not. */
setInterval(() => undefined, 60_000);

void main(process.argv[2] ?? '')
  .catch(async (error: Error) => {
    const known = error instanceof KnockemError ? error : undefined;
    const told = { code: known?.code ?? 'internal', message: error.message, ...known?.details };
    await tell({ error: told });
    process.exitCode = 1;
  })
  .finally(leave);

async function main(file: string): Promise<void> {
  const order = JSON.parse(await readFile(file, 'utf8')) as ReplayOrder;
  const identity = nobody();
  const runtime = new ReplayRuntime(await runtimeOf(order, identity.executorId), order.keep);
  try {
    await tell(await replay(order, identity, runtime));
  } finally {
    await runtime.close();
  }
}

/** Resolves when it is written, or nobody reads. */
const tell = (answer: object): Promise<void> =>
  new Promise((settle) => process.stdout.write(`${JSON.stringify(answer)}\n`, () => settle()));

/** Where the run was stopped, an image may still be on its way; its programs are of our group, where we lead one. */
function leave(): void {
  process.on('SIGTERM', () => undefined);
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // We were started within another's group.
  }
  process.exit();
}

async function replay(order: ReplayOrder, identity: Identity, runtime: ReplayRuntime): Promise<ReplayedRun> {
  const { name, arch, limitsNotHeld } = await runtime.check();
  const content = new KeptContent();
  const inputs = inputsIn(order.inputsDirectory);
  const replayRun = new ReplayRun({ identity, runtime, inputs, content, clock, log });
  process.stdin.once('close', () => void replayRun.stop()).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void replayRun.stop());
  const { report, imageRef } = await replayRun.run(order.run).finally(() => replayRun.close());
  const { token: _token, executorId: _executorId, ...told } = report;
  const { kind } = order.run.template.collect;
  const blob = content.get(report.blobDigest);
  const written = await writeOutcome(order.outDirectory, kind, report, runtime.left, blob);
  const { served } = runtime.left;
  return { report: told, runtime: name, arch, limitsNotHeld, imageRef, served, ...written };
}

const runtimeOf = (order: ReplayOrder, executorId: string) =>
  chooseRuntime({
    runtime: order.runtime,
    directory: join(order.directory, 'runtime'),
    imagesDirectory: order.imagesDirectory,
    registryAuthFile: order.registryAuthFile,
    // Limits that are not held are told with the outcome.
    allowUnlimited: true,
    dockerHost: order.dockerHost,
    busybox: order.busybox,
    executorId,
  });

const nobody = (): Identity => ({
  executorId: randomUUID(),
  bootId: randomUUID(),
  host: hostname(),
  version: '',
  slots: 1,
  stackId: () => NO_STACK,
  learnStackId: async () => undefined,
});
