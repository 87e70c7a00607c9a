import { bundleSize, FIRST_BUNDLE, meanWith } from './bundles';

const many = { room: 100_000, pending: 100_000, slots: 4 };

test.each([
  ['nothing measured', { ...many }, FIRST_BUNDLE],
  ['nothing measured, few left', { ...many, pending: 5 }, 2],
  ['about a second of work', { ...many, meanMs: 10 }, 100],
  ['long ones, one by one', { ...many, meanMs: 5000 }, 1],
  ['a hard bound', { ...many, meanMs: 0.1 }, 100],
  ['no duration at all', { ...many, meanMs: 0 }, 100],
  ['its share of what waits', { ...many, meanMs: 5, pending: 100 }, 25],
  ['its share of the room', { ...many, meanMs: 5, room: 8 }, 4],
  ['no finer than is worth it', { ...many, meanMs: 1, pending: 40 }, 20],
  ['never more than the room', { ...many, meanMs: 1, room: 3 }, 3],
  ['no executor known', { ...many, meanMs: 5, slots: 0 }, 100],
])('%s', (_, facts, size) => {
  expect(bundleSize(facts)).toBe(size);
});

test('the mean follows what becomes longer, within some tens', () => {
  let mean = meanWith(undefined, 1);
  expect(mean).toBe(1);
  for (let i = 0; i < 30; i += 1) mean = meanWith(mean, 100);
  expect(mean).toBeGreaterThan(90);
});
