export interface CaretakerOptions {
  readonly name: string;
  /** Time between rounds when nobody kicks. */
  readonly periodMs: number;
  /** Least time between the starts of two rounds: what is kicked meanwhile is taken together. */
  readonly gatherMs?: number;
  /** A kicked round comes no sooner than this: what the kick follows on is gone through first. */
  readonly afterMs?: number;
  /** One round of work; true = there is more, come again at once. */
  readonly round: () => Promise<boolean> | boolean;
  /** First failure in a row, and the first success after it. */
  readonly onFailure: (name: string, error: Error) => void;
  readonly onRecovery: (name: string) => void;
}

const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 30_000;

/**
 * Rhythm of a caretaker: rounds one after the other, periodically and whenever kicked, never two at a time. A round
 * that fails is repeated with a growing delay and said once, so that an outage is one line and not a thousand.
 */
export class Caretaker {
  private timer: NodeJS.Timeout | undefined;
  private immediate: NodeJS.Immediate | undefined;
  private running: Promise<void> | undefined;
  private kicked = false;
  private failures = 0;
  private stopped = true;
  private lastStart = -Infinity;

  constructor(private readonly options: CaretakerOptions) {}

  start(): void {
    this.stopped = false;
    this.kick();
  }

  /** Come soon: there is something to do. During an outage the back-off holds. */
  kick(): void {
    if (this.stopped) return;
    const isAwaited = this.kicked;
    this.kicked = true;
    if (isAwaited || this.running || this.failures > 0) return;
    const { gatherMs = 0, afterMs = 0 } = this.options;
    const wait = gatherMs - (performance.now() - this.lastStart);
    this.schedule(Math.max(afterMs, wait));
  }

  /** The outage is over as far as one knows: do not wait for the rest of the back-off. */
  retryNow(): void {
    if (this.stopped || this.running) return;
    this.schedule(0);
  }

  /** Resolves when the round under way has ended; no other follows. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.kicked = false;
    this.unschedule();
    await this.running;
  }

  private schedule(delayMs: number): void {
    this.unschedule();
    const run = (): void => {
      this.running = this.runOnce();
    };
    // A timer waits for a millisecond at least, and somebody may be waiting for this round.
    if (delayMs === 0) this.immediate = setImmediate(run);
    else this.timer = setTimeout(run, delayMs);
  }

  private unschedule(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
  }

  private async runOnce(): Promise<void> {
    this.kicked = false;
    this.lastStart = performance.now();
    let more = false;
    await Promise.resolve();
    try {
      more = await this.options.round();
      if (this.failures > 0) this.options.onRecovery(this.options.name);
      this.failures = 0;
    } catch (error) {
      if (this.failures === 0) this.options.onFailure(this.options.name, error as Error);
      this.failures++;
    }
    this.running = undefined;
    if (!this.stopped) this.schedule(this.nextDelay(more));
  }

  private nextDelay(more: boolean): number {
    if (this.failures > 0) return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (this.failures - 1));
    if (more) return 0;
    return this.kicked ? (this.options.gatherMs ?? 0) : this.options.periodMs;
  }
}
