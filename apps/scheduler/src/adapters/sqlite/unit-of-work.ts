import type { Assay, Counted, Submission } from '../../domain/model';
import { ASSAY, SUBMISSION } from './columns';
import { type Counter, WorkingRow } from './working-row';

/** What it needs of the connection. */
export interface Writing {
  get<Row>(text: string, ...parameters: unknown[]): Row | undefined;
  run(text: string, ...parameters: unknown[]): number;
}

/**
 * The assays and submissions that a transaction works on: each is read once, and what moved of it (counters, places,
 * virtual time, last settlement) is written once, before the commit. Connection owns it; it lives no longer than a
 * transaction and holds no more rows than that touches. Whoever reads or writes these tables by other ways calls
 * `release` first (store.ts does it for every operation that does not keep to this): then the file says all, and nothing
 * is remembered of it. A rollback forgets everything.
 */
export class UnitOfWork {
  private readonly assays = new Map<number, WorkingRow<Assay>>();
  private readonly submissions = new Map<number, WorkingRow<Submission>>();
  /** Versions of the settlements not yet marked, by assay. */
  private readonly settled = new Map<number, { readonly first: number; last: number }>();
  private readonly knownTemplates = new Map<string, boolean>();
  private virtualClock: number | undefined;
  private isClockAhead = false;

  constructor(private readonly file: Writing) {}

  assay(row: number): Assay {
    const working = workingOf(this.assays, row);
    if (working.row) return working.row;
    const assay = this.file.get<Assay>(`SELECT ${ASSAY} FROM assays WHERE row = ?`, row);
    if (!assay) throw new Error(`no assay in row ${row}`);
    return working.keep(assay);
  }

  submission(row: number): Submission {
    const working = workingOf(this.submissions, row);
    if (working.row) return working.row;
    const submission = this.file.get<Submission>(`SELECT ${SUBMISSION} FROM submissions WHERE row = ?`, row);
    if (!submission) throw new Error(`no submission in row ${row}`);
    return working.keep(submission);
  }

  /** Of one that was read just now with others: as this transaction has changed it. */
  submissionAsRead(read: Submission): Submission {
    const working = workingOf(this.submissions, read.row);
    return working.row ?? working.keep(read);
  }

  /** Rows of the submissions that this transaction works on. */
  get submissionRows(): readonly number[] {
    return [...this.submissions.keys()];
  }

  /** The same of an assay. */
  assayAsRead(read: Assay): Assay {
    const working = workingOf(this.assays, read.row);
    return working.row ?? working.keep(read);
  }

  countAssay(row: number, counter: keyof Counted, by: number): void {
    workingOf(this.assays, row).move(counter, by);
  }

  countSubmission(row: number, counter: Counter, by: number): void {
    workingOf(this.submissions, row).move(counter, by);
  }

  setVirtualTime(submissionRow: number, virtualTime: number): void {
    workingOf(this.submissions, submissionRow).put({ virtualTime });
  }

  /** A competition of the assay was settled with this version, which is above all before. */
  noteSettled(assayRow: number, version: number): void {
    workingOf(this.assays, assayRow).put({ lastSettled: version });
    const range = this.settled.get(assayRow);
    if (range) range.last = version;
    else this.settled.set(assayRow, { first: version, last: version });
  }

  readVirtualClock(): number {
    this.virtualClock ??= this.file.get<{ virtualClock: number }>(
      'SELECT virtualClock FROM meta',
    )!.virtualClock;
    return this.virtualClock;
  }

  advanceVirtualClock(virtualTime: number): void {
    if (virtualTime <= this.readVirtualClock()) return;
    this.virtualClock = virtualTime;
    this.isClockAhead = true;
  }

  /** Whether an executor has named a run of the template, asked of the file once. */
  knowsTemplate(executorRow: number, templateRow: number, ask: () => boolean): boolean {
    const key = `${executorRow} ${templateRow}`;
    const known = this.knownTemplates.get(key) ?? ask();
    this.knownTemplates.set(key, known);
    return known;
  }

  learnTemplate(executorRow: number, templateRow: number): void {
    this.knownTemplates.set(`${executorRow} ${templateRow}`, true);
  }

  /** Writes what has moved. Before a commit, or before anybody else looks. */
  write(): void {
    for (const [row, working] of this.assays) this.writeAssay(row, working);
    for (const [row, working] of this.submissions) this.writeSubmission(row, working);
    for (const [row, { first, last }] of this.settled) {
      this.file.run(MARK_SETTLED, row, first, last, last);
    }
    this.settled.clear();
    if (this.isClockAhead) this.file.run('UPDATE meta SET virtualClock = ?', this.virtualClock);
    this.isClockAhead = false;
  }

  /** Writes, and remembers nothing. */
  release(): void {
    this.write();
    this.forget();
  }

  /** What was read outside of a transaction, or has been rolled back. */
  forget(): void {
    this.assays.clear();
    this.submissions.clear();
    this.settled.clear();
    this.knownTemplates.clear();
    this.virtualClock = undefined;
    this.isClockAhead = false;
  }

  private writeAssay(row: number, working: WorkingRow<Assay>): void {
    const changes = working.takeChanges();
    if (!changes) return;
    const { numPending, numActive, numCompleted, numFailed, numCancelled } = changes.moved;
    const lastSettled = changes.set.lastSettled ?? null;
    const counters = [numPending, numActive, numCompleted, numFailed, numCancelled];
    this.file.run(WRITE_ASSAY, ...counters, lastSettled, row);
  }

  private writeSubmission(row: number, working: WorkingRow<Submission>): void {
    const changes = working.takeChanges();
    if (!changes) return;
    const { numPending, numActive, numCompleted, numFailed, numCancelled, places } = changes.moved;
    const virtualTime = changes.set.virtualTime ?? null;
    const counters = [numPending, numActive, numCompleted, numFailed, numCancelled, places];
    this.file.run(WRITE_SUBMISSION, ...counters, virtualTime, row);
  }
}

function workingOf<Row extends Counted>(rows: Map<number, WorkingRow<Row>>, row: number): WorkingRow<Row> {
  let working = rows.get(row);
  if (!working) {
    working = new WorkingRow<Row>();
    rows.set(row, working);
  }
  return working;
}

const COUNTERS = `numPending = numPending + ?, numActive = numActive + ?, numCompleted = numCompleted + ?,
  numFailed = numFailed + ?, numCancelled = numCancelled + ?`;
const WRITE_ASSAY = `UPDATE assays SET ${COUNTERS}, lastSettled = coalesce(?, lastSettled) WHERE row = ?`;
const WRITE_SUBMISSION = `UPDATE submissions SET ${COUNTERS}, places = places + ?,
  virtualTime = coalesce(?, virtualTime) WHERE row = ?`;
/** Of an assay: what was settled with versions `first`..`last` (meta/mark.ts). */
const MARK_SETTLED = `INSERT OR REPLACE INTO marks (collection, owner, first, last, version)
  VALUES ('settled', ?, ?, ?, ?)`;
