import type { Connection } from '../connection';
import { mark } from './mark';

/** Competitions of one mark: a message's worth. */
const CHUNK = 500;

/** Every document of this database is to be published again, in the version that it has. How many marks that makes. */
export function markAll(connection: Connection): number {
  let marks = 0;
  const all = (collection: 'genomes' | 'submissions', table: string): void => {
    for (const { row, version } of connection.all<Versioned>(`SELECT row, version FROM ${table}`)) {
      mark(connection, collection, row, version);
      marks += 1;
    }
  };
  all('genomes', 'inputs');
  all('submissions', 'submissions');
  const assays = connection.all<Versioned & { nextOrdinal: number }>(
    'SELECT row, version, nextOrdinal FROM assays',
  );
  for (const { row, version, nextOrdinal } of assays) {
    mark(connection, 'assays', row, version);
    mark(connection, 'assayResults', row, version);
    marks += 2;
    for (let first = 0; first < nextOrdinal; first += CHUNK) {
      const last = Math.min(nextOrdinal, first + CHUNK) - 1;
      mark(connection, 'competitions', row, version, first, last);
      mark(connection, 'competitionResults', row, version, first, last);
      marks += 2;
    }
  }
  return marks;
}

interface Versioned {
  readonly row: number;
  readonly version: number;
}

/** Digests of all blobs that rows speak of: contents of inputs, results, files of runs, outputs. */
export function listBlobs(connection: Connection): string[] {
  return connection
    .all<{ digest: string }>(
      `SELECT digest FROM inputs WHERE deletedAt IS NULL AND contentGoneAt IS NULL
       UNION SELECT resultDigest FROM assays WHERE resultDigest IS NOT NULL
       UNION SELECT blobDigest FROM competitions WHERE blobDigest IS NOT NULL
       UNION SELECT logDigest FROM attempts WHERE logDigest IS NOT NULL
       UNION SELECT resultDigest FROM memos WHERE resultDigest IS NOT NULL
       UNION SELECT i.value ->> '$.digest' FROM templates, json_each(templates.body, '$.inputs') i`,
    )
    .map(({ digest }) => digest);
}
