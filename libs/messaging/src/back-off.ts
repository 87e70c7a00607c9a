/** Growing, jittered waits: about 100 ms, 200 ms, 400 ms … up to 5 s. */
export class BackOff {
  private attempt = 0;

  reset(): void {
    this.attempt = 0;
  }

  nextMs(): number {
    const bound = Math.min(5_000, 100 * 2 ** this.attempt++);
    return bound / 2 + Math.random() * (bound / 2);
  }
}

/** A wait that `cancel` cuts short, so that a stop never waits for it. */
export class Pause {
  private wake?: () => void;

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.cancel(), ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  cancel(): void {
    this.wake?.();
    this.wake = undefined;
  }
}
