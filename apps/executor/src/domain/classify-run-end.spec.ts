import { classifyRunEnd, type RunEvidence, type SeenEnd } from './classify-run-end';

const end = (over: Partial<SeenEnd> = {}): SeenEnd => ({
  exitCode: 0,
  timedOut: false,
  outOfMemory: false,
  ...over,
});
const evidence = (over: Partial<RunEvidence> = {}): RunEvidence => ({
  end: end(),
  result: { kind: 'value', value: { count: 1 } },
  timeoutSeconds: 10,
  memoryMb: 256,
  ...over,
});
const nothing = { kind: 'none' } as const;

it('takes a clean exit with a fitting result as success', () => {
  expect(classifyRunEnd(evidence())).toEqual({ outcome: 'succeeded', value: { count: 1 }, warnings: [] });
});

it.each<[string, Partial<RunEvidence>, string]>([
  ['an exit code', { end: end({ exitCode: 3 }), result: nothing }, 'exited with code 3'],
  [
    'a missing command',
    { end: end({ exitCode: 127 }), result: nothing },
    'exited with code 127 (a command was not found)',
  ],
  [
    'a command that is no program',
    { end: end({ exitCode: 126 }), result: nothing },
    'exited with code 126 (a command is there but cannot be executed)',
  ],
  [
    'a signal',
    { end: end({ exitCode: 139 }), result: nothing },
    'exited with code 139 (ended by signal SEGV)',
  ],
  [
    "the run's own sentence before the code",
    { end: end({ exitCode: 1 }), result: nothing, reason: 'the count was not a number' },
    'the count was not a number',
  ],
  [
    'memory before the sentence',
    { end: end({ exitCode: 137, outOfMemory: true }), result: nothing, reason: 'compete exited with 137' },
    'ran out of its 256 MiB of memory',
  ],
  [
    'the image that has no such command',
    { end: end({ exitCode: 1, imageFailure: 'the image has no command "compete"' }), result: nothing },
    'the image has no command "compete"',
  ],
  ['no result', { result: nothing }, 'exited with code 0 but reported nothing'],
  ['no result, with a sentence', { result: nothing, reason: 'gave up' }, 'gave up'],
  [
    'a result that does not fit',
    { result: { kind: 'complaint', complaint: 'the result is empty' } },
    'the result is empty',
  ],
])('is the container’s fault: %s', (_name, over, reason) => {
  expect(classifyRunEnd(evidence(over))).toMatchObject({ outcome: 'container-error', reason });
});

it('tells a time-out apart from memory, which looks alike at the end', () => {
  const verdict = classifyRunEnd(
    evidence({ end: end({ exitCode: 137, timedOut: true, outOfMemory: true }), result: nothing }),
  );
  expect(verdict).toMatchObject({ outcome: 'timed-out', reason: 'passed its 10 s and was stopped' });
});

it('is our fault when it could not be started or was lost sight of', () => {
  expect(
    classifyRunEnd(evidence({ end: end({ exitCode: undefined, startFailure: 'no space left' }) })),
  ).toMatchObject({ outcome: 'system-error', reason: 'no space left', reasonCode: 'no-runtime' });
  expect(classifyRunEnd(evidence({ end: end({ exitCode: undefined }), result: nothing }))).toMatchObject({
    outcome: 'system-error',
  });
});

describe('a stop that we asked for', () => {
  it.each(['cancelled', 'interrupted'] as const)('explains a bad end: %s', (stopping) => {
    expect(classifyRunEnd(evidence({ end: end({ exitCode: 137 }), result: nothing, stopping })).outcome).toBe(
      stopping,
    );
    expect(classifyRunEnd(evidence({ end: end({ exitCode: undefined }), stopping })).outcome).toBe(stopping);
    expect(classifyRunEnd(evidence({ end: end({ startFailure: 'it was stopped' }), stopping })).outcome).toBe(
      stopping,
    );
  });

  it('does not undo a success that came first, nor a time-out', () => {
    expect(classifyRunEnd(evidence({ stopping: 'cancelled' })).outcome).toBe('succeeded');
    expect(
      classifyRunEnd(
        evidence({ end: end({ exitCode: 137, timedOut: true }), result: nothing, stopping: 'interrupted' }),
      ).outcome,
    ).toBe('timed-out');
  });
});

describe('warnings', () => {
  it('keeps a result that came with a failure, uncounted', () => {
    expect(classifyRunEnd(evidence({ end: end({ exitCode: 2 }) })).warnings).toEqual([
      'reported {"count":1} and then failed: not counted',
    ]);
  });

  it('tells of a part that ran out of memory while the whole went well', () => {
    expect(classifyRunEnd(evidence({ end: end({ outOfMemory: true }) }))).toMatchObject({
      outcome: 'succeeded',
      warnings: ['a part of it ran out of its 256 MiB of memory'],
    });
  });

  it('tells of a sentence of failure beside a success', () => {
    expect(classifyRunEnd(evidence({ reason: 'hm' })).warnings).toEqual([
      'said "hm" and yet exited with code 0 and a result',
    ]);
  });
});
