import type { ProgressEvent } from '#contracts';

/** Two a second per submission. */
export const PROGRESS_PERIOD_MS = 500;

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

  round(): boolean {
    const ids = [...this.changed];
    this.changed.clear();
    for (const id of ids) {
      const event = this.progressOf(id);
      if (event) this.publish(event);
    }
    return false;
  }
}
