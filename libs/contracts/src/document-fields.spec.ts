import { randomUUID } from 'node:crypto';
import { DOCUMENT_FIELDS, documentProblems, fieldType } from './document-fields';
import { COLLECTIONS } from './documents';

const result = (given: object = {}): object => ({
  version: 3,
  id: randomUUID(),
  datetime: '2026-03-01T00:00:00.000Z',
  knockemRevision: 'abc1234',
  knockemVersion: '0.1.0',
  assayResult: {},
  ...given,
});

describe('documentProblems', () => {
  it('finds none in a document, with what may be absent or without', () => {
    expect(documentProblems('assayResults', result())).toEqual([]);
    expect(documentProblems('assayResults', result({ resultDigest: 'abc' }))).toEqual([]);
    expect(documentProblems('assayResults', result({ newer: 1 }))).toEqual([]);
  });

  it('names what is missing or wrong', () => {
    expect(documentProblems('assayResults', result({ id: 'x', version: 1.5, assayResult: [] }))).toEqual([
      '"version" is not a whole number from 0 on',
      '"id" is not a UUID',
      '"assayResult" is not an object',
    ]);
    expect(documentProblems('assayResults', result({ datetime: undefined }))).toEqual([
      '"datetime" is not text',
    ]);
    expect(documentProblems('assayResults', null)).toEqual(['is not an object']);
  });

  it('wants of a deletion its key and version', () => {
    expect(documentProblems('genomes', { genomeId: randomUUID(), version: 1, deletedAt: 'now' })).toEqual([]);
    expect(documentProblems('genomes', { deletedAt: 'now' })).toHaveLength(2);
  });
});

it('every collection has a version and what may mark a deletion', () => {
  for (const collection of COLLECTIONS) {
    expect(DOCUMENT_FIELDS[collection]).toMatchObject({ version: 'whole', deletedAt: 'text?' });
    expect(fieldType(collection, 'deletedAt')).toBe('text');
    expect(fieldType(collection, 'toString')).toBeUndefined();
  }
});
