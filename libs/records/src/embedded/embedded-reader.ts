import { existsSync } from 'node:fs';
import type {
  AssayDocument,
  Collection,
  CompetitionDocument,
  CompetitionResultDocument,
  DocumentOf,
  RecorderPosition,
  SubmissionDocument,
} from '#contracts';
import { competitionIdOf, KnockemError } from '#domain';
import { openForReading, schemaVersion, type SqliteDatabase, type Statement } from '#sqlite';
import { requireParent, walkCompetitionRows } from '../competition-rows';
import { decodeCursor, pageOf, pageSize } from '../cursor';
import type {
  CompetitionFilter,
  CompetitionRow,
  GenomeSummary,
  Page,
  PageRequest,
  RecordReader,
  SubmissionFilter,
} from '../types';
import { tooNew } from './embedded-writer';
import { readPosition } from './position';
import { SelectQuery } from './select-query';
import { SCHEMA_VERSION, fromRow } from './tables';

/** A reader hardly ever waits: the log keeps it apart from the writer. */
const LOCK_MS = 5000;

/**
 * Reads the record file that a recorder on the same host writes. Opens it when it is first asked and the file is
 * there; until then every call (and `ping`, so readiness) rejects with KnockemError `unavailable`, and the next call
 * tries again. Each call sees one committed state; a page and the next may see two.
 */
export class EmbeddedRecordReader implements RecordReader {
  private database: SqliteDatabase | undefined;
  private readonly statements = new Map<string, Statement>();
  private closed = false;

  constructor(readonly file: string) {}

  async get<C extends Collection>(collection: C, key: string): Promise<DocumentOf[C] | undefined> {
    return this.select<DocumentOf[C]>(new SelectQuery(collection).where('key = ?', key), 1).at(0);
  }

  async getMany<C extends Collection>(collection: C, keys: readonly string[]): Promise<DocumentOf[C][]> {
    const query = new SelectQuery(collection).where(
      'key IN (SELECT value FROM json_each(?))',
      JSON.stringify(keys),
    );
    return keys.length === 0 ? [] : this.select<DocumentOf[C]>(query, keys.length);
  }

  async submissions(filter: SubmissionFilter, page: PageRequest): Promise<Page<SubmissionDocument>> {
    const query = new SelectQuery('submissions')
      .where('userEmail = ?', filter.userEmail)
      .where('status = ?', filter.status)
      .where('datetime >= ?', filter.from)
      .where('datetime < ?', filter.to);
    return this.newestFirst<SubmissionDocument>(query, page, (s) => [s.datetime, s.id]);
  }

  async genomes(userEmail: string | undefined, page: PageRequest): Promise<Page<GenomeSummary>> {
    const query = new SelectQuery('genomes').only('document').where('userEmail = ?', userEmail);
    return this.newestFirst<GenomeSummary>(query, page, (g) => [g.datetime, g.genomeId]);
  }

  async assays(submissionId: string): Promise<AssayDocument[]> {
    const query = new SelectQuery('assays').where('submissionId = ?', submissionId).orderBy('datetime, key');
    return this.select<AssayDocument>(query, -1);
  }

