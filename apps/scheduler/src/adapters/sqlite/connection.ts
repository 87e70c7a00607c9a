import type { KnockemError } from '#domain';
import type { Statement } from '#sqlite';
import { diskTrouble } from './disk-trouble';
import type { SchedulerDatabase } from './open-database';
import type { MetaRow } from './rows';
import { UnitOfWork } from './unit-of-work';

/** Versions are epoch · 2^40 + counter: an epoch has room for 10^12 changes, and 8,191 epochs stay exact in a double. */
const VERSIONS_PER_EPOCH = 2 ** 40;

/**
 * One opened database with its prepared statements and the version counter. The counter lives here during a
 * transaction and is written once before its commit; a rollback takes it back.
 */
export class Connection {
  private readonly statements = new Map<string, Statement>();
  readonly templateDigests = new Map<number, string>();
  /** What the transaction under way works on. */
  readonly work = new UnitOfWork(this);
  private counter = 0;
  private inTransaction = false;
  /** Commits that a power cut could still undo; the next synchronous one writes them too. */
  private isBehind = false;
  private isSynchronous = true;
  /** The transaction under way has written at least that. */
  private isCounterKept = false;
  /** Why the last change could not be written, while that is so. */
  trouble: KnockemError | undefined;
  readonly stackId: string;
  epoch = 0;

  constructor(readonly database: SchedulerDatabase) {
    this.stackId = this.readMeta().stackId;
    this.reload();
  }

  /** Prepared once per text. */
  sql(text: string): Statement {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  get<Row>(text: string, ...parameters: unknown[]): Row | undefined {
    return this.sql(text).get(...parameters) as Row | undefined;
  }

  all<Row>(text: string, ...parameters: unknown[]): Row[] {
    return this.sql(text).all(...parameters) as Row[];
  }

  /** Number of rows changed. */
  run(text: string, ...parameters: unknown[]): number {
    return this.sql(text).run(...parameters).changes;
  }

  readMeta(): MetaRow {
    return this.database.prepare('SELECT * FROM meta').get() as MetaRow;
  }

  nextVersion(): number {
    if (!this.inTransaction) throw new Error('a version was asked for outside of a transaction');
    this.counter += 1;
    return this.lastVersion;
  }

  get lastVersion(): number {
    return this.epoch * VERSIONS_PER_EPOCH + this.counter;
  }

  /** BEGIN IMMEDIATE … COMMIT around `work`; anything thrown rolls all of it back. */
  transaction<T>(work: () => T): T {
    const before = this.counter;
    this.inTransaction = true;
    this.isCounterKept = false;
    this.work.forget();
    try {
      const done = this.database
        .transaction(() => {
          const result = this.andWrite(work);
          if (this.counter !== before) this.keepCounter();
          return result;
        })
        .immediate();
      // A commit that wrote nothing has not waited for the disk.
      if (this.isSynchronous && this.isCounterKept) this.isBehind = false;
      if (this.counter !== before) this.trouble = undefined;
      return done;
    } catch (error) {
      this.reload();
      const trouble = diskTrouble(error, this.database.name);
      if (trouble) this.trouble = trouble;
      throw trouble ?? error;
    } finally {
      this.inTransaction = false;
    }
  }

  /**
   * `work`, whose transactions commit without waiting for the disk: for what may be forgotten by a power cut, or is
   * followed by `sync` before anybody hears of it. Order is kept: nothing later survives without it.
   */
  withoutSync<T>(work: () => T): T {
    this.database.pragma('synchronous = NORMAL');
    this.isSynchronous = false;
    this.isBehind = true;
    try {
      return work();
    } finally {
      this.database.pragma('synchronous = FULL');
      this.isSynchronous = true;
    }
  }

  /** All that was committed is on the disk; nothing to do where a synchronous commit has followed already. */
  sync(): void {
    if (this.isBehind) this.transaction(() => this.keepCounter());
  }

  private keepCounter(): void {
    this.run('UPDATE meta SET counter = ?', this.counter);
    this.isCounterKept = true;
  }

  /**
   * Inside a transaction: `work`, or nothing of it and the sentence that it failed with. A failing disk is not its fault
   * and goes through, so that all is tried again.
   */
  undoIfFailing<T>(work: () => T): { ok: true; value: T } | { ok: false; message: string } {
    this.work.release();
    try {
      return { ok: true, value: this.database.transaction(() => this.andWrite(work))() };
    } catch (error) {
      this.work.forget();
      const { code = '', message } = error as { code?: string; message: string };
      if (code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')) throw error;
      this.templateDigests.clear();
      return { ok: false, message };
    }
  }

  private andWrite<T>(work: () => T): T {
    const result = work();
    this.work.release();
    return result;
  }

  /** Takes epoch and counter from the file. */
  reload(): void {
    this.work.forget();
    const meta = this.readMeta();
    // A template of a transaction that was rolled back may give its row to another.
    this.templateDigests.clear();
    this.epoch = meta.epoch;
    this.counter = meta.counter;
  }
}
