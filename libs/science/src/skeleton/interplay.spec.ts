import { seededRandom } from '../random';
import { backingUp } from './interplay';
import { handful, noWeighing, weighed, type Batch, type Weighing } from './weighing';

const NUM_SITES = 40;
const DEVIATION = 0.43;

/** Weighs sites 0 and 1 that back each other up, and 2 and 3 of an effect of their own. */
function weighPair(): Weighing {
  const random = seededRandom(4);
  const sites = Array.from({ length: NUM_SITES }, (_, site) => site);
  const batch: Batch = { index: 0, sites, dose: 0.2, size: 600, rest: [] };
  const empty = noWeighing(NUM_SITES, 9);
  const measured = Array.from({ length: batch.size }, (_, competition) => {
    const out = new Set(handful(empty, batch, competition));
    const own = (out.has(2) ? 0.5 : 0) + (out.has(3) ? 0.5 : 0);
    const penalty = out.has(0) && out.has(1) ? 1 : 0;
    return own + penalty + DEVIATION * (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2;
  });
  return weighed(empty, batch, measured, DEVIATION);
}

test('a pair that backs each other up is told from sites of an effect of their own', () => {
  expect([...backingUp(weighPair(), [0, 1, 2, 3], DEVIATION)].sort()).toEqual([0, 1]);
});

test('fifty thousand heavy sites are looked at as well: what is kept grows with the pairs seen, not with all pairs', () => {
  const numSites = 50_000;
  const sites = Array.from({ length: numSites }, (_, site) => site);
  const rows = [new Int32Array([0, 49_999])];
  const batch = { index: 0, sites, dose: 0.1, size: 1, rest: [], measured: [1], rows };
  const weighing = { ...noWeighing(numSites, 1), batches: new Array<typeof batch>(40).fill(batch) };
  expect([...backingUp(weighing, sites, DEVIATION)]).toEqual([0, 49_999]);
});

test('a handful holds its share of the sites, each of them as often, the same at each call', () => {
  const batch: Batch = { index: 1, sites: [2, 3, 5, 7, 11], dose: 0.4, size: 2000, rest: [] };
  const counts = new Map<number, number>();
  for (let competition = 0; competition < batch.size; competition++) {
    const sites = handful({ seed: 1 }, batch, competition);
    expect(handful({ seed: 1 }, batch, competition)).toEqual(sites);
    for (const site of sites) counts.set(site, (counts.get(site) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(batch.sites);
  for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(110);
});
