import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KnockemError } from '#domain';
import { EXIT } from '../exit-codes';
import type { Session } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { waitUntil } from '../wait-until';
import { quoted, whereToLook } from '../render/stack';
import { type StepsView, stepsView } from '../render/steps';
import { isAlive, readStackFile } from '../stack/stack-file';

const START_MS = 90_000;

/**
 * Runs the same command again without --detach in a session of its own, and waits until its stack answers. A stack
 * that does not come up in time, or is no longer wanted (Ctrl-C), is stopped again.
 */
export async function upDetached({ settings, print }: Session): Promise<void> {
  const { dataDir } = settings;
  const running = readStackFile(dataDir);
  if (running && isAlive(running.supervisor))
    return print(running, () => `knockem is running already\n${whereToLook(running)}`);
  const logFile = join(dataDir, 'logs', 'supervisor.log');
  const supervisor = startSupervisor(logFile);
  let exited = false;
  const view = stepsView('starting');
  supervisor.child.once('exit', () => (exited = true));
  const started = waitUntil(
    () => {
      showStart(dataDir, view);
      return exited || isUp(dataDir, supervisor.child.pid);
    },
    START_MS,
    `the stack does not come up; see ${logFile}`,
  );
  const outcome = await Promise.race([started, untilAskedToStop()])
    .finally(() => view.end())
    .catch(async (error: unknown) => {
      await stopAndAwait(supervisor.child);
      throw error;
    });
  if (outcome === 'stop') {
    process.stderr.write('stopping\n');
    await stopAndAwait(supervisor.child);
    process.exit(EXIT.interrupted);
  }
  if (exited) fail(logFile, supervisor.logOffset, supervisor.child.exitCode);
  supervisor.child.unref();
  const stack = readStackFile(dataDir)!;
  print(stack, () => `knockem is up\n${whereToLook(stack)}\n${howToStop(dataDir)}`);
  process.exit(EXIT.ok);
}

function startSupervisor(logFile: string): { child: ChildProcess; logOffset: number } {
  const log = openLog(logFile);
  const logOffset = statSync(logFile).size;
  const args = process.argv.slice(1).filter((argument) => argument !== '--detach' && argument !== '-d');
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  return { child, logOffset };
}

function openLog(logFile: string): number {
  try {
    mkdirSync(join(logFile, '..'), { recursive: true });
    return openSync(logFile, 'a');
  } catch (error) {
    throw new KnockemError('misconfigured', `cannot write ${logFile}: ${(error as Error).message}`, {
      hint: 'name another directory with --data-dir or KNOCKEM_DATA_DIR',
    });
  }
}

async function stopAndAwait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}

function showStart(dataDir: string, view: StepsView): void {
  const processes = readStackFile(dataDir)?.processes ?? [];
  // nats-server is the first, and alone until it answers.
  if (processes.length > 1) view.show(processes.filter(({ answered }) => answered).length, processes.length);
}

const isUp = (dataDir: string, pid?: number): boolean => {
  const stack = readStackFile(dataDir);
  return stack?.ready === true && stack.supervisor.pid === pid;
};

/** What the supervisor said, from where this start began in its log; and its exit code as ours. */
function fail(logFile: string, offset: number, code: number | null): never {
  process.stderr.write(readFileSync(logFile).subarray(offset));
  process.exit(code || EXIT.failure);
}

const howToStop = (dataDir: string): string =>
  `stop it with \`knockem down --data-dir ${quoted(dataDir)}\`, look after it with \`knockem status\``;
