import { competitionIdOf } from '#domain';
import type { Connection } from '../connection';
import { mark } from '../meta/mark';
import type { LaterDocument } from './later-documents';

/**
 * What this database holds is told above the later versions on the records: every document that they know in a later
 * version than ours gets a new one.
 */
export function overruleRecords(connection: Connection): void {
  for (const [collection, table, id] of TABLES) {
    const rows = connection.all<{ row: number }>(
      `SELECT t.row FROM laterDocuments l JOIN ${table} t ON t.${id} = l.key
       WHERE l.collection = '${collection}' AND t.version < l.version`,
    );
    for (const { row } of rows) {
      const version = connection.nextVersion();
      connection.run(`UPDATE ${table} SET version = ? WHERE row = ?`, version, row);
      mark(connection, collection, row, version);
      if (collection === 'assays') mark(connection, 'assayResults', row, version);
    }
  }
  overruleCompetitions(connection);
}

const TABLES = [
  ['genomes', 'inputs', 'inputId'],
  ['submissions', 'submissions', 'submissionId'],
  ['assays', 'assays', 'assayId'],
] as const;

function overruleCompetitions(connection: Connection): void {
  const rows = connection.all<{ assayRow: number; ordinal: number }>(
    `SELECT c.assayRow, c.ordinal FROM laterDocuments l JOIN assays a ON a.assayId = l.assayId
     JOIN competitions c ON c.assayRow = a.row AND c.ordinal = json_extract(l.document, '$.ordinal')
     WHERE l.collection = 'competitions' AND c.version < l.version`,
  );
  for (const { assayRow, ordinal } of rows) {
    const version = connection.nextVersion();
    connection.run(
      'UPDATE competitions SET version = ? WHERE assayRow = ? AND ordinal = ?',
      version,
      assayRow,
      ordinal,
    );
    mark(connection, 'competitions', assayRow, version, ordinal);
  }
}

/**
 * Documents of submissions that this database holds, for which it has nothing: results of competitions and assays that
 * did not come to them this time. They get the version under which they are deleted.
 */
export function listOrphans(connection: Connection): LaterDocument[] {
  const documents = connection.all<LaterDocument>(
    `SELECT l.* FROM laterDocuments l WHERE l.collection IN ('competitions', 'competitionResults', 'assayResults')
       AND (l.submissionId IN (SELECT submissionId FROM submissions) OR l.key IN (SELECT assayId FROM assays))`,
  );
  const held = new Map<string, ReadonlySet<string>>();
  const isHeld = ({ collection, key, assayId }: LaterDocument): boolean => {
    if (collection === 'assayResults')
      return (
        connection.get(`SELECT 1 FROM assays WHERE assayId = ? AND status = 'completed'`, key) !== undefined
      );
    const state = collection === 'competitionResults' ? 'completed' : '';
    const ids = held.get(`${assayId} ${state}`) ?? competitionIds(connection, assayId ?? '', state);
    held.set(`${assayId} ${state}`, ids);
    return ids.has(key);
  };
  return documents
    .filter((document) => !isHeld(document))
    .map((document) => ({ ...document, version: connection.nextVersion() }));
}

function competitionIds(connection: Connection, assayId: string, state: string): ReadonlySet<string> {
  const rows = connection.all<{ ordinal: number }>(
    `SELECT c.ordinal FROM competitions c JOIN assays a ON a.row = c.assayRow
     WHERE a.assayId = @assayId AND (@state = '' OR c.status = @state)`,
    { assayId, state },
  );
  return new Set(rows.map(({ ordinal }) => competitionIdOf(assayId, ordinal)));
}

/** Submissions of which the records know and this database does not: their journal entries are gone. */
export function countUnknownSubmissions(connection: Connection): number {
  return connection.get<{ count: number }>(
    `SELECT count(*) AS count FROM laterDocuments
     WHERE collection = 'submissions' AND key NOT IN (SELECT submissionId FROM submissions)`,
  )!.count;
}
