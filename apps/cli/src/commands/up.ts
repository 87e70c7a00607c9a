import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { KnockemError } from '#domain';
import { EXIT } from '../exit-codes';
import { sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { table } from '../render/table';
import { pickPort } from '../stack/free-port';
import type { StackOptions } from '../stack/recipes';
import { requireNatsServer, Stack } from '../stack/stack';
import { isAlive, readStackFile, type StackFile } from '../stack/stack-file';

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

const DETACHED_START_MS = 90_000;

export function upCommand(): Command {
  return new Command('up')
    .description('start the whole stack on this machine, supervised: nats-server and the five services')
    .option('-d, --detach', 'leave it running in the background (stop it with `knockem down`)')
    .option('--executors <n>', 'executor processes', wholeNumber, 1)
    .option('--slots <n>', 'containers at once, of each executor', wholeNumber, availableParallelism())
    .addOption(
      new Option('--runtime <name>', 'container runtime').choices(['auto', 'docker', 'crun']).default('auto'),
    )
    .option('--records <url>', 'record store: mongodb://… (default: an embedded file)')
    .option('--port <n>', 'of the gateway (default 8080, or a free one when that is taken)', wholeNumber)
    .option('--nats-port <n>', 'of nats-server (default 4222, or a free one when that is taken)', wholeNumber)
    .option('--allow-unlimited', 'run containers also where memory, pid and CPU limits cannot be held')
    .addOption(
      new Option('--log-level <level>').choices(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
    )
    .action(async (flags: UpFlags, command: Command) => {
      const session = sessionOf(command);
      if (flags.detach) return detach(session.settings.dataDir, session.print);
      await runInForeground(await stackOptionsOf(flags, session.settings.dataDir));
    });
}

export function downCommand(): Command {
  return new Command('down')
    .description('stop the stack that `knockem up --detach` left running')
    .action(async (_flags: unknown, command: Command) => {
      const { settings, print } = sessionOf(command);
      const stack = readStackFile(settings.dataDir);
      if (!stack || !isAlive(stack.supervisor))
        return print({ stopped: false }, () => 'no stack is running here');
      process.kill(stack.supervisor.pid, 'SIGTERM');
      await until(() => !isAlive(stack.supervisor), 60_000, 'the stack does not stop; see its logs');
      print({ stopped: true }, () => 'stopped');
    });
}

export function statusCommand(): Command {
  return new Command('status')
    .description('the processes of the stack on this machine')
    .action((_flags: unknown, command: Command) => {
      const { settings, print } = sessionOf(command);
      const stack = readStackFile(settings.dataDir);
      if (!stack || !isAlive(stack.supervisor)) {
        throw new KnockemError('not-found', `no stack is running in ${settings.dataDir}`, {
          hint: 'start one with `knockem up`',
        });
      }
      const rows = stack.processes.map((child) => ({ ...child, up: isAlive(child) }));
      print({ ...stack, processes: rows }, () =>
        [
          whereToLook(stack),
          table(
            ['process', 'pid', 'state'],
            rows.map((row) => [row.name, row.pid, row.up ? 'up' : 'down']),
          ),
        ].join('\n\n'),
      );
    });
}

async function stackOptionsOf(flags: UpFlags, dataDir: string): Promise<StackOptions> {
  return {
    dataDir,
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

async function runInForeground(options: StackOptions): Promise<void> {
  requireNatsServer();
  const stack = new Stack(options, (sentence) => process.stderr.write(`${sentence}\n`));
  const asked = untilAskedToStop();
  try {
    const outcome = await Promise.race([stack.start(), asked]);
    if (outcome !== 'stop') {
      process.stdout.write(`${whereToLook(stack)}\n`);
      await asked;
    }
    process.stderr.write('stopping\n');
  } finally {
    await stack.stop();
  }
}

/** Runs the same command again without --detach in a session of its own, and waits until its stack answers. */
async function detach(dataDir: string, print: (value: unknown, text: () => string) => void): Promise<void> {
  const running = readStackFile(dataDir);
  if (running && isAlive(running.supervisor))
    return print(running, () => `already running\n${whereToLook(running)}`);
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const logFile = join(dataDir, 'logs', 'supervisor.log');
  const log = openSync(logFile, 'w');
  const args = process.argv.slice(1).filter((argument) => argument !== '--detach' && argument !== '-d');
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  let exited = false;
  child.once('exit', () => (exited = true));
  await until(
    () => exited || isUp(dataDir, child.pid),
    DETACHED_START_MS,
    `the stack does not come up; see ${logFile}`,
  );
  if (exited) await failWithLog(logFile);
  child.unref();
  const stack = readStackFile(dataDir)!;
  print(stack, () => `${whereToLook(stack)}\nstop it with \`knockem down --data-dir ${dataDir}\``);
}

const isUp = (dataDir: string, pid?: number): boolean => {
  const stack = readStackFile(dataDir);
  return stack?.ready === true && stack.supervisor.pid === pid;
};

async function failWithLog(logFile: string): Promise<never> {
  const { readFile } = await import('node:fs/promises');
  process.stderr.write(await readFile(logFile, 'utf8'));
  process.exit(EXIT.failure);
}

const whereToLook = (stack: Pick<StackFile, 'gatewayUrl' | 'natsUrl' | 'dataDir'>): string =>
  [
    `knockem is up`,
    `  gateway   ${stack.gatewayUrl}/api/v1   (interactive documentation: ${stack.gatewayUrl}/api/docs)`,
    `  nats      ${stack.natsUrl}`,
    `  data      ${stack.dataDir}   (logs: ${join(stack.dataDir, 'logs')})`,
  ].join('\n');

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('not a whole number');
  return value;
}

async function until(condition: () => boolean, timeoutMs: number, otherwise: string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new KnockemError('unavailable', otherwise);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}
