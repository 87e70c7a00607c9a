import type { Schemas } from '#client';
import type { SkeletonResult } from '#contracts';
import { renderSkeleton, skeletonsOf } from './skeleton';

const skeleton = (changes: Partial<SkeletonResult>): SkeletonResult =>
  ({ index: 0, status: 'complete', retainedSites: [3, 14], ...changes }) as SkeletonResult;
const result = (assayType: string, assayResult: object): Schemas['AssayResult'] =>
  ({ assayType, assayResult }) as unknown as Schemas['AssayResult'];

it('shows the sites of a complete skeleton, and why another is incomplete', () => {
  expect(renderSkeleton(skeleton({}))).toBe('skeleton 0  complete  2 sites  3 14');
  expect(renderSkeleton(skeleton({ index: 1, status: 'incomplete', reason: 'withdrawn' }))).toBe(
    'skeleton 1  incomplete: withdrawn  2 sites',
  );
});

it('finds them among the results, and says so where there are none', () => {
  const skeletons = [skeleton({})];
  expect(skeletonsOf('s', [result('nulldist', {}), result('skeletonization', { skeletons })])).toBe(
    skeletons,
  );
  expect(() => skeletonsOf('s', [result('nulldist', {})])).toThrow('submission s has no skeletons (yet)');
});
