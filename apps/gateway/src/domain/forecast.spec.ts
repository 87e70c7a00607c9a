import type { AssayForecast, ExecutorView } from '#contracts';
import { competitionsOf, lengthsOf, median, slotsFor } from './forecast';

const assay = (assayType: string, more: Partial<AssayForecast>): AssayForecast => ({
  assayType,
  origin: 'asked',
  parameters: {},
  dependsOn: [],
  atLeast: 0,
  ...more,
});
const exact = (assayType: string, count: number, dependsOn: string[] = []): AssayForecast =>
  assay(assayType, { atLeast: count, atMost: count, dependsOn });
const study = [
  exact('inspection', 1),
  exact('a', 100, ['inspection']),
  exact('b', 50, ['a']),
  exact('c', 7, ['a']),
];

it('adds the competitions up, and has no bound where an assay has none', () => {
  expect(competitionsOf(study)).toEqual({ atLeast: 158, atMost: 158 });
  expect(competitionsOf([...study, assay('d', { atLeast: 4 })])).toEqual({ atLeast: 162 });
});

it('takes as long as the longest chain, and as all of them need of the slots', () => {
  // 1, then 100 in 10 turns, then 50 in 5 and beside them 7 in 1.
  expect(lengthsOf(study, 10)).toEqual({ atLeast: 16, atMost: 16 });
  expect(lengthsOf(study, 1)).toEqual({ atLeast: 158, atMost: 158 });
  expect(lengthsOf([], 4)).toEqual({ atLeast: 0, atMost: 0 });
});

it('is not quicker than a search that tests one thing after the other', () => {
  const search = [assay('search', { atLeast: 100, sideBySide: 5 })];
  expect(lengthsOf(search, 50)).toEqual({ atLeast: 20 });
});

it('counts the slots of executors that are here, and of the pool', () => {
  const executor = (state: string, slots: number, pool?: string) => ({ state, slots, pool }) as ExecutorView;
  const executors = [executor('here', 4), executor('silent', 8), executor('here', 2, 'gpu')];
  expect(slotsFor({}, executors)).toBe(6);
  expect(slotsFor({ pool: 'gpu' }, executors)).toBe(2);
});

it('takes the middle', () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([2, 1])).toBe(1.5);
  expect(median([4])).toBe(4);
});
