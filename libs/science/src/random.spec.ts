import { deriveSeed, sampleWithout, seededRandom } from './random';

test('the same seed gives the same numbers, for ever', () => {
  const random = seededRandom(42);
  expect([random.uint32(), random.uint32(), random.below(6), random.uniform()]).toEqual([
    1260144694, 1416578544, 4, 0.5419208043050485,
  ]);
});

test('first draws of streams are uniform, for scattered seeds and for consecutive ones', () => {
  for (const seedOf of [(i: number) => i, (i: number) => deriveSeed('scattered', i)]) {
    const firsts = Array.from({ length: 4000 }, (_, i) => seededRandom(seedOf(i)).uniform());
    const mean = firsts.reduce((sum, first) => sum + first, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    for (const tenth of [0, 0.3, 0.9]) {
      const share = firsts.filter((first) => first >= tenth && first < tenth + 0.1).length / firsts.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
    }
  }
});

test('below is fair and within its bound', () => {
  const random = seededRandom(3);
  const counts = [0, 0, 0];
  for (let i = 0; i < 3000; i++) counts[random.below(3)]++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  expect(() => random.below(0)).toThrow(RangeError);
});

test('derived seeds fit a competition and differ by every part', () => {
  const seeds = Array.from({ length: 10_000 }, (_, ordinal) => deriveSeed(1, 'assay', ordinal));
  expect(new Set(seeds).size).toBeGreaterThan(9_990);
  expect(Math.max(...seeds)).toBeLessThan(2 ** 31);
  expect(Math.abs(seeds.filter((seed) => seed % 2 === 0).length - 5000)).toBeLessThan(250);
  expect(deriveSeed('a', 'bc')).not.toBe(deriveSeed('ab', 'c'));
});

test('samples are distinct, sorted, of the population, and uniform', () => {
  const random = seededRandom(5);
  const population = [10, 20, 30, 40];
  const seen = new Map<number, number>();
  for (let i = 0; i < 4000; i++) {
    const sample = sampleWithout(population, 2, random);
    expect(sample[0]).toBeLessThan(sample[1]);
    for (const member of sample) seen.set(member, (seen.get(member) ?? 0) + 1);
  }
  for (const member of population) expect(Math.abs(seen.get(member)! - 2000)).toBeLessThan(160);
  expect(sampleWithout(population, 4, random)).toEqual(population);
  expect(sampleWithout(population, 0, random)).toEqual([]);
  expect(() => sampleWithout(population, 5, random)).toThrow(RangeError);
});
