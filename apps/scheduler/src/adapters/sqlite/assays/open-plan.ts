import type { Connection } from '../connection';

/**
 * Opens the request for a round: from now on it carries the results settled up to this version, whenever and however
 * often it is rendered. Opening a round again of which a part was taken changes nothing but the flag; one of which nothing
 * was (a retry, after its conclusion or in its middle) is asked anew, with what has settled since.
 */
export function openPlanIfClosed(connection: Connection, assayRow: number, round: number): boolean {
  const watermark = connection.nextVersion();
  const asked = connection.run(
    `INSERT INTO planRounds (assayRow, round, watermark, firstOrdinal)
     SELECT row, @round, @watermark, nextOrdinal FROM assays WHERE row = @assayRow
     ON CONFLICT (assayRow, round) DO UPDATE SET watermark = excluded.watermark, firstOrdinal = excluded.firstOrdinal
     WHERE round > (SELECT a.round FROM assays a WHERE a.row = planRounds.assayRow)`,
    { round, watermark, assayRow },
  );
  return (
    connection.run(
      asked === 1
        ? `UPDATE assays SET planOpen = 1, watermark = openWatermark, openWatermark = ?, askedBefore = NULL
           WHERE row = ? AND planOpen = 0`
        : 'UPDATE assays SET planOpen = 1 WHERE ? > 0 AND row = ? AND planOpen = 0',
      watermark,
      assayRow,
    ) === 1
  );
}

export const closePlan = (connection: Connection, assayRow: number): void =>
  void connection.run('UPDATE assays SET planOpen = 0 WHERE row = ?', assayRow);

/** The open round was asked for under another name before this database was restored: that answer counts too. */
export function noteAskedBefore(connection: Connection, assayRow: number, asked: number): void {
  connection.run('UPDATE assays SET askedBefore = ? WHERE row = ? AND planOpen = 1', asked, assayRow);
}
