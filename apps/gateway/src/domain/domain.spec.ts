import type { SubmissionRequest } from '#contracts';
import { competitionDocument, resultDocument } from '../adapters/testing/scripted-scheduler.conformance';
import { competitionCells, competitionFacts } from './competition-row';
import { decodeCursor, encodeCursor } from './cursor';
import { isAfter, newestFirst } from './merge-lists';
import { asksTheSame, canonicalJson, seedOf, submissionBody } from './submission-body';
import { withoutNulls } from './without-nulls';

const ID = '00000000-0000-4000-8000-0000ffffffff';
const request: SubmissionRequest = {
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  genomeIdAlpha: ID,
  assayTypes: ['nulldist'],
};
const genome = { genomeId: ID, digest: 'a'.repeat(64), size: 3, isEphemeral: false };

describe('the body of a submission', () => {
  it('is the same for the same request and id, whenever its genome was stored', () => {
    const first = submissionBody(ID, request, genome, 'testing');
    const again = submissionBody(ID, { ...request }, { ...genome, isEphemeral: true }, 'testing');
    expect(asksTheSame(first, again)).toBe(true);
    expect(asksTheSame(first, submissionBody(ID, { ...request, seed: 1 }, genome, 'testing'))).toBe(false);
  });

  it('has a seed within bounds from every id', () => {
    expect(seedOf(ID)).toBe(2_147_483_647);
    expect(seedOf('00000000-0000-4000-8000-000000000000')).toBe(0);
  });
});

it('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 2 }], a: undefined })).toBe('{"b":[1,{"c":2,"d":null}]}');
});

it('null is the same as left out', () => {
  expect(withoutNulls({ a: null, b: 0, c: undefined, d: '' })).toEqual({ b: 0, d: '' });
});

it('a cursor comes back as it went, and rubbish is refused', () => {
  expect(decodeCursor(encodeCursor({ id: 'x' }), ['id'])).toEqual({ id: 'x' });
  for (const rubbish of ['', 'x', encodeCursor({ other: 'x' }), Buffer.from('[1]').toString('base64url')]) {
    expect(() => decodeCursor(rubbish, ['id'])).toThrow('cannot be read');
  }
});

it('lists newest first, equal times by id', () => {
  const rows = [
    { datetime: '1', id: 'b' },
    { datetime: '2', id: 'a' },
    { datetime: '1', id: 'c' },
  ];
  expect([...rows].sort(newestFirst).map((r) => r.id)).toEqual(['a', 'c', 'b']);
  expect(isAfter(rows[2], rows[0])).toBe(true);
  expect(isAfter(rows[0], rows[0])).toBe(false);
});

it('a flat row has the score beside the raw counts', () => {
  const competition = competitionDocument(ID, 0);
  const cells = competitionCells(competitionFacts(competition, 'nulldist', resultDocument(ID, 0), 1.5));
  expect(cells).toMatchObject({ score: 0.002, numAlpha: 600, knockoutSites: '1 4', durationSeconds: 1.5 });
  expect(competitionFacts(competition, 'nulldist', undefined, undefined).score).toBeUndefined();
});

it.each(['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(1)', '\t=1'])(
  'a reason that a container worded as a formula (%j) is text in a flat row',
  (words) => {
    const competition = competitionDocument(ID, 0, { status: 'failed', reason: words });
    const result = { ...resultDocument(ID, 0), warnings: [words, 'again'] };
    const { reason, warnings, score } = competitionCells(
      competitionFacts(competition, 'nulldist', result, 1),
    );
    expect([reason, warnings]).toEqual([`'${words}`, `'${words}; again`]);
    expect(typeof score).toBe('number');
  },
);
