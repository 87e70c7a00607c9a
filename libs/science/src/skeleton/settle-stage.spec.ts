import { seededRandom } from '../random';
import { startSettling } from './settle-stage';
import type { Finished, Round, SearchGround } from './stage';
import { noWeighing } from './weighing';

const NUM_SITES = 600;
const DEVIATION = 0.4;

const ground: SearchGround = {
  numSites: NUM_SITES,
  seed: 3,
  thresholds: { deleterious: 1, beneficial: -1 },
  noise: { center: 0, unit: 1, deviation: DEVIATION },
  reach: Infinity,
  ceiling: null,
  order: Array.from({ length: NUM_SITES }, (_, site) => site),
};

/** Runs the stages from here to the end on effects that the sites out have, with noise of about a normal's shape. */
function settled(removed: readonly number[], effect: (out: ReadonlySet<number>) => number): Finished {
  const random = seededRandom(5);
  const noise = (): number => {
    const sum = Array.from({ length: 12 }, () => random.uniform()).reduce((total, each) => total + each, -6);
    return DEVIATION * sum;
  };
  let round: Round | Finished = startSettling(ground, noWeighing(NUM_SITES, ground.seed), removed, []);
  while (!('removed' in round)) {
    const { size, sitesOut } = round;
    round = round.after(
      Array.from({ length: size }, (_, index) => effect(new Set(sitesOut(index))) + noise()),
    );
  }
  return round;
}

test('of a whole set of sites that back each other up one comes back, not hundreds that weigh nothing', () => {
  const set = [40, 100, 170, 240, 300, 360, 430, 500, 560];
  const removed = ground.order;
  const { removed: left, check } = settled(removed, (out) => (set.every((site) => out.has(site)) ? 1.3 : 0));
  expect(set.some((site) => !left.includes(site))).toBe(true);
  expect(removed.length - left.length).toBeLessThanOrEqual(5);
  expect(check.passed).toBe(true);
});
