import type { Connection } from '../connection';

export interface ResultWithBlob {
  /** JSON. */
  readonly result: string;
  readonly resultDigest: string;
}

/** Results of live submissions' assays that this database holds and that others read as blobs. */
export const listResultsWithBlob = (connection: Connection): ResultWithBlob[] =>
  connection.all(
    `SELECT a.result, a.resultDigest FROM assays a JOIN submissions s ON s.row = a.submissionRow
     WHERE s.status IN ('pending', 'active') AND a.result IS NOT NULL AND a.resultDigest IS NOT NULL`,
  );
