import { seededRandom } from '../random';
import { nonNegativeEffects } from './least-squares';

test('exact sums give the effects back, with fewer sums than sites', () => {
  const random = seededRandom(2);
  const effects = Array.from({ length: 100 }, (_, site) => (site % 20 === 0 ? 0.5 : 0));
  const rows = Array.from({ length: 60 }, () =>
    Int32Array.from(effects.flatMap((_, site) => (random.uniform() < 0.3 ? [site] : []))),
  );
  const values = rows.map((row) => row.reduce((sum, site) => sum + effects[site], 0));
  const found = nonNegativeEffects({ rows, values }, new Array<number>(100).fill(0), 1);
  found.forEach((effect, site) => expect(Math.abs(effect - effects[site])).toBeLessThan(0.1));
});

test('a slight negative effect is taken for none, a clear one is let through', () => {
  const rows = [0, 0, 0, 0, 1, 1, 1, 1].map((site) => Int32Array.of(site));
  const values = [-0.1, -0.1, -0.1, -0.1, -3, -3, -3, -3];
  expect(nonNegativeEffects({ rows, values }, [0, 0, 0.25], 1)).toEqual([0, -3, 0.25]);
});
