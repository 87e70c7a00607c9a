import { setTimeout as pause } from 'node:timers/promises';
import { placesOf, type Strike, type Target } from './plan/strikes';
import type { StrikeParts } from './strike/parts';
import { RunnerStrikes } from './strike/runner';
import { secondScheduler } from './strike/second-scheduler';
import { setBack } from './strike/set-back';
import { SilentExecutors } from './strike/silence';

/** Strikes that are under way together. */
const AT_ONCE = 5;
const LOOK_AHEAD = 8;
const LOOK_MS = 50;
/** How long a process may take to come to an armed point, before it is struck where it is. */
const POINT_BOUND_MS = 8_000;

/** Carries the strikes out. What it does to one process it does one at a time; different ones are struck together. */
export class Striker {
  /** How often each kind of strike, and each point, was carried out. */
  readonly figures: Record<string, number> = {};
  readonly silent: SilentExecutors;
  private readonly parts: StrikeParts;
  private readonly runners: RunnerStrikes;
  private readonly busy = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(parts: Omit<StrikeParts, 'count'>) {
    this.parts = { ...parts, count: (what) => this.count(what) };
    this.silent = new SilentExecutors(this.parts);
    this.runners = new RunnerStrikes(this.parts);
  }

  /** Returns how many there was time for. */
  async carryOut(strikes: readonly Strike[], boundMs: number): Promise<number> {
    const waiting = [...strikes];
    const until = performance.now() + boundMs;
    while (waiting.length > 0 && performance.now() < until) {
      await pause(waiting[0].afterMs);
      this.begin(await this.nextFree(waiting));
    }
    await Promise.all(this.underWay);
    return strikes.length - waiting.length;
  }

  /** Nothing stays stopped by us. */
  letGo(): void {
    this.runners.letAllGo();
  }

  private begin(strike: Strike): void {
    const places = placesOf(strike);
    for (const place of places) this.busy.add(place);
    const done = this.strike(strike)
      .catch((error: Error) => this.parts.violations.add('the harness strikes as planned', error.stack ?? ''))
      .finally(() => {
        for (const place of places) this.busy.delete(place);
        this.underWay.delete(done);
      });
    this.underWay.add(done);
  }

  /**
   * The first of the next few whose places are up, and struck by nobody else: others wait for theirs. What the first of
   * all waits for is left to it, or one that needs several would wait for ever.
   */
  private async nextFree(waiting: Strike[]): Promise<Strike> {
    for (;;) {
      const reserved = placesOf(waiting[0]);
      const index = waiting
        .slice(0, LOOK_AHEAD)
        .findIndex(
          (strike, at) =>
            this.isFree(strike) && (at === 0 || !placesOf(strike).some((place) => reserved.includes(place))),
        );
      if (index >= 0) return waiting.splice(index, 1)[0];
      await pause(LOOK_MS);
    }
  }

  private isFree(strike: Strike): boolean {
    if (strike.kind === 'everything') return this.underWay.size === 0;
    if (this.underWay.size >= AT_ONCE || this.busy.has('everything')) return false;
    if (placesOf(strike).some((place) => this.busy.has(place))) return false;
    const isReady = (name: Target): boolean => this.parts.stack.service(name).isReady;
    if (strike.kind === 'silence')
      return isReady('scheduler') && isReady('nats-server') && isReady(strike.target);
    if (strike.kind === 'set-back') return isReady('nats-server');
    if (strike.kind === 'second-scheduler') return isReady('scheduler');
    if (!('target' in strike)) return true;
    return isRude(strike) ? this.parts.stack.service(strike.target).isUp : isReady(strike.target);
  }

  private async strike(strike: Strike): Promise<void> {
    const { timeline, records, stack } = this.parts;
    timeline.tell(`strike: ${inWords(strike)}`);
    switch (strike.kind) {
      case 'kill':
        this.count('kill');
        return this.silent.whileDown(strike.target, stack.service(strike.target).kill(strike.downMs));
      case 'freeze':
        this.count('freeze');
        return this.silent.whileDown(strike.target, stack.service(strike.target).freeze(strike.ms));
      case 'silence':
        return this.silent.strike(strike);
      case 'terminate':
        this.count('terminate');
        return stack.service(strike.target).terminate(strike.downMs);
      case 'point':
        return this.atPoint(strike.target, strike.point, strike.downMs);
      case 'runner':
        return this.runners.kill(strike.target);
      case 'runner-stopped':
        return this.runners.stop(strike.target, strike.ms);
      case 'set-back':
        return setBack(strike, this.parts);
      case 'records-away':
        this.count('records away');
        return records.takeAway(strike.ms);
      case 'second-scheduler':
        return secondScheduler(this.parts);
      case 'everything':
        this.count('everything at once');
        await Promise.all(stack.all().map((service) => service.kill(strike.downMs)));
    }
  }

  private async atPoint(target: Target, point: string, downMs: number): Promise<void> {
    const { stack, timeline, workload } = this.parts;
    const service = stack.service(target);
    stack.arm(target, point);
    const dying = service.diesWithin(POINT_BOUND_MS, downMs);
    workload.provoke(point);
    const died = await dying;
    if (stack.disarm(target) || died) {
      timeline.tell(`${target} ended itself at: ${point}`);
      return this.count(point);
    }
    timeline.tell(`${target} did not come to: ${point}; killed where it is`);
    this.count('kill');
    await service.kill(downMs);
  }

  private count(what: string): void {
    this.figures[what] = (this.figures[what] ?? 0) + 1;
  }
}

/** Every third kill may also meet a process that is still starting; what starts all the time never gets to work. */
const isRude = (strike: Strike): boolean => strike.kind === 'kill' && strike.downMs % 3 === 0;

function inWords(strike: Strike): string {
  const { kind, afterMs: _after, ...rest } = strike;
  return `${kind} ${Object.values(rest).join(', ')}`;
}
