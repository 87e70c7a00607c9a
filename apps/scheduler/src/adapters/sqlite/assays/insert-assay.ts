import type { PlannedAssay } from '#contracts';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';

/** A planned assay, blocked until its dependencies say otherwise. Returns its row. */
export function insertAssay(
  connection: Connection,
  submissionRow: number,
  planned: PlannedAssay,
  wall: string,
): number {
  const version = connection.nextVersion();
  const { lastInsertRowid } = connection
    .sql(
      `INSERT INTO assays (assayId, submissionRow, assayType, origin, parameters, rememberAs, identity, reuse, status,
         version, createdAt, changedAt)
       VALUES (@assayId, @submissionRow, @assayType, @origin, @parameters, @rememberAs, @identity, @reuse, 'blocked',
         @version, @wall, @wall)`,
    )
    .run({
      assayId: planned.assayId,
      submissionRow,
      assayType: planned.assayType,
      origin: planned.origin,
      parameters: JSON.stringify(planned.parameters),
      rememberAs: planned.rememberAs ?? null,
      identity: planned.identity ?? null,
      reuse: Number(planned.reuse ?? false),
      version,
      wall,
    });
  const row = Number(lastInsertRowid);
  mark(connection, 'assays', row, version);
  return row;
}

export function insertDependency(connection: Connection, assayRow: number, dependsOnRow: number): void {
  connection.run('INSERT INTO dependencies (assayRow, dependsOnRow) VALUES (?, ?)', assayRow, dependsOnRow);
}
