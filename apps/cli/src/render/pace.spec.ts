import fc from 'fast-check';
import { Pace } from './pace';

it('says how fast it goes and how long the rest will take', () => {
  const pace = new Pace().note(0, 0).note(50, 5000);
  expect(pace.perSecond()).toBe(10);
  expect(pace.inWords(2050)).toBe('10/s, 3 min 20 s left');
  expect(pace.inWords(50)).toBe('10/s');
  expect(pace.inWords(60, { mayGrow: true })).toBe('10/s, at least 1 s left');
});

it('says nothing before it can know, and no end to what stands still', () => {
  expect(new Pace().inWords(10)).toBe('');
  expect(new Pace().note(3, 0).note(4, 500).inWords(10)).toBe('');
  expect(new Pace().note(3, 0).note(3, 9000).inWords(10)).toBe('0.0/s');
});

it('goes by the last half minute', () => {
  const pace = new Pace();
  for (let second = 0; second <= 100; second += 1)
    pace.note(second < 50 ? 0 : (second - 50) * 4, second * 1000);
  expect(pace.perSecond()).toBeCloseTo(4);
});

it('has honest words for whatever comes', () => {
  const steps = fc.array(fc.record({ done: fc.nat(), passed: fc.nat(100_000) }));
  fc.assert(
    fc.property(steps, fc.nat(), (all, total) => {
      const pace = new Pace();
      let now = 0;
      for (const { done, passed } of all) pace.note(done, (now += passed));
      expect(pace.inWords(total)).not.toMatch(/NaN|Infinity|-\d/);
    }),
  );
});
