import { writeFileSync } from 'node:fs';
import { ExecutorDirectory } from '../executor-directory';
import { CrunCommand } from './crun-command';
import { OutOfMemoryLog } from './out-of-memory-log';
import { Runner } from './runner';
import { WorkSlots } from './work-slots';

/** node main.js EXECUTOR-DIRECTORY SOCKET (cgroupfs|disabled), inside its own session and mount namespace. */
async function main(): Promise<void> {
  const [path = '', socket = '', cgroupManager = 'cgroupfs'] = process.argv.slice(2);
  const directory = new ExecutorDirectory(path);
  const parts = {
    crun: new CrunCommand(directory.state, cgroupManager === 'disabled' ? 'disabled' : 'cgroupfs'),
    slots: new WorkSlots(directory.slots),
    outOfMemory: new OutOfMemoryLog(),
    stateDirectory: directory.state,
    directory: path,
  };
  spareFromMemoryShortage();
  // An executor's Ctrl-C must not end its containers' keeper.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  await new Runner(directory, parts, () => process.exit(0)).open(socket);
}

/** When the machine runs out of memory, containers go first. Only root may ask for that. */
function spareFromMemoryShortage(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '-500');
  } catch {
    // An ordinary user's runner takes its chance.
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
