import type { ReplayedRun } from '#contracts';
import { unrun } from './unrun';

const ended = (report: Partial<ReplayedRun['report']>): ReplayedRun => ({ report }) as ReplayedRun;

it('a run that was stopped here, or failed by us, is no result', () => {
  expect(unrun(ended({ outcome: 'cancelled' }))?.message).toContain('stopped here');
  expect(unrun(ended({ outcome: 'interrupted' }))?.message).toContain('stopped here');
  const failed = ended({ outcome: 'system-error', reason: 'no image', reasonCode: 'no-image' });
  expect(unrun(failed)).toMatchObject({ message: 'it could not be run here: no image' });
  expect(unrun(failed)?.details.hint).toContain('--images');
});

it('what the container did itself is one', () => {
  for (const outcome of ['succeeded', 'container-error', 'timed-out'] as const)
    expect(unrun(ended({ outcome }))).toBeUndefined();
});
