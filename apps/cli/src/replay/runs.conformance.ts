import type { RecordedRun, ReplayedRun } from '#contracts';

/** A run that completed its competition, as the scheduler has it. */
export const aRecordedRun = (more: Partial<RecordedRun> = {}): RecordedRun => ({
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
  durationMs: 1200,
  warnings: [],
  value: { numAlpha: 5, numBeta: 6 },
  ...more,
});

/** The same run again, here, with what is other: in its report, or about it. */
export const aReplayedRun = (
  report: Partial<ReplayedRun['report']> = {},
  more: Partial<ReplayedRun> = {},
): ReplayedRun => ({
  report: {
    attemptId: 't',
    competitionId: 'c',
    outcome: 'succeeded',
    exitCode: 0,
    value: { numBeta: 6, numAlpha: 5 },
    warnings: [],
    startedAt: '2030-01-01T00:00:00.000Z',
    durationMs: 900,
    imageChainId: 'sha256:ab',
    ...report,
  },
  runtime: 'crun',
  arch: 'amd64',
  limitsNotHeld: [],
  imageRef: 'lab/model:1',
  served: false,
  files: [],
  ...more,
});
