import { setTimeout as pause } from 'node:timers/promises';
import type { Strike, Target } from '../plan/strikes';
import { executorDirectory, type StrikeParts } from './parts';

type Silence = Extract<Strike, { kind: 'silence' }>;

/** An executor that was struck before comes back first. */
const HERE_BOUND_MS = 30_000;
/** Breaks in the scheduler's answers begin the count anew: of a machine that stands still all the time nothing is said. */
const SILENCE_BOUND_MS = 90_000;

/** From a dead or stopped executor to the scheduler's notice. */
export class SilentExecutors {
  /** Milliseconds in which the scheduler ran, of each that was noticed. */
  readonly noticedMs: number[] = [];
  /** Judged: noticed, or not noticed in time. */
  counted = 0;
  /** Of those, noticed while the scheduler heard all the time. */
  unbroken = 0;
  unjudged = 0;

  constructor(private readonly parts: StrikeParts) {}

  /**
   * Killed or stopped, and left so until the scheduler has noticed. Nobody else strikes the scheduler, the bus or the
   * other executor meanwhile.
   */
  async strike({ target, how, moreMs }: Silence): Promise<void> {
    const { stack, watch, count } = this.parts;
    const directory = executorDirectory(stack, target)!;
    if (!(await watch.isHere(directory, HERE_BOUND_MS)))
      return count('executor away past its lease, when it was not there');
    count(how === 'kill' ? 'executor dead past its lease' : 'executor stopped past its lease');
    const until = performance.now() + SILENCE_BOUND_MS;
    const unnoticed = async (): Promise<void> => {
      await this.watch(target, directory, () => performance.now() < until);
      await pause(moreMs);
    };
    const service = stack.service(target);
    await (how === 'kill' ? service.killWhile(unnoticed) : service.freezeWhile(unnoticed));
  }

  /** Any strike: where it takes an executor away, that is watched until it is back. */
  async whileDown(target: Target, strike: Promise<void>): Promise<void> {
    const directory = executorDirectory(this.parts.stack, target);
    if (directory === undefined) return strike;
    let down = true;
    void strike.then(() => (down = false));
    await this.watch(target, directory, () => down);
    await strike;
  }

  private async watch(target: Target, directory: string, isDown: () => boolean): Promise<void> {
    const { timeline, violations, watch } = this.parts;
    const { inTime, unbroken, heardMs: exactly } = await watch.until(directory, isDown);
    const heardMs = Math.round(exactly);
    const verdict = inTime === undefined ? 'not to be judged' : inTime ? 'noticed' : 'not noticed';
    timeline.tell(`${target} away: ${verdict}, ${heardMs} ms of hearing`);
    if (inTime === undefined) this.unjudged += 1;
    else this.counted += 1;
    if (unbroken) this.unbroken += 1;
    if (inTime) this.noticedMs.push(heardMs);
    if (inTime === false)
      violations.add(
        'a dead executor is noticed within a lease',
        `${target}: not after ${heardMs} ms in which the scheduler answered`,
      );
  }
}