  async competitions(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionDocument>> {
    requireParent(filter);
    const after = decodeCursor<[string, number]>(page.cursor, ['string', 'number']);
    const limit = pageSize(page.limit);
    const rows = this.competitionsAfter(filter, after, limit + 1);
    return pageOf(rows, limit, (c) => [c.assayId, c.ordinal]);
  }

  async competitionAt(assayId: string, ordinal: number): Promise<CompetitionDocument | undefined> {
    return this.get('competitions', competitionIdOf(assayId, ordinal));
  }

  async competitionResults(assayId: string, page: PageRequest): Promise<Page<CompetitionResultDocument>> {
    const after = decodeCursor<[string]>(page.cursor, ['string']);
    const query = new SelectQuery('competitionResults')
      .where('assayId = ?', assayId)
      .where('key > ?', ...(after ?? []))
      .orderBy('key');
    return this.page<CompetitionResultDocument>(query, page, (r) => [r.id]);
  }

  competitionRows(filter: CompetitionFilter): AsyncIterable<CompetitionRow> {
    return walkCompetitionRows(this, filter);
  }

  async position(): Promise<RecorderPosition | undefined> {
    return readPosition(this.open());
  }

  async ping(): Promise<void> {
    this.open().prepare('SELECT 1 FROM position').get();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.statements.clear();
    this.database?.close();
    this.database = undefined;
  }

  /** By state one assay after the other: the index that has the state begins with the assay. */
  private competitionsAfter(
    filter: CompetitionFilter,
    after: readonly [string, number] | undefined,
    limit: number,
  ): CompetitionDocument[] {
    const { assayId, status, submissionId } = filter;
    if (assayId !== undefined || status === undefined) {
      return this.select<CompetitionDocument>(competitionsQuery(filter, after), limit);
    }
    const rows: CompetitionDocument[] = [];
    for (const key of this.assayKeys(submissionId!, after?.[0] ?? '')) {
      const query = competitionsQuery({ ...filter, assayId: key }, after);
      rows.push(...this.select<CompetitionDocument>(query, limit - rows.length));
      if (rows.length === limit) break;
    }
    return rows;
  }

  private assayKeys(submissionId: string, from: string): string[] {
    const sql = 'SELECT key FROM assays WHERE submissionId = ? AND key >= ? ORDER BY key';
    return (this.statement(sql).all(submissionId, from) as { key: string }[]).map(({ key }) => key);
  }

  private newestFirst<T>(
    query: SelectQuery,
    page: PageRequest,
    keyOfRow: (row: T) => readonly [string, string],
  ): Page<T> {
    const after = decodeCursor<[string, string]>(page.cursor, ['string', 'string']);
    query.where('(datetime, key) < (?, ?)', ...(after ?? [])).orderBy('datetime DESC, key DESC');
    return this.page(query, page, keyOfRow);
  }

  private page<T>(query: SelectQuery, page: PageRequest, keyOfRow: Parameters<typeof pageOf<T>>[2]): Page<T> {
    const limit = pageSize(page.limit);
    return pageOf(this.select<T>(query, limit + 1), limit, keyOfRow);
  }

  private select<T>(query: SelectQuery, limit: number): T[] {
    const rows = this.statement(query.sql()).all(...query.values, limit) as { document: string }[];
    return rows.map((row) => fromRow<T>(row));
  }

  /** Filters make a few dozen different texts at most, so each is prepared once and kept. */
  private statement(sql: string): Statement {
    const database = this.open();
    const known = this.statements.get(sql) ?? database.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }

  private open(): SqliteDatabase {
    if (this.closed) throw new KnockemError('unavailable', `the record file ${this.file} is closed here`);
    this.database ??= openBesideWriter(this.file);
    return this.database;
  }
}

/**
 * Each shape of it goes along an index in order (a spec asks SQLite). With a state it is the state's index: the sign before
 * submissionId keeps SQLite from the other one, in which it would look at every competition of the assay.
 */
export function competitionsQuery(
  { submissionId, assayId, status, fromOrdinal, toOrdinal }: CompetitionFilter,
  after?: readonly [string, number],
): SelectQuery {
  const isSameAssay = after !== undefined && after[0] === assayId;
  return new SelectQuery('competitions')
    .where(status === undefined ? 'submissionId = ?' : '+submissionId = ?', submissionId)
    .where('assayId = ?', assayId)
    .where('status = ?', status)
    .where('ordinal >= ?', fromOrdinal)
    .where('ordinal <= ?', toOrdinal)
    .where('ordinal > ?', isSameAssay ? after[1] : undefined)
    .where('(assayId, ordinal) > (?, ?)', ...(isSameAssay ? [] : (after ?? [])))
    .orderBy('assayId, ordinal');
}

function openBesideWriter(file: string): SqliteDatabase {
  if (!existsSync(file)) throw notThereYet(file);
  return openForReading(file, LOCK_MS, (database) => {
    const version = schemaVersion(database);
    if (version > SCHEMA_VERSION) throw tooNew(file, version);
    if (version < SCHEMA_VERSION) throw notThereYet(file);
  });
}

const notThereYet = (file: string): KnockemError =>
  new KnockemError('unavailable', `the record file ${file} is not there yet`, {
    hint: 'start the recorder on this host (it makes the file), or set KNOCKEM_RECORDS_URL to a MongoDB for both',
  });
