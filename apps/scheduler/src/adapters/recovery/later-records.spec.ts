import { documentsIn } from './later-records';

const ROOT = 'knockem';
const SUBJECT = `${ROOT}.doc.competitions.s1`;

describe('documents of the RECORDS stream, at the start of a scheduler', () => {
  const read = (body: unknown, subject = SUBJECT) =>
    documentsIn(ROOT, {
      subject,
      sequence: 7,
      headers: {},
      storedAt: '2026-01-01T00:00:00Z',
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  const document = { id: 'c1', version: 5, submissionId: 's1', assayId: 'a1' };

  it('are told with what finds them again', () => {
    expect(read({ collection: 'competitions', documents: [document] })).toMatchObject([
      { collection: 'competitions', key: 'c1', version: 5, submissionId: 's1', assayId: 'a1' },
    ]);
    expect(
      read({ collection: 'competitions', documents: [document] }, `${ROOT}.event.submission.s1.-`),
    ).toEqual([]);
  });

  it.each([
    ['not JSON', '{'],
    ['null', null],
    ['another object', { planted: true }],
    ['no documents', { collection: 'competitions' }],
    ['an unknown collection', { collection: 'toString', documents: [document] }],
    [
      'documents that are none',
      { collection: 'competitions', documents: [null, 3, 'x', {}, { version: 5 }] },
    ],
    ['a version that is none', { collection: 'competitions', documents: [{ ...document, version: '5' }] }],
  ])('are not found in %s, which hinders no start', (_what, body) => {
    expect(read(body)).toEqual([]);
  });
});
