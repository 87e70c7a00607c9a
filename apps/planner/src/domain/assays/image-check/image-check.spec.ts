import fc from 'fast-check';
import { IMAGE_CHECKS, type CompetitionOutcome, type ImageCheckResult } from '#contracts';
import { submissionCreate } from '#testing';
import type { AssayContext, Contest } from '../assay-type';
import { imageCheck } from './image-check';

const contextOf = (siteBase: 0 | 1): AssayContext => ({
  assayId: 'a',
  assayType: 'any',
  submission: submissionCreate({ siteBase }),
  parameters: { replicates: 12 },
  dependencies: {},
});

/** Plays a check of which each run ends as `outcomeOf` says. */
function play(outcomeOf: (contest: Contest, ordinal: number) => CompetitionOutcome, siteBase: 0 | 1 = 0) {
  const context = contextOf(siteBase);
  const contests: Contest[] = [];
  let state = imageCheck.start(context);
  for (;;) {
    const step = imageCheck.next(state, context, contests.length);
    if ('conclusion' in step) {
      if (step.conclusion.status !== 'completed') throw new Error(step.conclusion.reason);
      return { contests, result: step.conclusion.result as unknown as ImageCheckResult };
    }
    const fresh = [...step.plan.contests].map((contest, i) => outcomeOf(contest, contests.length + i));
    contests.push(...step.plan.contests);
    // Whatever the order in which runs end, the round waits for all.
    const waits = imageCheck.next(imageCheck.fold(step.state, fresh.slice(1), context), context, 0);
    expect(waits).toMatchObject({ plan: { contests: [], withdraw: [], wake: 'all' } });
    state = imageCheck.fold(step.state, [...fresh].reverse(), context);
  }
}

const digest = fc.constantFrom('a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64));
const note = fc.record({
  exitCode: fc.constantFrom(0, 0, 0, 1, 126, 127, 137),
  seconds: fc.constantFrom(0, 0.01, 100),
  bytes: fc.nat(),
  sha256: digest,
  answer: fc.constantFrom('', '0', '1', '2', '7', '40', '007', '100001', 'many', '3 4', '-1', '1e3'),
  said: fc.constantFrom('', 'Permission denied', 'Traceback'),
});
const verbs = fc.record({
  verbs: fc.record({
    knockem_count_sites: fc.constantFrom('present', 'present', 'missing', 'not-executable'),
    knockem_apply_knockout: fc.constantFrom('present', 'present', 'missing'),
    knockem_compete_two: fc.constantFrom('present', 'present', 'missing'),
  }),
  path: fc.constant('/bin'),
});
const contest = fc.record({
  updatesElapsed: fc.constantFrom(0, 1, 100),
  numAlpha: fc.constantFrom(0, 1, 500),
  numBeta: fc.constantFrom(0, 1, 500),
  seconds: fc.constantFrom(0, 0.01, 500),
  warnings: fc.constantFrom([], ['numAlpha 3.5 was rounded to 4']),
});

test('whatever an image does, every check has one finding in words, and what to do about a fault', () => {
  const anything = fc.record({
    fails: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    verbs,
    notes: fc.array(note, { minLength: 20, maxLength: 20 }),
    contests: fc.array(contest, { minLength: 40, maxLength: 40 }),
    siteBase: fc.constantFrom(0 as const, 1 as const),
    isSound: fc.boolean(),
  });
  fc.assert(
    fc.property(anything, (image) => {
      const { result } = play(({ check }, ordinal) => {
        if (image.fails[ordinal] && !image.isSound) return { ordinal, outcome: 'failed', reason: 'it broke' };
        const calls =
          ordinal === 0
            ? [image.verbs, { sha256: 'a'.repeat(64) }, ...image.notes.slice(0, 3)]
            : image.notes.slice(0, (check?.calls?.length ?? 1) - 1);
        const value = check?.calls ? { calls } : { ...image.contests[ordinal] };
        return { ordinal, outcome: 'completed', value };
      }, image.siteBase);
      expect(result.findings.map(({ check }) => check)).toEqual(IMAGE_CHECKS);
      for (const { verdict, sentence, mend } of result.findings) {
        expect(sentence).toMatch(/^\S.*\S$/);
        expect(sentence).not.toMatch(/undefined|NaN|null|Infinity/);
        expect(mend !== undefined).toBe(verdict === 'failed' || verdict === 'warning');
      }
      expect(result.passed).toBe(result.findings.every(({ verdict }) => verdict !== 'failed'));
      expect(result.scores.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('an image that cannot be run has one fault: why, without the scheduler’s own words', () => {
  const reason =
    'system: given up after one system error; the last: There is no image lab/model:1: no archive holds it';
  const { result, contests } = play((_, ordinal) => ({ ordinal, outcome: 'failed', reason }));
  expect(contests).toHaveLength(1);
  expect(result.findings.filter(({ verdict }) => verdict !== 'skipped')).toEqual([
    {
      check: 'starts',
      verdict: 'failed',
      sentence: 'There is no image lab/model:1: no archive holds it',
      mend: expect.stringContaining('docker save'),
    },
  ]);
});
