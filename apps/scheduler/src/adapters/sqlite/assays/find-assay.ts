import type { Connection } from '../connection';
import { ASSAY, ASSAY_OF_A } from '../columns';
import type { Assay } from '../../../domain/model';

export function findAssay(connection: Connection, assayId: string): Assay | undefined {
  return connection.get(`SELECT ${ASSAY} FROM assays WHERE assayId = ?`, assayId);
}

export const getAssay = (connection: Connection, row: number): Assay => connection.work.assay(row);

/** In the order of the plan. */
export function listAssays(connection: Connection, submissionRow: number): Assay[] {
  return connection
    .all<Assay>(`SELECT ${ASSAY} FROM assays WHERE submissionRow = ? ORDER BY row`, submissionRow)
    .map((assay) => connection.work.assayAsRead(assay));
}

export function listDependencies(connection: Connection, assayRow: number): Assay[] {
  return connection.all(
    `SELECT ${ASSAY_OF_A} FROM dependencies d JOIN assays a ON a.row = d.dependsOnRow WHERE d.assayRow = ? ORDER BY a.row`,
    assayRow,
  );
}

export function listDependents(connection: Connection, dependsOnRow: number): Assay[] {
  return connection.all(
    `SELECT ${ASSAY_OF_A} FROM dependencies d JOIN assays a ON a.row = d.assayRow WHERE d.dependsOnRow = ? ORDER BY a.row`,
    dependsOnRow,
  );
}

/** Ended assays that still hold competitions neither settled nor cancelled. */
export function listAssaysToSweep(connection: Connection, limit: number): Assay[] {
  return connection.all(
    `SELECT ${ASSAY} FROM assays WHERE status IN ('completed', 'failed', 'cancelled') AND (numPending > 0 OR numActive > 0)
     LIMIT ?`,
    limit,
  );
}
