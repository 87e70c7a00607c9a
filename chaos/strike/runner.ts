import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../plan/strikes';
import { processesOf } from '../verify/leftovers';
import { executorDirectory, type StrikeParts } from './parts';

const LOOK_MS = 50;
/** An idle runner ends itself: the next one comes with the next run. */
const FIND_BOUND_MS = 8_000;

/** The processes that keep containers for executors: killed, or stopped for a while. */
export class RunnerStrikes {
  private readonly stopped = new Set<number>();

  constructor(private readonly parts: StrikeParts) {}

  async kill(target: Target): Promise<void> {
    const runner = await this.find(target);
    this.parts.count(runner ? 'runner killed' : 'runner, when there was none');
    if (runner) signalIfAlive(runner, 'SIGKILL');
  }

  async stop(target: Target, ms: number): Promise<void> {
    const runner = await this.find(target);
    this.parts.count(runner ? 'runner stopped' : 'runner, when there was none');
    if (!runner || !signalIfAlive(runner, 'SIGSTOP')) return;
    this.stopped.add(runner);
    await pause(ms);
    this.letGo(runner);
  }

  /** None stays stopped when the harness is ended in the middle. */
  letAllGo(): void {
    for (const runner of this.stopped) this.letGo(runner);
  }

  private letGo(runner: number): void {
    if (this.stopped.delete(runner)) signalIfAlive(runner, 'SIGCONT');
  }

  private async find(target: Target): Promise<number | undefined> {
    const directory = `${executorDirectory(this.parts.stack, target)}/`;
    const look = (): string | undefined =>
      processesOf(directory).find((line) => line.includes('runner/main.js'));
    const until = performance.now() + FIND_BOUND_MS;
    let found = look();
    while (found === undefined && performance.now() < until) {
      await pause(LOOK_MS);
      found = look();
    }
    return found === undefined ? undefined : Number(found.split(' ')[0]);
  }
}

/** False when it has ended since it was found. */
function signalIfAlive(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}
