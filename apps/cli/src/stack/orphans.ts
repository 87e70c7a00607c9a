import { isAlive, readStackFile, type RecordedProcess, removeStackFile } from './stack-file';
import type { Say } from './supervised-child';

/** An executor's drain takes up to 20 seconds; what does not stop politely by then is ended. */
const POLITE_STOP_MS = 20_000;
const POLL_MS = 50;

/** Processes of a stack whose supervisor was ended by force: they run on, and nobody starts them again. */
export function orphansOf(dataDir: string): readonly RecordedProcess[] {
  const earlier = readStackFile(dataDir);
  return !earlier || isAlive(earlier.supervisor) ? [] : earlier.processes.filter(isAlive);
}

/** Stops what an earlier stack left behind, executors first and the bus last, and forgets that stack. */
export async function stopOrphans(dataDir: string, say: Say): Promise<number> {
  const orphans = [...orphansOf(dataDir)].reverse();
  for (const orphan of orphans) {
    say(`stopping ${orphan.name} (pid ${orphan.pid}), left behind by an earlier stack`);
    await stop(orphan);
  }
  const earlier = readStackFile(dataDir);
  if (earlier && !isAlive(earlier.supervisor)) removeStackFile(dataDir);
  return orphans.length;
}

async function stop(orphan: RecordedProcess): Promise<void> {
  const deadline = Date.now() + POLITE_STOP_MS;
  signal(orphan, 'SIGTERM');
  while (isAlive(orphan)) {
    if (Date.now() > deadline) signal(orphan, 'SIGKILL');
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}

function signal(orphan: RecordedProcess, name: NodeJS.Signals): void {
  try {
    if (isAlive(orphan)) process.kill(orphan.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
