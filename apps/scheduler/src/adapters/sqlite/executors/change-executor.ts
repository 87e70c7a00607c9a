import type { ExecutorState } from '#domain';
import type { Connection } from '../connection';
import type { ExecutorRow } from '../rows';

export function listExecutorsIn(connection: Connection, state: ExecutorState): ExecutorRow[] {
  return connection.all('SELECT * FROM executors WHERE state = ? ORDER BY row', state);
}

export function moveExecutorIf(
  connection: Connection,
  row: number,
  from: ExecutorState,
  to: ExecutorState,
): boolean {
  return connection.run('UPDATE executors SET state = ? WHERE row = ? AND state = ?', to, row, from) === 1;
}

/** Everyone gets a full period: leases run only while the scheduler can hear. */
export function renewAllLeases(connection: Connection, leaseUntilMs: number): void {
  connection.run(`UPDATE executors SET leaseUntilMs = ? WHERE state IN ('here', 'draining')`, leaseUntilMs);
}

/**
 * After a restart the monotonic clock has begun anew: waits are over, and every container that may be running gets its
 * whole time-out again, which can only be too long.
 */
export function restartClocks(connection: Connection, nowMs: number): void {
  connection.run(
    `UPDATE attempts SET deadlineMs = ? + timeoutSeconds * 1000
     WHERE state IN ('leased', 'running', 'lost') AND deadlineMs IS NOT NULL`,
    nowMs,
  );
  const assays = connection.all<{ row: number }>('SELECT row FROM assays WHERE numPending > 0');
  for (const { row } of assays) {
    connection.run(
      `UPDATE competitions SET notBeforeMs = 0 WHERE assayRow = ? AND status = 'pending' AND notBeforeMs > 0`,
      row,
    );
  }
}

/** The executor has this template: it named a run of it. */
export function rememberTemplate(connection: Connection, executorRow: number, templateRow: number): void {
  if (knowsTemplate(connection, executorRow, templateRow)) return;
  connection.run('INSERT INTO knownTemplates VALUES (?, ?)', executorRow, templateRow);
  connection.work.learnTemplate(executorRow, templateRow);
}

export function knowsTemplate(connection: Connection, executorRow: number, templateRow: number): boolean {
  return connection.work.knowsTemplate(executorRow, templateRow, () => {
    const sql = 'SELECT 1 FROM knownTemplates WHERE executorRow = ? AND templateRow = ?';
    return connection.get(sql, executorRow, templateRow) !== undefined;
  });
}
