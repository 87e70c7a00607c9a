export interface StudyFile {
  readonly label: string;
  readonly address: string;
  readonly name: string;
}

/** What the gateway has of a submission in forms that other programs read. */
export function filesOf(submissionId: string): readonly StudyFile[] {
  const at = `/api/v1/submissions/${submissionId}`;
  const of = (label: string, path: string, name: string): StudyFile => ({
    label,
    address: `${at}/${path}`,
    name,
  });
  return [
    of('Competitions (CSV)', 'competitions.csv', `competitions-${submissionId}.csv`),
    of('Competitions (Parquet)', 'competitions.parquet', `competitions-${submissionId}.parquet`),
    of('Competitions (JSON lines)', 'competitions.jsonl', `competitions-${submissionId}.jsonl`),
    of('Results (JSON)', 'results', `results-${submissionId}.json`),
    of('Report (HTML)', 'report', `report-${submissionId}.html`),
  ];
}
