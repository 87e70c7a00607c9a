import type { Connection } from '../connection';

export interface Disagreement {
  readonly table: 'assays' | 'submissions';
  readonly row: number;
  readonly counter: string;
  readonly kept: number;
  readonly counted: number;
}

const STATES = ['Pending', 'Active', 'Completed', 'Failed', 'Cancelled'] as const;

/**
 * Recounts every counter of live submissions from the rows (0.2 s at a million of them) and corrects those that
 * disagree. Returns what it corrected: never anything, unless there is a defect.
 */
export function auditCounters(connection: Connection): Disagreement[] {
  const assays = connection.all<Row>(
    `SELECT a.row, a.numPending, a.numActive, a.numCompleted, a.numFailed, a.numCancelled FROM assays a`,
  );
  const wrong = assays.flatMap((assay) => compare('assays', assay, countAssay(connection, assay.row)));
  const submissions = connection.all<Row & { failuresSince: number }>(
    `SELECT row, numPending, numActive, numCompleted, numFailed, numCancelled, places, numFailures, failuresSince
     FROM submissions`,
  );
  for (const submission of submissions) {
    const counted = countSubmission(connection, submission.row, submission.failuresSince);
    wrong.push(...compare('submissions', submission, counted));
  }
  for (const { table, row, counter, counted } of wrong) {
    connection.run(`UPDATE ${table} SET ${counter} = ? WHERE row = ?`, counted, row);
  }
  return wrong;
}

type Row = { readonly row: number } & Readonly<Record<string, number>>;

function compare(
  table: Disagreement['table'],
  kept: Row,
  counted: Readonly<Record<string, number>>,
): Disagreement[] {
  return Object.entries(counted)
    .filter(([counter, value]) => kept[counter] !== value)
    .map(([counter, value]) => ({ table, row: kept.row, counter, kept: kept[counter], counted: value }));
}

function countAssay(connection: Connection, row: number): Record<string, number> {
  const groups = connection.all<{ status: string; count: number }>(
    'SELECT status, count(*) AS count FROM competitions WHERE assayRow = ? GROUP BY status',
    row,
  );
  const of = (status: string) => groups.find((group) => group.status === status)?.count ?? 0;
  return Object.fromEntries(STATES.map((state) => [`num${state}`, of(state.toLowerCase())]));
}

/** Run after the assays were corrected: sums of theirs, and what only submissions count. */
function countSubmission(connection: Connection, row: number, failuresSince: number): Record<string, number> {
  const sums: Record<string, number> = Object.fromEntries(STATES.map((state) => [`num${state}`, 0]));
  const assays = connection.all<{ row: number }>('SELECT row FROM assays WHERE submissionRow = ?', row);
  for (const assay of assays) {
    for (const [counter, value] of Object.entries(countAssay(connection, assay.row))) sums[counter] += value;
  }
  const { places } = connection.get<{ places: number }>(
    `SELECT count(*) AS places FROM attempts t INDEXED BY attemptsLiveByAssay
     WHERE t.state IN ('leased', 'running', 'lost') AND t.assayRow IN (SELECT row FROM assays WHERE submissionRow = ?)`,
    row,
  )!;
  const { failures } = connection.get<{ failures: number }>(
    `SELECT count(*) AS failures FROM competitions c JOIN assays a ON a.row = c.assayRow
     WHERE a.submissionRow = ? AND a.origin <> 'internal' AND c.status = 'failed' AND c.failure = 'container'
       AND c.settledVersion > ?`,
    row,
    failuresSince,
  )!;
  return { ...sums, places, numFailures: failures };
}
