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

export interface ReusableResult {
  readonly result: string | null;
  readonly resultDigest: string | null;
  /** JSON of string[]. */
  readonly warnings: string;
  readonly plannerVersion: string | null;
  /** JSON of {submissionId, assayId}: where it was measured. */
  readonly reusedFrom: string;
}

/**
 * The result of a completed assay that found out what this one would: equal identity, in a submission of equal facts (and
 * time-out: that may be changed on the way) that is not to be deleted. None that holds failures: another try may do better.
 */
export const findReusableResult = (connection: Connection, assayRow: number): ReusableResult | undefined =>
  connection.get(
    `SELECT same.result, same.resultDigest, same.warnings, same.plannerVersion,
       COALESCE(same.reusedFrom, json_object('submissionId', measured.submissionId, 'assayId', same.assayId)) AS reusedFrom
     FROM assays own JOIN submissions asking ON asking.row = own.submissionRow
       JOIN assays same ON same.identity = own.identity AND same.status = 'completed' AND same.numFailed = 0
         AND same.row <> own.row
       JOIN submissions measured ON measured.row = same.submissionRow AND measured.facts = asking.facts
         AND measured.competitionTimeoutSeconds = asking.competitionTimeoutSeconds
     WHERE own.row = ? AND own.reuse = 1
       AND measured.submissionId NOT IN (SELECT submissionId FROM deletions)
     ORDER BY same.row LIMIT 1`,
    assayRow,
  );
