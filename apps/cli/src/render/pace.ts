import { duration } from './duration';

/** Older than this no longer tells how fast it goes now. */
const WINDOW_MS = 30_000;
/** Sooner than this a rate is a guess. */
const LEAST_MS = 1000;

interface Seen {
  readonly done: number;
  readonly atMs: number;
}

/** How fast something goes, by the last half minute, and how long the rest will take. */
export class Pace {
  private readonly seen: Seen[] = [];

  note(done: number, nowMs: number): this {
    this.seen.push({ done, atMs: nowMs });
    while (this.seen.length > 2 && this.seen[1].atMs <= nowMs - WINDOW_MS) this.seen.shift();
    return this;
  }

  /** Undefined until there is something to tell it by. */
  perSecond(): number | undefined {
    const [first, last] = [this.seen.at(0), this.seen.at(-1)];
    if (!first || !last || last.atMs - first.atMs < LEAST_MS) return undefined;
    return Math.max(0, ((last.done - first.done) * 1000) / (last.atMs - first.atMs));
  }

  /**
   * `12/s, 3 min 20 s left`; '' as long as neither is known. `mayGrow`: the total is of what is planned so far, and the
   * rest takes at least so long.
   */
  inWords(total: number, { mayGrow = false } = {}): string {
    const perSecond = this.perSecond();
    if (perSecond === undefined) return '';
    const left = total - (this.seen.at(-1)?.done ?? 0);
    const rate = `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`;
    if (perSecond === 0 || left <= 0) return rate;
    return `${rate}, ${mayGrow ? 'at least ' : ''}${duration((left / perSecond) * 1000)} left`;
  }
}
