import type { Report } from '#contracts';
import { type EndedSpan, noTracing, type Tracing } from '#platform';
import { runTraces } from './run-traces';

const spans: EndedSpan[] = [];
const TRACING: Tracing = {
  isOn: true,
  record: (span) => void spans.push(span),
  close: () => Promise.resolve(),
};
const SUBMISSION = '6f0c3f0e-5b5d-4e57-9b39-2d5bb0a5f1c4';

function traced(end: Pick<Report, 'outcome' | 'reasonCode' | 'reason'>): EndedSpan {
  spans.length = 0;
  const report: Report = {
    attemptId: 'attempt',
    competitionId: 'competition',
    executorId: 'executor-1',
    token: 1,
    warnings: ['its last line: secret'],
    startedAt: '2026-11-21T10:00:00.000Z',
    durationMs: 1_500,
    ...end,
  };
  runTraces(TRACING, 'executor-1').runTraced?.(SUBMISSION, report);
  expect(spans).toHaveLength(1);
  return spans[0];
}

it('is the time of a run below its competition', () => {
  const startMs = Date.parse('2026-11-21T10:00:00.000Z');
  const span = traced({ outcome: 'succeeded' });
  expect(span).toMatchObject({
    name: 'run',
    submissionId: SUBMISSION,
    id: 'attempt',
    parentId: 'competition',
  });
  expect(span).toMatchObject({ startMs, endMs: startMs + 1_500 });
  expect(span).not.toHaveProperty('failure');
});

it('tells a failure by outcome and code, without a word of the container', () => {
  const reason = 'the container exited with code 1; its last line: secret';
  const words = traced({ outcome: 'container-error', reason });
  expect(words.failure).toBe('container-error');
  expect(JSON.stringify(words)).not.toContain('secret');
  const coded = traced({ outcome: 'system-error', reasonCode: 'no-image', reason });
  expect(coded.failure).toBe('system-error: no-image');
  expect(JSON.stringify(coded)).not.toContain('secret');
});

it('is nothing where nobody traces', () => {
  expect(runTraces(noTracing, 'executor-1')).toEqual({});
});
