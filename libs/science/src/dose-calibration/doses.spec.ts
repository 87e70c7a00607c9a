import fc from 'fast-check';
import { evenDoses, smearDoses } from './doses';

test('the published smear of 100 sites and 20 doses', () => {
  const doses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 18, 23, 29, 37, 48, 61, 78, 100];
  expect(smearDoses(100, 20)).toEqual(doses);
});

test('no more doses than sites', () => {
  expect(smearDoses(1, 100)).toEqual([1]);
  expect(smearDoses(3, 100)).toEqual([1, 2, 3]);
  expect(() => smearDoses(0, 5)).toThrow(RangeError);
  expect(() => smearDoses(5, 0)).toThrow(RangeError);
});

test('doses are distinct and ascending, from 1 to the number of sites', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100_000 }), fc.integer({ min: 2, max: 1000 }), (sites, count) => {
      const doses = smearDoses(sites, count);
      expect(doses).toHaveLength(Math.min(sites, count));
      expect([doses[0], doses.at(-1)]).toEqual([1, sites]);
      expect(doses.every((dose, i) => i === 0 || dose > doses[i - 1])).toBe(true);
    }),
  );
});

test('the published titration doses', () => {
  expect(evenDoses(25, 140, 5, 1000)).toEqual([25, 53, 82, 111, 140]);
});

test('a narrow range is widened to both sides, and moved off the ends', () => {
  expect(evenDoses(10, 10, 5, 100)).toEqual([8, 9, 10, 11, 12]);
  expect(evenDoses(1, 1, 5, 100)).toEqual([1, 2, 3, 4, 5]);
  expect(evenDoses(100, 100, 3, 100)).toEqual([98, 99, 100]);
  expect(evenDoses(1, 2, 2, 2)).toEqual([1, 2]);
  expect(() => evenDoses(1, 2, 3, 2)).toThrow(RangeError);
});

test('any range gives distinct doses within the sites', () => {
  const sites = fc.integer({ min: 2, max: 5000 });
  fc.assert(
    fc.property(sites, fc.nat(6000), fc.nat(6000), fc.integer({ min: 2, max: 100 }), (n, a, b, count) => {
      fc.pre(count <= n);
      const doses = evenDoses(Math.min(a, b), Math.max(a, b) + 0.5, count, n);
      expect(new Set(doses).size).toBe(count);
      expect(doses[0]).toBeGreaterThanOrEqual(1);
      expect(doses.at(-1)).toBeLessThanOrEqual(n);
      expect([...doses].sort((x, y) => x - y)).toEqual(doses);
    }),
  );
});
