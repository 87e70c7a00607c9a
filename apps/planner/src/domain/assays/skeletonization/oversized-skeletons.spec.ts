import type { SkeletonResult } from '#contracts';
import { oversizeWarnings } from './oversized-skeletons';

const skeleton = (
  index: number,
  size: number,
  status: SkeletonResult['status'] = 'complete',
): SkeletonResult => ({
  index,
  status,
  retainedSites: Array.from({ length: size }, (_, site) => site),
  removalOrder: [],
  numCompetitions: 0,
  check: null,
  notes: [],
  jackknife: [],
});

test('names a skeleton far larger than the others', () => {
  expect(oversizeWarnings([skeleton(0, 206), skeleton(1, 615), skeleton(2, 198)])).toEqual([
    expect.stringMatching(/^skeleton 1 retains 615 sites where the middle one retains 206:/),
  ]);
});

test.each([
  ['alike', [skeleton(0, 200), skeleton(1, 215), skeleton(2, 190)]],
  ['small ones', [skeleton(0, 1), skeleton(1, 6), skeleton(2, 0)]],
  ['two have no middle', [skeleton(0, 10), skeleton(1, 900)]],
  ['incomplete ones do not count', [skeleton(0, 0, 'incomplete'), skeleton(1, 100), skeleton(2, 110)]],
])('says nothing of %s', (_, skeletons) => {
  expect(oversizeWarnings(skeletons)).toEqual([]);
});
