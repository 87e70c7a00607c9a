import type { ProgressEvent } from '#contracts';

/** Two a second per submission. */
export const PROGRESS_PERIOD_MS = 500;
/** Submissions told of at once: a thousand would hold up turns and questions for a tenth of a second. */
const TOLD_AT_ONCE = 50;

/**
 * Says how far submissions are, to whoever listens: core NATS, nothing is kept. What changes within half a second is
 * one event with the newest numbers; the last change is always followed by one.
 */
export class ProgressPublisher {
  private readonly changed = new Set<string>();

  constructor(
    private readonly progressOf: (submissionId: string) => ProgressEvent | undefined,
    private readonly publish: (event: ProgressEvent) => void,
  ) {}

  add(submissionIds: Iterable<string>): boolean {
    for (const id of submissionIds) this.changed.add(id);
    return this.changed.size > 0;
  }

  /** Tells of all that has changed, and lets others go first between one slice and the next. */
  async round(): Promise<boolean> {
    const ids = this.take();
    while (ids.length > 0) {
      this.tell(ids.splice(0, TOLD_AT_ONCE));
      await new Promise(setImmediate);
    }
    return false;
  }

  /** The same in one go, before the end. */
  finish(): void {
    this.tell(this.take());
  }

  private take(): string[] {
    const ids = [...this.changed];
    this.changed.clear();
    return ids;
  }

  private tell(ids: readonly string[]): void {
    for (const id of ids) {
      const event = this.progressOf(id);
      if (event) this.publish(event);
    }
  }
}
