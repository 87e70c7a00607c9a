/** Lets users' commands through, or holds them back for a while. */
export class CommandGate {
  private readonly underWay = new Set<Promise<unknown>>();
  private opened: Promise<unknown> | undefined;

  async pass<T>(command: () => Promise<T>): Promise<T> {
    while (this.opened) await this.opened;
    const passing = command();
    this.underWay.add(passing);
    return passing.finally(() => this.underWay.delete(passing));
  }

  /** `work` begins when the last command has had its answer; none passes until it has ended. */
  async closeWhile<T>(work: () => Promise<T>): Promise<T> {
    while (this.opened) await this.opened;
    let open = (): void => undefined;
    this.opened = new Promise<void>((resolve) => (open = resolve));
    try {
      await Promise.allSettled(this.underWay);
      return await work();
    } finally {
      this.opened = undefined;
      open();
    }
  }
}
