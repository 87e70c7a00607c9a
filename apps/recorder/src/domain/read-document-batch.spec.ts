import { randomUUID } from 'node:crypto';
import { encodeSites, type AssayResultDocument } from '#contracts';
import { readDocumentBatch, type BatchRead } from './read-document-batch';

const result = (given: object = {}): AssayResultDocument => ({
  version: 3,
  id: randomUUID(),
  datetime: '2026-03-01T00:00:00.000Z',
  knockemRevision: 'abc1234',
  knockemVersion: '0.1.0',
  assayResult: {},
  ...given,
});

const read = (body: unknown, subject = 'knockem.doc.assayResults.-', schema?: string): BatchRead =>
  readDocumentBatch('knockem', subject, schema, typeof body === 'string' ? body : JSON.stringify(body));
const batchOf = (...documents: unknown[]): object => ({ collection: 'assayResults', documents });
const problems = (batch: BatchRead): readonly string[] => (batch.kind === 'malformed' ? batch.problems : []);

describe('readDocumentBatch', () => {
  it('reads documents, with or without a schema header', () => {
    const document = result();
    const batch = batchOf(document);
    expect(read(batch)).toEqual({ kind: 'documents', batch, unknownFields: [] });
    expect(read(batch, undefined, 'doc.batch.v1').kind).toBe('documents');
    expect(read(batchOf()).kind).toBe('documents');
  });

  it('knows the events that share the stream', () => {
    expect(read('anything', 'knockem.event.submission.x.-')).toEqual({ kind: 'event' });
    expect(read('', 'knockem.event.assay.x.y')).toEqual({ kind: 'event' });
  });

  it('leaves out and names what only a newer writer knows', () => {
    const document = result();
    const batch = read(batchOf({ ...document, extra: 1 }, { ...document, other: 2, extra: 3 }));
    expect(batch).toMatchObject({
      batch: { documents: [document, document] },
      unknownFields: ['extra', 'other'],
    });
    expect(batch.kind === 'documents' && Object.keys(batch.batch.documents[0])).not.toContain('extra');
  });

  it('lists the sites that travel as a bit set, and refuses what is none', () => {
    const sites = Array.from({ length: 3900 }, (_, k) => k + 100);
    const deletion = { id: randomUUID(), version: 1, deletedAt: '2026-03-02T00:00:00.000Z' };
    const sent = (knockoutSites: unknown): BatchRead =>
      read(
        { collection: 'competitions', documents: [{ ...deletion, knockoutSites }] },
        'knockem.doc.competitions.-',
      );
    const encoded = encodeSites(sites);
    expect(typeof encoded).toBe('string');
    for (const each of [encoded, sites])
      expect(sent(each)).toMatchObject({ batch: { documents: [{ knockoutSites: sites }] } });
    for (const hostile of ['not base 64!', 'A'.repeat(1_000_000), 7, null])
      expect(problems(sent(hostile))).toEqual(['documents[0] "knockoutSites" is not a list of numbers']);
  });

  it('takes a deletion with its key and version alone', () => {
    const deletion = { id: randomUUID(), version: 4, deletedAt: '2026-03-02T00:00:00.000Z' };
    expect(read(batchOf(deletion)).kind).toBe('documents');
    expect(problems(read(batchOf({ ...deletion, version: undefined })))).toEqual([
      'documents[0] "version" is not a whole number from 0 on',
    ]);
  });

  it.each([
    ['not JSON', '{', 'the body is not a JSON object'],
    ['a list', '[]', 'the body is not a JSON object'],
    ['no documents', { collection: 'assayResults' }, '"documents" is not a list'],
    [
      'another collection',
      { collection: 'assays', documents: [] },
      'does not name the collection assayResults',
    ],
    ['a number as document', batchOf(7), 'documents[0] is not an object'],
    ['no UUID as id', batchOf(result({ id: 'x' })), 'documents[0] "id" is not a UUID'],
    ['a negative version', batchOf(result({ version: -1 })), '"version" is not a whole number'],
    ['a number as datetime', batchOf(result({ datetime: 5 })), '"datetime" is not text'],
    ['a list as result', batchOf(result({ assayResult: [] })), '"assayResult" is not an object'],
    [
      'too many',
      batchOf(...Array.from({ length: 501 }, () => 0)),
      '501 documents in one message; at most 500',
    ],
  ])('gives up %s with its reason', (_, body, sentence) => {
    expect(problems(read(body)).join('\n')).toContain(sentence);
  });

  it('gives up unknown subjects, collections and schemas', () => {
    expect(problems(read(batchOf(), 'knockem.doc.plans.-'))).toEqual(['"plans" is not a collection']);
    expect(problems(read(batchOf(), 'knockem.doc.assayResults'))[0]).toContain('is not known');
    expect(problems(read(batchOf(), 'knockem.other.x.y'))[0]).toContain('is not known');
    expect(problems(read(batchOf(), undefined, 'doc.batch.v9'))[0]).toContain('expected doc.batch.v1');
  });

  it('names the first twenty problems', () => {
    const many = problems(read(batchOf(...Array.from({ length: 30 }, () => 0))));
    expect(many).toHaveLength(21);
    expect(many[20]).toBe('and 10 more');
  });
});
