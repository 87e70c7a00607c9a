import type { SkeletonizationResult } from '#contracts';
import { MOST_COLUMNS, sitesInWords, tracksInWords, tracksOf } from './tracks';

const result = (numSites: number, retained: number[][], epistatic: number[] = []) =>
  ({
    numSites,
    epistatic: { sites: epistatic },
    skeletons: retained.map((retainedSites, index) => ({ index, status: 'complete', retainedSites })),
  }) as unknown as SkeletonizationResult;

describe('tracks of skeletons', () => {
  it('are runs of neighbouring sites, apart where their kind changes', () => {
    expect(tracksOf(result(20, [[1, 2, 3, 7]], [3]))).toEqual([
      { skeleton: 0, from: 1, to: 3, kind: 'retained' },
      { skeleton: 0, from: 3, to: 4, kind: 'epistatic' },
      { skeleton: 0, from: 7, to: 8, kind: 'retained' },
    ]);
  });

  it('of a long genome share columns, and stay within it', () => {
    const numSites = 10 * MOST_COLUMNS - 3;
    const all = Array.from({ length: numSites }, (_, site) => site);
    expect(tracksOf(result(numSites, [all]))).toEqual([
      { skeleton: 0, from: 0, to: numSites, kind: 'retained' },
    ]);
    const scattered = tracksOf(result(numSites, [all.filter((site) => site % 2 === 0)]));
    expect(scattered).toHaveLength(1);
  });

  it('leave incomplete skeletons out', () => {
    const { skeletons, ...rest } = result(9, [[1], [2]]);
    const halves = [skeletons[0], { ...skeletons[1], status: 'incomplete' as const }];
    expect(tracksOf({ ...rest, skeletons: halves }).map(({ skeleton }) => skeleton)).toEqual([0]);
  });

  it('are told in words', () => {
    expect(tracksInWords(result(20, [[1, 2], [5]], [5]))).toBe(
      '2 complete skeletons along a genome of 20 sites; they retain 1 to 2 sites. Epistatic sites: 1.',
    );
    expect(tracksInWords(result(20, []))).toContain('none is complete');
  });
});

describe('sites in a cell', () => {
  it('are cut with the number of the others', () => {
    expect(sitesInWords([1, 2, 3], 2)).toBe('1, 2 and 1 more');
    expect(sitesInWords([1, 2], 2)).toBe('1, 2');
  });
});
