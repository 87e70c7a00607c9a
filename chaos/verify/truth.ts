import Database from 'better-sqlite3';
import type { Granted } from '../observe/places';
import type { Violations } from '../violation';

/** Ten seconds after the deadline, found within a second; and a busy machine. */
const ABANDONED_AFTER_MS = 30_000;

export type Truth = Database.Database;

/** The scheduler's database, for reading; the scheduler must have ended. */
export const openTruth = (file: string): Truth => new Database(file, { readonly: true, fileMustExist: true });

export function grantsOf(truth: Truth): Map<string, Granted> {
  const rows = truth
    .prepare(
      `SELECT t.attemptId, t.grantedAt, s.submissionId FROM attempts t
       JOIN assays a ON a.row = t.assayRow JOIN submissions s ON s.row = a.submissionRow`,
    )
    .all() as { attemptId: string; grantedAt: string; submissionId: string }[];
  return new Map(
    rows.map((row) => [
      row.attemptId,
      { submissionId: row.submissionId, grantedMs: Date.parse(row.grantedAt) },
    ]),
  );
}

export interface Figures {
  readonly submissions: number;
  readonly competitions: number;
  readonly attempts: number;
  readonly lost: number;
}

export function figuresOf(truth: Truth): Figures {
  const count = (sql: string): number => (truth.prepare(sql).get() as { n: number }).n;
  return {
    submissions: count('SELECT count(*) AS n FROM submissions'),
    competitions: count('SELECT count(*) AS n FROM competitions'),
    attempts: count('SELECT count(*) AS n FROM attempts'),
    lost: count('SELECT count(*) AS n FROM competitions WHERE attempt > 1'),
  };
}

/** Every accepted submission is there and has ended, and so has all of it. */
export function checkEnds(truth: Truth, accepted: readonly string[], violations: Violations): void {
  const known = new Map(
    (
      truth.prepare('SELECT submissionId, status FROM submissions').all() as {
        submissionId: string;
        status: string;
      }[]
    ).map(({ submissionId, status }) => [submissionId, status]),
  );
  for (const submissionId of accepted) {
    const status = known.get(submissionId);
    if (!status || !['completed', 'failed', 'cancelled'].includes(status))
      violations.add(
        'every accepted submission ends',
        `${submissionId} is ${status ?? 'unknown'}`,
        submissionId,
      );
  }
  const left = truth
    .prepare(
      `SELECT s.submissionId, a.assayType, c.ordinal, c.status FROM competitions c JOIN assays a ON a.row = c.assayRow
       JOIN submissions s ON s.row = a.submissionRow WHERE c.status IN ('pending', 'active')`,
    )
    .all() as { submissionId: string; assayType: string; ordinal: number; status: string }[];
  for (const { submissionId, assayType, ordinal, status } of left)
    violations.add(
      'every competition ends',
      `${submissionId} ${assayType} ${ordinal} is ${status}`,
      submissionId,
    );
}

/**
 * A completed competition was settled by exactly one attempt; no other has a result; nothing is under way. `calmMs`: since
 * the last strike. A lost attempt of which nobody can tell keeps its place until its deadline and ten seconds are over.
 */
export function checkResults(truth: Truth, violations: Violations, calmMs = Infinity): void {
  const rows = truth
    .prepare(
      `SELECT s.submissionId, a.assayType, c.ordinal, c.status, c.value IS NOT NULL AS hasValue, c.settledAttempt,
         (SELECT count(*) FROM attempts t WHERE t.assayRow = c.assayRow AND t.ordinal = c.ordinal
            AND t.state = 'succeeded') AS succeeded,
         (SELECT max(t.attempt) FROM attempts t WHERE t.assayRow = c.assayRow AND t.ordinal = c.ordinal
            AND t.state = 'succeeded') AS succeededAttempt,
         (SELECT count(*) FROM attempts t WHERE t.assayRow = c.assayRow AND t.ordinal = c.ordinal
            AND (t.state IN ('leased', 'running')
              OR (t.state = 'lost' AND @calmMs > 1000 * t.timeoutSeconds + ${ABANDONED_AFTER_MS}))) AS live
       FROM competitions c JOIN assays a ON a.row = c.assayRow JOIN submissions s ON s.row = a.submissionRow`,
    )
    .all({ calmMs: Math.min(calmMs, Number.MAX_SAFE_INTEGER) }) as ResultRow[];
  for (const row of rows) {
    const fault = resultFault(row);
    if (fault)
      violations.add(
        'one accepted result each',
        `${row.submissionId} ${row.assayType} ${row.ordinal}: ${fault}`,
        row.submissionId,
      );
  }
}

