import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutorWatch } from './observe/executor-watch';
import type { Strike, Target } from './plan/strikes';
import { type ChaosStack, EXECUTORS } from './stack/chaos-stack';
import type { RecordStoreUnderAttack } from './stack/record-store';
import type { Timeline } from './timeline';
import { processesOf } from './verify/leftovers';
import type { Violations } from './violation';

/** Strikes that are under way together. */
const AT_ONCE = 5;
const LOOK_AHEAD = 8;
const LOOK_MS = 50;
/** How long a process may take to come to an armed point, before it is struck where it is. */
const POINT_BOUND_MS = 8_000;
const SECOND_SCHEDULER_MS = 20_000;

export interface StrikerParts {
  readonly stack: ChaosStack;
  readonly records: RecordStoreUnderAttack;
  readonly watch: ExecutorWatch;
  readonly timeline: Timeline;
  readonly violations: Violations;
  /** Something to do for the process that waits at a point. */
  readonly provoke: (point: string) => void;
}

/** Carries the strikes out. What it does to one process it does one at a time; different ones are struck together. */
export class Striker {
  /** How often each kind of strike, and each point, was carried out. */
  readonly figures: Record<string, number> = {};
  /** From a dead or stopped executor to the scheduler's notice, in ms in which the scheduler ran. */
  readonly noticedMs: number[] = [];
  private readonly busy = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly parts: StrikerParts) {}

  /** Returns how many there was time for. */
  async carryOut(strikes: readonly Strike[], boundMs: number): Promise<number> {
    const waiting = [...strikes];
    const until = performance.now() + boundMs;
    while (waiting.length > 0 && performance.now() < until) {
      await pause(waiting[0].afterMs);
      const strike = await this.nextFree(waiting);
      const place = this.placeOf(strike);
      this.busy.add(place);
      const done = this.strike(strike)
        .catch((error: Error) =>
          this.parts.violations.add('the harness strikes as planned', error.stack ?? ''),
        )
        .finally(() => {
          this.busy.delete(place);
          this.underWay.delete(done);
        });
      this.underWay.add(done);
    }
    await Promise.all(this.underWay);
    return strikes.length - waiting.length;
  }

  /** The first of the next few whose target is up, and struck by nobody else: others wait for theirs. */
  private async nextFree(waiting: Strike[]): Promise<Strike> {
    for (;;) {
      const index = waiting.slice(0, LOOK_AHEAD).findIndex((strike) => this.isFree(strike));
      if (index >= 0) return waiting.splice(index, 1)[0];
      await pause(LOOK_MS);
    }
  }

  private isFree(strike: Strike): boolean {
    if (strike.kind === 'everything') return this.underWay.size === 0;
    if (this.underWay.size >= AT_ONCE || this.busy.has('everything') || this.busy.has(this.placeOf(strike)))
      return false;
    if (!('target' in strike)) return true;
    const service = this.parts.stack.service(strike.target);
    return isRude(strike) ? service.isUp : service.isReady;
  }

  private placeOf(strike: Strike): string {
    return 'target' in strike ? strike.target : strike.kind;
  }

  private async strike(strike: Strike): Promise<void> {
    const { timeline, records, stack } = this.parts;
    timeline.tell(`strike: ${inWords(strike)}`);
    switch (strike.kind) {
      case 'kill':
        this.count('kill');
        return this.whileDown(strike.target, stack.service(strike.target).kill(strike.downMs));
      case 'freeze':
        this.count('freeze');
        return this.whileDown(strike.target, stack.service(strike.target).freeze(strike.ms));
      case 'terminate':
        return this.terminate(strike.target, strike.downMs);
      case 'point':
        return this.atPoint(strike.target, strike.point, strike.downMs);
      case 'runner':
        return this.killRunner(strike.target);
      case 'records-away':
        this.count('records away');
        return records.takeAway(strike.ms);
      case 'second-scheduler':
        return this.secondScheduler();
      case 'everything':
        this.count('everything at once');
        await Promise.all(stack.all().map((service) => service.kill(strike.downMs)));
    }
  }

  /** An executor that is away is watched until the scheduler notices. */
  private async whileDown(target: Target, strike: Promise<void>): Promise<void> {
    const index = (EXECUTORS as readonly Target[]).indexOf(target);
    if (index < 0) return strike;
    let down = true;
    void strike.then(() => (down = false));
    const directory = join(this.parts.stack.dataDir, index === 0 ? 'executor' : target);
    const noticed = await this.parts.watch.until(directory, () => down);
    const verdict =
      noticed.inTime === undefined ? 'not to be judged' : noticed.inTime ? 'noticed' : 'not noticed';
    this.parts.timeline.tell(`${target} away: ${verdict}, ${Math.round(noticed.heardMs)} ms of hearing`);
    if (noticed.inTime) this.noticedMs.push(Math.round(noticed.heardMs));
    if (noticed.inTime === false)
      this.parts.violations.add(
        'a dead executor is noticed within a lease',
        `${target}: not after ${Math.round(noticed.heardMs)} ms in which the scheduler answered`,
      );
    await strike;
  }

  private async terminate(target: Target, downMs: number): Promise<void> {
    this.count('terminate');
    await this.parts.stack.service(target).terminate(downMs);
  }

  private async atPoint(target: Target, point: string, downMs: number): Promise<void> {
    const { stack, timeline, provoke } = this.parts;
    const service = stack.service(target);
    stack.arm(target, point);
    const dying = service.diesWithin(POINT_BOUND_MS, downMs);
    provoke(point);
    const died = await dying;
    if (stack.disarm(target) || died) {
      timeline.tell(`${target} ended itself at: ${point}`);
      return this.count(point);
    }
    timeline.tell(`${target} did not come to: ${point}; killed where it is`);
    this.count('kill');
    await service.kill(downMs);
  }

  private async killRunner(target: Target): Promise<void> {
    const name = target === 'executor-1' ? 'executor' : target;
    const directory = `${join(this.parts.stack.dataDir, name)}/`;
    const find = (): string | undefined =>
      processesOf(directory).find((line) => line.includes('runner/main.js'));
    const until = performance.now() + POINT_BOUND_MS;
    while (find() === undefined && performance.now() < until) await pause(LOOK_MS);
    const runner = find();
    this.count(runner ? 'runner' : 'runner, when there was none');
    if (runner) endIfAlive(Number(runner.split(' ')[0]));
  }

  /** Must refuse to start beside the first one, on its database. */
  private async secondScheduler(): Promise<void> {
    const { stack, violations } = this.parts;
    if (!stack.service('scheduler').isUp) return this.count('second scheduler, when there was none');
    this.count('second scheduler');
    const main = resolve(__dirname, '..', 'dist', 'apps', 'scheduler', 'src', 'main.js');
    const { natsUrl, dataDir } = stack;
    const env = { ...process.env, KNOCKEM_NATS_URL: natsUrl, KNOCKEM_DATA_DIR: dataDir };
    const starts = stack.service('scheduler').starts;
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()));
    const gone = once(child, 'exit');
    const isAlone = (): boolean =>
      stack.service('scheduler').starts === starts && stack.service('scheduler').isAlive;
    const isServing = (): boolean => said.includes('scheduler is ready');
    const until = performance.now() + SECOND_SCHEDULER_MS;
    // Where the first one is struck meanwhile, the second may rightly take its place: it must not be in the way.
    while (child.exitCode === null && isAlone() && !isServing() && performance.now() < until)
      await pause(LOOK_MS);
    if (isAlone() && (isServing() || child.exitCode === 0))
      violations.add('one database serves one scheduler', `a second one went to work: ${said}`);
    child.kill('SIGKILL');
    await gone;
  }

  private count(what: string): void {
    this.figures[what] = (this.figures[what] ?? 0) + 1;
  }
}

/** Every third kill may also meet a process that is still starting; what starts all the time never gets to work. */
const isRude = (strike: Strike): boolean => strike.kind === 'kill' && strike.downMs % 3 === 0;

/** It may have ended since it was found. */
function endIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function inWords(strike: Strike): string {
  const { kind, afterMs: _after, ...rest } = strike;
  return `${kind} ${Object.values(rest).join(', ')}`;
}
