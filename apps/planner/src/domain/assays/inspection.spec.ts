import type { CompetitionOutcome } from '#contracts';
import { submissionCreate } from '#testing';
import { inspection } from './inspection';

const context = {
  assayId: 'a',
  assayType: 'inspection',
  submission: submissionCreate(),
  parameters: {},
  dependencies: {},
};
const after = (outcome: Partial<CompetitionOutcome>) =>
  inspection.next(
    inspection.fold(inspection.start(context), [{ ordinal: 0, outcome: 'completed', ...outcome }], context),
    context,
    1,
  );

test('one run, then the facts', () => {
  expect(inspection.next(inspection.start(context), context, 0)).toMatchObject({
    plan: { contests: [{ sitesOutAlpha: [], sitesOutBeta: [] }], wake: 'all' },
  });
  const facts = { numSites: 100, imageChainId: 'sha256:c', imageDigest: 'sha256:d' };
  expect(after({ value: { numSites: 100 }, imageChainId: 'sha256:c', imageDigest: 'sha256:d' })).toEqual({
    conclusion: { status: 'completed', result: facts, facts, warnings: [] },
  });
});

test('tells whether the image serves', () => {
  const serving = after({ value: { numSites: 100, serves: true }, imageChainId: 'sha256:c' });
  expect(serving).toMatchObject({ conclusion: { facts: { serves: true } } });
  const not = after({ value: { numSites: 100, serves: false }, imageChainId: 'sha256:c' });
  expect(not).toMatchObject({ conclusion: { facts: { numSites: 100, imageChainId: 'sha256:c' } } });
});

test.each([
  [{ outcome: 'failed' as const, reason: 'the image has no verbs' }, 'the image has no verbs'],
  [{ value: { numSites: 0 }, imageChainId: 'sha256:c' }, '0 is no number of sites'],
  [
    { value: { numSites: 100_001 }, imageChainId: 'sha256:c' },
    'the genome has 100001 sites; at most 100000 can be studied',
  ],
  [{ value: { numSites: 5 } }, 'the executor did not tell which image it ran'],
])('fails with a sentence: %j', (outcome, reason) => {
  expect(after(outcome)).toEqual({ conclusion: { status: 'failed', reason, warnings: [] } });
});
