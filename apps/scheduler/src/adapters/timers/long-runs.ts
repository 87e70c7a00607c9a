import type { SqliteStore } from '../sqlite/store';

/** What takes less is told once, by its end: of three documents of a short competition that spares one. */
export const LONG_RUN_MS = 1_000;

/**
 * Caretaker, once in LONG_RUN_MS: competitions whose run was granted before its last round and goes on are marked, so
 * that the records show them as active. Live status does not wait for that: it comes from the database. After a start
 * every run under way is told once more, which is why its marks need no flush of their own.
 */
export class LongRuns {
  /** Version at the last round, and at the one before: what was granted in between is at least one period old. */
  private granted = { after: 0, upTo: 0 };

  constructor(private readonly store: SqliteStore) {}

  round(): boolean {
    const { granted } = this;
    if (granted.upTo > granted.after)
      this.store.withoutSync(() => this.store.transaction(() => this.store.markLongRuns(granted)));
    this.granted = { after: granted.upTo, upTo: this.store.lastVersion() };
    return false;
  }
}
