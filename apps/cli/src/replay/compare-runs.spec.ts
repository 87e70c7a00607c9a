import type { RecordedRun, ReplayedRun } from '#contracts';
import { compareRuns, sameAgain } from './compare-runs';
import { aRecordedRun, aReplayedRun } from './runs.conformance';

const differing = (one: RecordedRun, other: ReplayedRun): string[] =>
  compareRuns(one, other)
    .compared.filter(({ differs }) => differs)
    .map(({ what }) => what);

describe('a run that is held against its record', () => {
  it('is the same whatever the order of its fields and however long it took', () => {
    expect(compareRuns(aRecordedRun({ durationMs: 9 }), aReplayedRun()).verdict).toBe('same');
  });

  it('differs by outcome, code, reason, any field of its result, or the file that it left', () => {
    expect(differing(aRecordedRun(), aReplayedRun({ value: { numAlpha: 5, numBeta: 7 } }))).toEqual([
      'numBeta',
    ]);
    expect(differing(aRecordedRun(), aReplayedRun({ value: { numAlpha: 5, numBeta: 6, more: 1 } }))).toEqual([
      'more',
    ]);
    const failed = {
      outcome: 'container-error',
      exitCode: 3,
      reason: 'exited with code 3',
      value: undefined,
    };
    expect(differing(aRecordedRun(), aReplayedRun(failed as never))).toEqual([
      ...['outcome', 'exit code', 'reason'],
      ...['numAlpha', 'numBeta'],
    ]);
    expect(differing(aRecordedRun({ blobDigest: 'x' }), aReplayedRun({ blobDigest: 'y' }))).toEqual(['file']);
  });

  it('may say other words, which is told and is no other result', () => {
    const kept = aRecordedRun({ logDigest: 'x' });
    expect(compareRuns(kept, aReplayedRun({}, { logDigest: 'y' }))).toMatchObject({
      verdict: 'same',
      output: 'differs',
    });
    expect(compareRuns(kept, aReplayedRun({}, { logDigest: 'x' })).output).toBe('same');
    expect(compareRuns(aRecordedRun(), aReplayedRun({}, { logDigest: 'y' })).output).toBeUndefined();
    const served = aReplayedRun({}, { logDigest: 'y', served: true });
    expect(compareRuns(kept, served).output).toBeUndefined();
  });

  it('has no result to be held against where the attempt ended without, or did not settle', () => {
    expect(compareRuns(aRecordedRun({ state: 'cancelled', value: undefined }), aReplayedRun()).verdict).toBe(
      'nothing-recorded',
    );
    const ours = aRecordedRun({
      settled: false,
      value: undefined,
      state: 'system-error',
      reason: 'no image',
    });
    expect(compareRuns(ours, aReplayedRun()).verdict).toBe('nothing-recorded');
    const unsettled = aRecordedRun({ settled: false, value: undefined });
    expect(compareRuns(unsettled, aReplayedRun()).verdict).toBe('nothing-recorded');
    const failed = { state: 'container-error', exitCode: 3, value: undefined } as const;
    expect(differing(aRecordedRun({ settled: false, ...failed }), aReplayedRun())).toEqual([
      'outcome',
      'exit code',
    ]);
  });
});

it('two runs here are the same by what they came to, not by their time', () => {
  expect(sameAgain(aReplayedRun(), aReplayedRun({ durationMs: 77 }))).toBe(true);
  expect(sameAgain(aReplayedRun(), aReplayedRun({ value: { numAlpha: 1 } }))).toBe(false);
});
