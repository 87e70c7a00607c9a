import type { EndedSpan, Tracing } from '#platform';
import type { OutgoingBatch } from '../../application/marks';
import { DocumentTraces } from './document-traces';

const SUBMISSION = '6f0c3f0e-5b5d-4e57-9b39-2d5bb0a5f1c4';
const PLANNED = '2026-11-21T10:00:00.000Z';
const NOW_MS = Date.parse('2026-11-21T10:01:00.000Z');
const ENDED = {
  submissionId: SUBMISSION,
  datetime: PLANNED,
  reason: 'exited with code 1; its last line: secret',
};

function spansOf(collection: string, documents: readonly object[]): EndedSpan[] {
  const spans: EndedSpan[] = [];
  const tracing: Tracing = {
    isOn: true,
    record: (span) => void spans.push(span),
    close: () => Promise.resolve(),
  };
  const batch: Pick<OutgoingBatch, 'collection' | 'documents'> = {
    collection: collection as OutgoingBatch['collection'],
    documents: documents as OutgoingBatch['documents'],
  };
  new DocumentTraces(tracing, () => NOW_MS).follow(batch as OutgoingBatch);
  return spans;
}

it.each([
  ['submissions', { ...ENDED, id: SUBMISSION }],
  ['assays', { ...ENDED, id: 'assay', assayType: 'nulldist' }],
  ['competitions', { ...ENDED, id: 'competition', assayId: 'assay', ordinal: 1, numAttempts: 3 }],
])('tells that one of the %s failed, without a word of the container', (collection, document) => {
  const [span] = spansOf(collection, [{ ...document, status: 'failed' }]);
  expect(span).toMatchObject({ submissionId: SUBMISSION, id: document.id, failure: 'failed', endMs: NOW_MS });
  expect(span.attributes).toMatchObject({ 'knockem.status': 'failed' });
  expect(JSON.stringify(span)).not.toContain('secret');
  expect(spansOf(collection, [{ ...document, status: 'completed' }])[0]).not.toHaveProperty('failure');
});

it('makes spans of what has ended alone', () => {
  const live = {
    ...ENDED,
    id: 'competition',
    assayId: 'assay',
    ordinal: 1,
    numAttempts: 1,
    status: 'running',
  };
  expect(spansOf('competitions', [live])).toEqual([]);
  expect(spansOf('assayResults', [{ ...live, status: 'completed' }])).toEqual([]);
});
