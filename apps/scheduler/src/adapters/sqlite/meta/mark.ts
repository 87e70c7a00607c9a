import type { Connection } from '../connection';
import type { MarkRow } from '../rows';

/** Says that documents changed: their newest state is to be published, whatever was published before. */
export function mark(
  connection: Connection,
  collection: MarkRow['collection'],
  owner: number,
  version: number,
  first = 0,
  last = first,
): void {
  connection.run(
    `INSERT INTO marks (collection, owner, first, last, version) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version, publishedSequence = NULL, publishedMs = NULL`,
    collection,
    owner,
    first,
    last,
    version,
  );
}

/** What may have been lost with a stream's last minutes is published again, under the new epoch's versions. */
export function unpublishMarks(connection: Connection): void {
  connection.run(
    'UPDATE marks SET publishedSequence = NULL, publishedMs = NULL WHERE publishedSequence IS NOT NULL',
  );
}
