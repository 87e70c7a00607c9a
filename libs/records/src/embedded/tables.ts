import {
  COLLECTIONS,
  decodeSites,
  encodeSites,
  keyField,
  type AnyDocument,
  type Collection,
} from '#contracts';

/**
 * How the collections lie in SQLite: one table each, with the document as JSON and beside it only the columns that
 * lists filter and sort by. A genome's content stands in a column of its own, so that lists never read it.
 */
export const COLUMNS: Readonly<Record<Collection, readonly string[]>> = {
  genomes: ['datetime', 'userEmail', 'genomeContent'],
  submissions: ['datetime', 'userEmail', 'status'],
  assays: ['datetime', 'submissionId'],
  assayResults: ['datetime'],
  competitions: ['datetime', 'submissionId', 'assayId', 'ordinal', 'status'],
  competitionResults: ['datetime', 'assayId'],
};

const INDEXES: readonly string[] = [
  'genomes (userEmail, datetime, key)',
  'genomes (datetime, key)',
  'submissions (userEmail, datetime, key)',
  'submissions (status, datetime, key)',
  'submissions (datetime, key)',
  'assays (submissionId, datetime, key)',
  'competitions (assayId, ordinal)',
  'competitions (submissionId, assayId, ordinal)',
  'competitionResults (assayId, key)',
];

const columnType = (column: string): string => (column === 'ordinal' ? 'INTEGER' : 'TEXT');

const createTable = (collection: Collection): string => `
  CREATE TABLE ${collection} (
    key TEXT PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    deletedAt TEXT,
    ${COLUMNS[collection].map((c) => `${c} ${columnType(c)}`).join(', ')},
    document TEXT NOT NULL
  );
  CREATE INDEX ${collection}_deleted ON ${collection} (deletedAt) WHERE deletedAt IS NOT NULL;`;

/** Step n leads from user_version n to n + 1. Only ever appended to. */
export const MIGRATIONS: readonly string[] = [
  [
    ...COLLECTIONS.map(createTable),
    ...INDEXES.map((index, n) => `CREATE INDEX records_${n} ON ${index};`),
    `CREATE TABLE position (
       one INTEGER PRIMARY KEY CHECK (one = 1), streamSequence INTEGER NOT NULL, streamCreated TEXT NOT NULL
     );`,
  ].join('\n'),
  'ALTER TABLE position ADD COLUMN storedAt TEXT;',
  // A state is found without a look at all others. In place of (assayId, ordinal): the same for one competition is its key.
  'DROP INDEX records_6; CREATE INDEX competitions_by_state ON competitions (assayId, status, ordinal);',
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The guard stands in the statement: a row of the same or a newer version stays as it is, and `changes` is 0. */
export const upsertStatement = (collection: Collection): string => {
  const columns = ['key', 'version', 'deletedAt', ...COLUMNS[collection], 'document'];
  const set = columns.slice(1).map((c) => `${c} = excluded.${c}`);
  return `INSERT INTO ${collection} (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})
    ON CONFLICT (key) DO UPDATE SET ${set.join(', ')} WHERE excluded.version > ${collection}.version`;
};

const OF_SUBMISSION = 'submissionId = @submissionId';
/** Results name their assay only. */
const OF_ITS_ASSAYS = (column: string): string =>
  `${column} IN (SELECT key FROM assays WHERE submissionId = @submissionId)`;

const eraseStatement = (collection: Collection, which: string): string => `
  UPDATE ${collection} SET version = @version, deletedAt = @deletedAt,
    document = json_object('id', key, 'version', @version, 'deletedAt', @deletedAt)
  WHERE ${which} AND version < @version`;

/** What belongs to a submission becomes deletions; the columns by which it is found stay, its content goes. */
export const ERASE_PARTS: readonly string[] = [
  eraseStatement('assayResults', OF_ITS_ASSAYS('key')),
  eraseStatement('competitionResults', OF_ITS_ASSAYS('assayId')),
  eraseStatement('competitions', OF_SUBMISSION),
  eraseStatement('assays', OF_SUBMISSION),
];

export type Row = Record<string, string | number | null>;

export function toRow(collection: Collection, document: AnyDocument): Row {
  const { genomeContent, ...rest } = document as unknown as Record<string, string | number | undefined>;
  const fields = collection === 'genomes' ? { ...rest, genomeContent } : rest;
  const columns = COLUMNS[collection].map((c) => [c, fields[c] ?? null] as const);
  return {
    key: rest[keyField(collection)] as string,
    version: document.version,
    deletedAt: document.deletedAt ?? null,
    ...Object.fromEntries(columns),
    document: JSON.stringify(withSites(rest, encodeSites)),
  };
}

/** What a select must name to make a document again. */
export const documentColumns = (collection: Collection): string =>
  collection === 'genomes' ? 'document, genomeContent' : 'document';

export function fromRow<T>(row: { document: string; genomeContent?: string | null }): T {
  const document = JSON.parse(row.document) as Record<string, unknown>;
  if (typeof row.genomeContent === 'string') document.genomeContent = row.genomeContent;
  return withSites(document, decodeSites) as T;
}

/** Sites lie here as on the stream, a bit set where that is shorter: a tenth and less of the list that readers get. */
function withSites<V>(document: Readonly<Record<string, unknown>>, change: (sites: never) => V): object {
  const { knockoutSites } = document;
  return knockoutSites === undefined
    ? document
    : { ...document, knockoutSites: change(knockoutSites as never) };
}