interface ResultRow {
  readonly submissionId: string;
  readonly assayType: string;
  readonly ordinal: number;
  readonly status: string;
  readonly hasValue: number;
  readonly settledAttempt: number | null;
  readonly succeeded: number;
  readonly succeededAttempt: number | null;
  readonly live: number;
}

function resultFault({ status, hasValue, settledAttempt, succeeded, succeededAttempt, live }: ResultRow) {
  if (live > 0) return `${live} attempts are still under way`;
  if (status !== 'completed') {
    if (hasValue) return `has a result and is ${status}`;
    // A withdrawn or cancelled one may have succeeded before its container could be stopped: that counts for nothing.
    return succeeded > 0 && status !== 'cancelled' ? `an attempt succeeded, and it is ${status}` : undefined;
  }
  if (!hasValue) return 'completed without a result';
  if (succeeded !== 1) return `${succeeded} attempts count as succeeded`;
  return succeededAttempt === settledAttempt
    ? undefined
    : 'settled by another attempt than the one that succeeded';
}

/** Counters against a recount of their rows, by statements of our own. */
export function checkCounters(truth: Truth, violations: Violations): void {
  const states = ['Pending', 'Active', 'Completed', 'Failed', 'Cancelled'];
  const counted = (state: string, where: string): string =>
    `(SELECT count(*) FROM competitions c JOIN assays x ON x.row = c.assayRow
       WHERE ${where} AND c.status = '${state.toLowerCase()}') AS counted${state}`;
  const assays = truth.prepare(
    `SELECT a.assayId AS id, ${states.map((s) => `a.num${s}, ${counted(s, 'x.row = a.row')}`).join(', ')} FROM assays a`,
  );
  const submissions = truth.prepare(
    `SELECT s.submissionId AS id, s.places AS numPlaces,
       (SELECT count(*) FROM attempts t JOIN assays x ON x.row = t.assayRow WHERE x.submissionRow = s.row
          AND t.state IN ('leased', 'running', 'lost')) AS countedPlaces,
       s.numFailures AS numFailures,
       (SELECT count(*) FROM competitions c JOIN assays x ON x.row = c.assayRow WHERE x.submissionRow = s.row
          AND x.origin <> 'internal' AND c.status = 'failed' AND c.failure = 'container'
          AND c.settledVersion > s.failuresSince) AS countedFailures,
       ${states.map((s) => `s.num${s}, ${counted(s, 'x.submissionRow = s.row')}`).join(', ')} FROM submissions s`,
  );
  for (const row of [...assays.all(), ...submissions.all()] as Record<string, number | string>[]) {
    for (const name of Object.keys(row).filter((key) => key.startsWith('num'))) {
      const is = row[name.replace(/^num/, 'counted')];
      if (is !== row[name])
        violations.add('counters equal a recount', `${row.id}: ${name} says ${row[name]}, counted ${is}`);
    }
  }
}

/** What the outbox still has to tell: nothing, once the recorder has caught up. */
export const unpublishedMarks = (truth: Truth): number =>
  (truth.prepare('SELECT count(*) AS n FROM marks WHERE publishedSequence IS NULL').get() as { n: number }).n;
