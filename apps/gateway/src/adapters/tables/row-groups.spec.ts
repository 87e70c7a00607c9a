import { randomUUID } from 'node:crypto';
import { competitionFacts, type CompetitionFacts } from '../../domain/competition-row';
import { competitionDocument } from '../testing/scripted-scheduler.conformance';
import { GROUP_BOUNDS, rowGroups, weightOf } from './row-groups';

const PLAIN: CompetitionFacts = {
  ...competitionFacts(competitionDocument(randomUUID(), 0), 'nulldist', undefined, undefined),
  knockoutSites: [],
  warnings: [],
  reason: undefined,
};
const ofSites = (count: number): CompetitionFacts => ({
  ...PLAIN,
  knockoutSites: Array.from({ length: count }, (_, site) => site),
});

async function sizesOf(rows: readonly CompetitionFacts[], bounds = GROUP_BOUNDS): Promise<number[]> {
  async function* read(): AsyncGenerator<CompetitionFacts> {
    for (const row of rows) yield await Promise.resolve(row);
  }
  const sizes: number[] = [];
  for await (const group of rowGroups(read(), bounds)) sizes.push(group.length);
  return sizes;
}

const times = (count: number, row: CompetitionFacts): CompetitionFacts[] =>
  Array.from({ length: count }, () => row);

it('weighs a row by its lists and by the text that others worded', () => {
  expect(weightOf(PLAIN)).toBe(1);
  expect(weightOf(ofSites(8_000))).toBe(8_001);
  expect(weightOf({ ...PLAIN, warnings: ['a', 'b'] })).toBe(4);
  expect(weightOf({ ...PLAIN, reason: 'x'.repeat(4_000) })).toBe(101);
});

it('closes a group by rows, by values of lists, and by text', async () => {
  expect(await sizesOf(times(6_000, PLAIN))).toEqual([2_500, 2_500, 1_000]);
  expect(await sizesOf(times(20, ofSites(8_000)))).toEqual([6, 6, 6, 2]);
  expect(await sizesOf(times(25, { ...PLAIN, reason: 'x'.repeat(200_000) }))).toEqual([9, 9, 7]);
  expect(await sizesOf([])).toEqual([]);
});

it('gives a row that is larger than a group one of its own', async () => {
  expect(await sizesOf([PLAIN, PLAIN, ofSites(100_000), PLAIN])).toEqual([2, 1, 1]);
});

it('makes larger groups of a table that would have a great many, since its footer tells each', async () => {
  const sizes = await sizesOf(times(10_000, PLAIN), { rows: 2_500, values: 2 });
  expect(sizes.slice(0, 500)).toEqual(Array.from({ length: 500 }, () => 2));
  expect(sizes.length).toBeLessThan(2_500);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000 / 500);
});
