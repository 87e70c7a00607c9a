import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { type Session, sessionOf } from '../session';
import type { Settings } from '../settings';
import { untilAskedToStop } from '../stop-signals';
import { whereToLook } from '../render/stack';
import { stepsView } from '../render/steps';
import { pickPort } from '../stack/free-port';
import { stopOrphans } from '../stack/orphans';
import type { StackOptions } from '../stack/recipes';
import { requireNatsServer, Stack } from '../stack/stack';
import { portNumber, wholeNumber } from './number-arguments';
import { upDetached } from './up-detached';

interface UpFlags {
  detach?: boolean;
  executors: number;
  slots: number;
  runtime: 'auto' | 'docker' | 'crun';
  records?: string;
  port?: number;
  natsPort?: number;
  allowUnlimited?: boolean;
  logLevel: string;
}

export function upCommand(): Command {
  return new Command('up')
    .option('-d, --detach', 'leave it running in the background (stop it with `knockem down`)')
    .option('--executors <n>', 'executor processes', wholeNumber, 1)
    .option('--slots <n>', 'containers at once, of each executor', wholeNumber, availableParallelism())
    .addOption(
      new Option('--runtime <name>', 'container runtime').choices(['auto', 'docker', 'crun']).default('auto'),
    )
    .option('--registry-auth <file>', 'credentials for private registries (skopeo login --authfile FILE)')
    .option('--records <url>', 'record store: mongodb://… (default: an embedded file)')
    .option('--port <n>', 'of the gateway (default 8080, or a free one when that is taken)', portNumber)
    .option('--nats-port <n>', 'of nats-server (default 4222, or a free one when that is taken)', portNumber)
    .option('--allow-unlimited', 'run containers also where memory, pid and CPU limits cannot be held')
    .addOption(
      new Option('--log-level <level>').choices(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
    )
    .action(async (flags: UpFlags, command: Command) => {
      const session = sessionOf(command);
      if (flags.detach) return upDetached(session);
      // First, so that the usual ports are free again.
      await stopOrphans(session.settings.dataDir, say);
      await runInForeground(session, await stackOptionsOf(flags, session.settings));
    });
}

async function stackOptionsOf(
  flags: UpFlags,
  { dataDir, registryAuthFile }: Settings,
): Promise<StackOptions> {
  return {
    dataDir,
    registryAuthFile,
    executors: flags.executors,
    slots: flags.slots,
    runtime: flags.runtime,
    recordsUrl: flags.records,
    allowUnlimited: flags.allowUnlimited ?? false,
    logLevel: flags.logLevel,
    gatewayPort: flags.port ?? (await pickPort(8080)),
    natsPort: flags.natsPort ?? (await pickPort(4222)),
  };
}

async function runInForeground(session: Session, options: StackOptions): Promise<void> {
  requireNatsServer();
  const asked = untilAskedToStop();
  const stack = new Stack(options, say);
  try {
    const view = stepsView('starting');
    const onAnswer = (done: number, total: number): void => view.show(done, total);
    const outcome = await Promise.race([stack.start(onAnswer), asked]).finally(() => view.end());
    if (outcome !== 'stop') {
      const { gatewayUrl, natsUrl, dataDir } = stack;
      session.print({ gatewayUrl, natsUrl, dataDir }, () => `knockem is up\n${whereToLook(stack)}`);
      await asked;
    }
    process.stderr.write('stopping\n');
  } finally {
    await stack.stop();
  }
}

/** In a log file the time belongs to the sentence; a person at a terminal has a clock. */
function say(sentence: string): void {
  const time = process.stderr.isTTY ? '' : `${new Date().toISOString()} `;
  process.stderr.write(`${time}${sentence}\n`);
}
