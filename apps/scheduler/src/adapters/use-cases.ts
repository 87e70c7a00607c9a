import type { TurnRequest } from '#contracts';
import { applyJournalBatch, resetJournal } from '../application/apply-journal-batch';
import { Bundling } from '../application/bundling';
import type { JournalEntry } from '../application/journal-entry';
import { hearAgain, startUp, type CounterDisagreement } from '../application/start-up';
import { settleRest } from '../application/recover';
import { rescue } from '../application/rescue';
import { removeConcluded, sweepCancelled } from '../application/sweep';
import { isEmptyReply, takeTurns } from '../application/take-turns';
import type { TurnsTaken, TurnTaking } from '../application/turn-desk';
import { noEffects, type Now } from '../domain/effects';
import type { AfterCommit } from './after-commit';
import type { Journal, JournalApplied, JournalPosition } from './nats/journal-reader';
import type { JournalTrail } from './nats/last-agreed';
import type { SchedulerMetrics } from './scheduler-metrics';
import type { SqliteStore } from './sqlite/store';

export interface UseCaseSettings {
  /** Three turn periods. */
  readonly leaseMs: number;
}

/** The use cases over this store and this clock; each reports its effects after its commit. */
export class UseCases implements TurnTaking, Journal {
  private readonly bundling = new Bundling();
  private isSyncOwed = false;

  constructor(
    private readonly store: SqliteStore,
    private readonly now: () => Now,
    private readonly settings: UseCaseSettings,
    private readonly after: AfterCommit,
    private readonly metrics: SchedulerMetrics,
  ) {}

  /** Counters that had to be corrected, which is a bug to be reported. */
  startUp(): readonly CounterDisagreement[] {
    return startUp(this.store, this.now(), this.settings.leaseMs);
  }

  /** The connection was away: no executor could be heard, so that every lease gets a full period. */
  hearAgain(): void {
    hearAgain(this.store, this.now(), this.settings.leaseMs);
  }

  /**
   * Answers that say something, and documents that are to tell of it, wait for the disk. Where nobody hears of more than
   * that its turn arrived, a power cut may take back what was noted (the lease, which runs name themselves): the next
   * turn says it again.
   */
  takeTurns(turns: readonly TurnRequest[]): TurnsTaken {
    const before = this.store.lastVersion();
    const { effects, ...taken } = this.store.withoutSync(() =>
      takeTurns(this.store, turns, this.now(), {
        leaseMs: this.settings.leaseMs,
        random: Math.random,
        bundling: this.bundling,
      }),
    );
    const saysSomething = taken.answers.some((answer) => 'reply' in answer && !isEmptyReply(answer.reply));
    if (saysSomething || this.store.lastVersion() !== before) this.syncNow();
    for (const answer of taken.answers) if ('reply' in answer) this.metrics.answered(answer.reply);
    this.after.act(effects);
    return taken;
  }

  /**
   * Turns that wait for what the entries made ready are taken at once, and their commit writes both: one wait for the
   * disk instead of two. Entries that changed nothing but the position (no version was given out: they are passed over,
   * or speak of an input that is known) need none: they are read again.
   */
  apply(entries: readonly JournalEntry[]): JournalApplied {
    const isRecovering = this.store.recoverUntil() !== null;
    const before = this.store.lastVersion();
    const { effects, ...applied } = this.store.withoutSync(() =>
      applyJournalBatch(this.store, entries, this.now()),
    );
    this.metrics.journalled(applied.applied);
    this.after.act(effects);
    if (!isRecovering && this.store.lastVersion() === before) return applied;
    this.isSyncOwed = true;
    this.after.takeTurnsNow();
    this.syncNow();
    return applied;
  }

  /**
   * Before documents and plan requests tell of what was committed: where the wait for the disk has failed, it is owed.
   * Throws while the disk fails; nothing to do otherwise.
   */
  sync(): void {
    if (this.isSyncOwed) this.syncNow();
  }

  private syncNow(): void {
    this.isSyncOwed = true;
    this.store.sync();
    this.isSyncOwed = false;
  }

  /** At the end of catching up: what the records know and the journal did not bring. */
  settleRest(): void {
    const work = { store: this.store, now: this.now(), effects: noEffects() };
    this.store.transaction(() => settleRest(work));
    this.after.act(work.effects);
  }

  position(): JournalPosition {
    const { sequence, streamCreated, storedAt } = this.store.readJournalPosition();
    return { sequence, streamCreated: streamCreated ?? undefined, storedAt: storedAt ?? undefined };
  }

  readonly trail: JournalTrail = {
    ends: () => this.store.trailEnds(),
    storedAt: (sequence) => this.store.trailStoredAt(sequence),
  };

  nameStream(streamCreated: string): void {
    this.store.transaction(() => this.store.nameJournal(streamCreated));
  }

  reset(position: { readonly sequence: number; readonly streamCreated: string }): void {
    resetJournal(this.store, position);
  }

  rescue(): void {
    this.after.act(rescue(this.store, this.now(), Math.random));
  }

  /** True when there is more to sweep. */
  sweep(): boolean {
    const { effects, more } = sweepCancelled(this.store, this.now());
    this.after.act(effects);
    return more;
  }

  /** True when there is more to remove. */
  removeConcluded(): boolean {
    return removeConcluded(this.store, this.now()).more;
  }
}
