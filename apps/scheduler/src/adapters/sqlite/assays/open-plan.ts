import type { Connection } from '../connection';

/**
 * Opens the request for a round: from now on it carries the results settled up to this version, whenever and however
 * often it is rendered. Opening an unfinished round again changes nothing but the flag.
 */
export function openPlanIfClosed(connection: Connection, assayRow: number, round: number): boolean {
  const watermark = connection.nextVersion();
  const asked = connection.run(
    `INSERT OR IGNORE INTO planRounds (assayRow, round, watermark, firstOrdinal)
     SELECT row, ?, ?, nextOrdinal FROM assays WHERE row = ?`,
    round,
    watermark,
    assayRow,
  );
  return (
    connection.run(
      asked === 1
        ? 'UPDATE assays SET planOpen = 1, watermark = openWatermark, openWatermark = ? WHERE row = ? AND planOpen = 0'
        : 'UPDATE assays SET planOpen = 1 WHERE ? > 0 AND row = ? AND planOpen = 0',
      watermark,
      assayRow,
    ) === 1
  );
}
