import type { RetentionLimits } from '#records';

export interface ExpiringRecords {
  removeExpired(limits: RetentionLimits, limit: number): Promise<number>;
}

const DAY_MS = 86_400_000;
/** Twice the age of the RECORDS stream: no older version of a deleted document can come any more. */
const KEEP_DELETIONS_MS = 30 * DAY_MS;
const PERIOD_MS = 3_600_000;
/** Records per round, so that a round never keeps writes waiting. */
const ROUND = 500;

/**
 * Caretaker of the records: removes deletions whose time is over, at start and every hour. Records that were not
 * deleted stay for ever. A failed sweep is told and tried again an hour later.
 */
export class RetentionSweeper {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly records: ExpiringRecords,
    private readonly now: () => number,
    private readonly onSwept: (removed: number) => void,
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    const sweep = (): void => {
      this.sweeping ??= this.sweep()
        .then((removed) => void (removed > 0 && this.onSwept(removed)))
        .catch((error: Error) => this.onError(error))
        .finally(() => (this.sweeping = undefined));
    };
    sweep();
    this.timer = setInterval(sweep, PERIOD_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<number> {
    const deletedBefore = new Date(this.now() - KEEP_DELETIONS_MS).toISOString();
    let removed = 0;
    while (!this.stopped) {
      const round = await this.records.removeExpired({ deletedBefore }, ROUND);
      removed += round;
      if (round < ROUND) break;
    }
    return removed;
  }
}
