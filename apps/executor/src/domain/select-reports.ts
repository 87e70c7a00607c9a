import type { Report } from '#contracts';

/** Per turn (protocol: ≤ 100). */
const MAX_REPORTS = 100;
/** Together with what else a turn says it stays below a message's 512 kB. */
const MAX_BYTES = 400_000;

/** The reports that go into one turn, oldest first; the rest waits for the next. At least one, however large. */
export function selectReports(reports: readonly Report[]): Report[] {
  const chosen: Report[] = [];
  let bytes = 0;
  for (const report of reports.slice(0, MAX_REPORTS)) {
    bytes += Buffer.byteLength(JSON.stringify(report));
    if (chosen.length > 0 && bytes > MAX_BYTES) break;
    chosen.push(report);
  }
  return chosen;
}
