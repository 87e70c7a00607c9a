import { within } from './wait-for';

/** A named point that code under test passes: `emit` there, `next` in the spec. Emissions queue up, none is lost. */
export class TestSignal<T = void> {
  private readonly queued: T[] = [];
  private readonly waiting: ((value: T) => void)[] = [];
  private emitted = 0;

  constructor(private readonly name = 'signal') {}

  /** How often it was emitted so far. */
  get count(): number {
    return this.emitted;
  }

  emit = (value: T): void => {
    this.emitted += 1;
    const receive = this.waiting.shift();
    if (receive) receive(value);
    else this.queued.push(value);
  };

  next(timeoutMs = 10_000): Promise<T> {
    if (this.queued.length > 0) return Promise.resolve(this.queued.shift() as T);
    const arrival = new Promise<T>((resolve) => this.waiting.push(resolve));
    return within(timeoutMs, `test signal "${this.name}"`, arrival);
  }
}
