import { PassThrough } from 'node:stream';
import type { Snapshot } from '../client/follow-submission';
import { progressView } from './progress';

type Assay = Snapshot['assays'][number];

const counters = (completed: number, pending: number) => ({
  pending,
  active: 0,
  completed,
  failed: 0,
  cancelled: 0,
});

/** The last line of a submission with this assay beside a screen that is planned whole. */
function lineBeside(assay: Partial<Assay>): string {
  const output = new PassThrough();
  const view = progressView(output as unknown as NodeJS.WriteStream);
  const screen = { assayId: 'a', assayType: 'screenCritical', round: 1, counters: counters(10, 10) };
  const other = { assayId: 'b', assayType: 'skeletonization', round: 1, counters: counters(0, 1), ...assay };
  const snapshot = {
    submissionId: 's',
    status: 'active',
    held: false,
    assays: [
      { status: 'active', ...screen },
      { status: 'active', ...other },
    ],
  };
  jest.useFakeTimers({ now: 0 });
  try {
    view.show({ ...snapshot, counters: counters(10, 90) } as unknown as Snapshot);
    jest.setSystemTime(10_000);
    view.show({ ...snapshot, counters: counters(20, 80) } as unknown as Snapshot);
  } finally {
    jest.useRealTimers();
  }
  return String(output.read()).trimEnd().split('\n').at(-1)!;
}

it('tells rate and time left where all is planned', () => {
  expect(lineBeside({ round: 1 })).toMatch(/; 1\.0\/s, 1 min 20 s left$/);
  expect(lineBeside({ status: 'completed', round: 9 })).toMatch(/, 1 min 20 s left$/);
});

it('promises no end to a search, nor before an assay that waits for others', () => {
  expect(lineBeside({ round: 2 })).toMatch(/, at least 1 min 20 s left$/);
  expect(lineBeside({ status: 'blocked', round: 0 })).toMatch(/, at least 1 min 20 s left$/);
});
