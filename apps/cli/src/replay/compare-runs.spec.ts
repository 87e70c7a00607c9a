import type { RecordedRun, ReplayedRun } from '#contracts';
import { compareRuns, sameAgain } from './compare-runs';

const recorded = (more: Partial<RecordedRun> = {}): RecordedRun => ({
  submissionId: 's',
  assayId: 'a',
  ordinal: 3,
  competition: { competitionId: 'c', attemptId: 't', attempt: 2, args: [], env: {}, seed: 1 },
  template: {} as RecordedRun['template'],
  timeoutSeconds: 60,
  state: 'succeeded',
  settled: true,
  executorId: 'e',
  outOfMemory: false,
  exitCode: 0,
  warnings: [],
  value: { numAlpha: 5, numBeta: 6 },
  ...more,
});

const replayed = (
  more: Partial<ReplayedRun['report']> = {},
  over: Partial<ReplayedRun> = {},
): ReplayedRun => ({
  report: {
    attemptId: 't',
    competitionId: 'c',
    outcome: 'succeeded',
    exitCode: 0,
    value: { numBeta: 6, numAlpha: 5 },
    warnings: [],
    startedAt: '2030-01-01T00:00:00.000Z',
    durationMs: 5,
    ...more,
  },
  runtime: 'crun',
  arch: 'amd64',
  limitsNotHeld: [],
  imageRef: 'lab/model:1',
  served: false,
  files: [],
  ...over,
});

const differing = (one: RecordedRun, other: ReplayedRun): string[] =>
  compareRuns(one, other)
    .compared.filter(({ differs }) => differs)
    .map(({ what }) => what);

describe('a run that is held against its record', () => {
  it('is the same whatever the order of its fields and however long it took', () => {
    expect(compareRuns(recorded({ durationMs: 9 }), replayed()).verdict).toBe('same');
  });

  it('differs by outcome, code, reason, any field of its result, or the file that it left', () => {
    expect(differing(recorded(), replayed({ value: { numAlpha: 5, numBeta: 7 } }))).toEqual(['numBeta']);
    expect(differing(recorded(), replayed({ value: { numAlpha: 5, numBeta: 6, more: 1 } }))).toEqual([
      'more',
    ]);
    const failed = {
      outcome: 'container-error',
      exitCode: 3,
      reason: 'exited with code 3',
      value: undefined,
    };
    expect(differing(recorded(), replayed(failed as never))).toEqual([
      ...['outcome', 'exit code', 'reason'],
      ...['numAlpha', 'numBeta'],
    ]);
    expect(differing(recorded({ blobDigest: 'x' }), replayed({ blobDigest: 'y' }))).toEqual(['file']);
  });

  it('may say other words, which is told and is no other result', () => {
    const kept = recorded({ logDigest: 'x' });
    expect(compareRuns(kept, replayed({}, { logDigest: 'y' }))).toMatchObject({
      verdict: 'same',
      output: 'differs',
    });
    expect(compareRuns(kept, replayed({}, { logDigest: 'x' })).output).toBe('same');
    expect(compareRuns(recorded(), replayed({}, { logDigest: 'y' })).output).toBeUndefined();
    const served = replayed({}, { logDigest: 'y', served: true });
    expect(compareRuns(kept, served).output).toBeUndefined();
  });

  it('has no result to be held against where the attempt ended without, or did not settle', () => {
    expect(compareRuns(recorded({ state: 'cancelled', value: undefined }), replayed()).verdict).toBe(
      'nothing-recorded',
    );
    const ours = recorded({ settled: false, value: undefined, state: 'system-error', reason: 'no image' });
    expect(compareRuns(ours, replayed()).verdict).toBe('nothing-recorded');
    const unsettled = recorded({ settled: false, value: undefined });
    expect(compareRuns(unsettled, replayed()).verdict).toBe('nothing-recorded');
    const failed = { state: 'container-error', exitCode: 3, value: undefined } as const;
    expect(differing(recorded({ settled: false, ...failed }), replayed())).toEqual(['outcome', 'exit code']);
  });
});

it('two runs here are the same by what they came to, not by their time', () => {
  expect(sameAgain(replayed(), replayed({ durationMs: 77 }))).toBe(true);
  expect(sameAgain(replayed(), replayed({ value: { numAlpha: 1 } }))).toBe(false);
});
