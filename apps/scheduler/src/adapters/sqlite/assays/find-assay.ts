import type { Connection } from '../connection';
import type { AssayRow } from '../rows';

export function findAssay(connection: Connection, assayId: string): AssayRow | undefined {
  return connection.get('SELECT * FROM assays WHERE assayId = ?', assayId);
}

export function getAssay(connection: Connection, row: number): AssayRow {
  const assay = connection.get<AssayRow>('SELECT * FROM assays WHERE row = ?', row);
  if (!assay) throw new Error(`no assay in row ${row}`);
  return assay;
}

/** In the order of the plan. */
export function listAssays(connection: Connection, submissionRow: number): AssayRow[] {
  return connection.all('SELECT * FROM assays WHERE submissionRow = ? ORDER BY row', submissionRow);
}

export function listDependencies(connection: Connection, assayRow: number): AssayRow[] {
  return connection.all(
    `SELECT a.* FROM dependencies d JOIN assays a ON a.row = d.dependsOnRow WHERE d.assayRow = ? ORDER BY a.row`,
    assayRow,
  );
}

export function listDependents(connection: Connection, dependsOnRow: number): AssayRow[] {
  return connection.all(
    `SELECT a.* FROM dependencies d JOIN assays a ON a.row = d.assayRow WHERE d.dependsOnRow = ? ORDER BY a.row`,
    dependsOnRow,
  );
}

/** Ended assays that still hold competitions neither settled nor cancelled. */
export function listAssaysToSweep(connection: Connection, limit: number): AssayRow[] {
  return connection.all(
    `SELECT * FROM assays WHERE status IN ('completed', 'failed', 'cancelled') AND (numPending > 0 OR numActive > 0)
     LIMIT ?`,
    limit,
  );
}
