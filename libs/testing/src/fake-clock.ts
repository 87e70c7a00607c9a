/** A clock that moves only by hand. `now` is wall time in ms since 1970, `monotonic` a duration base in ms. */
export class FakeClock {
  private elapsed = 0;
  private shift = 0;

  constructor(private readonly startAt: number = Date.UTC(2030, 0, 1)) {}

  now = (): number => this.startAt + this.shift + this.elapsed;
  monotonic = (): number => this.elapsed;

  /** Time passes: wall and monotonic together. */
  advance(ms: number): void {
    this.elapsed += ms;
  }

  /** Somebody sets the machine's clock: only wall time jumps. */
  jumpWallTime(ms: number): void {
    this.shift += ms;
  }
}
