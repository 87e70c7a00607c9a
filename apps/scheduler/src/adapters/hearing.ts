/**
 * Whether executors can be heard. While they cannot, no lease may run out for it: the bus is away; it does not answer;
 * or this process itself stood still (stopped, starved), so that what was said meanwhile still waits to be read.
 */
export class Hearing {
  connected = true;
  private heardMs: number | undefined;

  /** `patienceMs`: a gap in the rounds of the rescuer that is no gap in hearing: its period and a third of a lease. */
  constructor(
    private readonly ask: () => Promise<void>,
    private readonly nowMs: () => number,
    private readonly patienceMs: number,
  ) {}

  /** Asks the bus. `again`: it had not been heard for too long before this, so that leases begin anew. */
  async listen(): Promise<'heard' | 'again' | 'deaf'> {
    if (!this.connected) return 'deaf';
    if (!(await this.isAnswered())) return 'deaf';
    const before = this.heardMs;
    this.heardMs = this.nowMs();
    return before !== undefined && this.heardMs - before > this.patienceMs ? 'again' : 'heard';
  }

  /** A server that stands still keeps its answer for ever: nothing waits for it that long. */
  private async isAnswered(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.patienceMs);
    });
    const answered = this.ask().then(
      () => true,
      () => false,
    );
    return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
  }
}
