/** Real: a record file with its indexes, and SQLite's own account of how it would answer. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tempDirectory } from '#testing';
import type { CompetitionFilter } from '../types';
import { competitionsQuery } from './embedded-reader';
import { EmbeddedRecordWriter } from './embedded-writer';

const directory = tempDirectory();
const file = join(directory.path, 'records.sqlite');
let database: Database.Database;
beforeAll(async () => {
  await new EmbeddedRecordWriter(file).close();
  database = new Database(file, { readonly: true });
});
afterAll(() => {
  database.close();
  directory.remove();
});

const planOf = (filter: CompetitionFilter, after?: readonly [string, number]): string[] => {
  const query = competitionsQuery(filter, after);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${query.sql()}`).all(...query.values, 51);
  return (steps as { detail: string }[]).map(({ detail }) => detail);
};

const submissionId = 's';
const assayId = 'a';
const status = 'failed';
const BY_STATE = 'SEARCH competitions USING INDEX competitions_by_state';
const BY_PLACE = 'SEARCH competitions USING INDEX records_7';

it.each<[string, CompetitionFilter, string]>([
  ['a submission', { submissionId }, `${BY_PLACE} (submissionId=?)`],
  ['an assay', { submissionId, assayId }, `${BY_PLACE} (submissionId=? AND assayId=?)`],
  [
    'an assay from a place on',
    { submissionId, assayId, fromOrdinal: 7 },
    `${BY_PLACE} (submissionId=? AND assayId=? AND ordinal>?)`,
  ],
  ['a state', { submissionId, assayId, status }, `${BY_STATE} (assayId=? AND status=?)`],
  [
    'a state from a place on',
    { submissionId, assayId, status, fromOrdinal: 7 },
    `${BY_STATE} (assayId=? AND status=? AND ordinal>?)`,
  ],
])('goes to the competitions of %s along an index, and sorts nothing', (_what, filter, plan) => {
  expect(planOf(filter)).toEqual([plan]);
});

it.each<[string, CompetitionFilter, string]>([
  ['a submission', { submissionId }, `${BY_PLACE} (submissionId=? AND (assayId,ordinal)>(?,?))`],
  ['an assay', { submissionId, assayId }, `${BY_PLACE} (submissionId=? AND assayId=? AND ordinal>?)`],
  ['a state', { submissionId, assayId, status }, `${BY_STATE} (assayId=? AND status=? AND ordinal>?)`],
])('goes to the next page of %s without a look at the pages before', (_what, filter, plan) => {
  expect(planOf(filter, [assayId, 49])).toEqual([plan]);
});
