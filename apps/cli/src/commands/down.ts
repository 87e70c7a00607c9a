import { Command } from 'commander';
import { stepsView } from '../render/steps';
import { sessionOf } from '../session';
import { stopOrphans } from '../stack/orphans';
import { isAlive, readStackFile, type StackFile } from '../stack/stack-file';
import { waitUntil } from '../wait-until';

/** The longest an ordered stop may take: executors 20 s, then five others 10 s each; and some. */
const STOP_MS = 80_000;

export function downCommand(): Command {
  return new Command('down').action(async (_flags: unknown, command: Command) => {
    const { settings, print } = sessionOf(command);
    const stack = readStackFile(settings.dataDir);
    if (stack && isAlive(stack.supervisor)) {
      process.kill(stack.supervisor.pid, 'SIGTERM');
      await untilStopped(stack);
      return print({ stopped: true }, () => 'stopped');
    }
    const stopped = await stopOrphans(settings.dataDir, (sentence) => process.stderr.write(`${sentence}\n`));
    print({ stopped: stopped > 0 }, () =>
      stopped > 0 ? 'stopped' : `no stack is running in ${settings.dataDir}`,
    );
  });
}

/** Each process has its own time to bring to an end what it does. */
async function untilStopped({ supervisor, processes }: StackFile): Promise<void> {
  const view = stepsView('stopping');
  const isOver = (): boolean => {
    view.show(processes.filter((one) => !isAlive(one)).length, processes.length);
    return !isAlive(supervisor);
  };
  try {
    await waitUntil(isOver, STOP_MS, 'the stack does not stop; see its logs');
  } finally {
    view.end();
  }
}
