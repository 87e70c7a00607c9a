import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit-codes';
import { untilAskedToStop } from '../stop-signals';
import { freePort } from './free-port';
import { stopOrphans } from './orphans';
import { requireNatsServer, Stack } from './stack';
import { isAlive, readStackFile } from './stack-file';
import type { Say } from './supervised-child';

export interface TemporaryStackOptions {
  /** Of the directory below the system's temporary one; one command, one prefix. */
  readonly directoryPrefix: string;
  readonly runtime: 'auto' | 'docker' | 'crun';
  readonly registryAuthFile?: string;
  readonly say: Say;
}

/**
 * Gives `study` a stack in a directory of its own, not started yet; returns its exit code. Everything is stopped and
 * removed on success, failure and Ctrl-C alike, at whatever moment it comes; what a crash left, the next call removes.
 */
export async function inTemporaryStack(
  options: TemporaryStackOptions,
  study: (stack: Stack, unwanted: AbortSignal) => Promise<number>,
): Promise<number> {
  requireNatsServer();
  const asked = untilAskedToStop();
  await removeCrashed(options);
  const dataDir = mkdtempSync(join(tmpdir(), options.directoryPrefix));
  const stack = await stackIn(dataDir, options);
  const unwanted = new AbortController();
  const studying = study(stack, unwanted.signal);
  try {
    const outcome = await Promise.race([studying, asked]);
    return outcome === 'stop' ? EXIT.interrupted : outcome;
  } finally {
    unwanted.abort();
    options.say('stopping the services and cleaning up');
    await stack.stop();
    await studying.catch(() => undefined);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One that was ended by force could not clean up after itself. */
async function removeCrashed({ directoryPrefix, say }: TemporaryStackOptions): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(directoryPrefix))) {
    const directory = join(tmpdir(), name);
    const stack = readStackFile(directory);
    if (!stack || isAlive(stack.supervisor) || statSync(directory).uid !== process.getuid?.()) continue;
    await stopOrphans(directory, say);
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function stackIn(
  dataDir: string,
  { runtime, registryAuthFile, say }: TemporaryStackOptions,
): Promise<Stack> {
  const options = {
    dataDir,
    registryAuthFile,
    gatewayPort: await freePort(),
    natsPort: await freePort(),
    executors: 1,
    slots: availableParallelism(),
    runtime,
    allowUnlimited: true,
    logLevel: 'info',
  };
  return new Stack(options, say);
}
