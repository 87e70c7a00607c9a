import { doubted, isDoubted, measuredAgain, NO_LOAD, verdict } from './load';

const DEVIATION = 0.43;
const of = (level: number, count: number): { count: number; total: number } => ({
  count,
  total: level * count,
});

test('no rise passes, a rise fails, and what lies between is measured on, not for ever', () => {
  expect(verdict(NO_LOAD, of(0, 4), DEVIATION)).toBe(false);
  expect(verdict(NO_LOAD, of(0.8, 4), DEVIATION)).toBe(true);
  expect(verdict(NO_LOAD, of(0.35, 4), DEVIATION)).toBeUndefined();
  expect(verdict(NO_LOAD, of(0.36, 30), DEVIATION)).toBe(true);
});

test('a block is judged by its rise above the load, not by the threshold', () => {
  const load = { mean: 0.9, variance: 0.005 };
  expect(verdict(load, of(0.9, 6), DEVIATION)).toBe(false);
  expect(verdict(load, of(1.8, 6), DEVIATION)).toBe(true);
});

test('a load that falls clearly beyond the beneficial threshold is detectable', () => {
  expect(verdict(NO_LOAD, of(-2, 4), DEVIATION)).toBe(true);
  expect(verdict(NO_LOAD, of(-0.9, 8), DEVIATION)).toBe(false);
});

test('measurements sharpen the load, and a doubted one believes what is measured', () => {
  const once = measuredAgain(NO_LOAD, of(0.1, 8), DEVIATION);
  const believed = measuredAgain(doubted({ mean: 0.2, variance: 0.01 }), of(1, 8), DEVIATION);
  expect(once.mean).toBeGreaterThan(0);
  expect(once.mean).toBeLessThan(0.1);
  expect(Math.abs(believed.mean - 1)).toBeLessThan(0.1);
  expect(isDoubted(doubted(once))).toBe(true);
  expect(isDoubted(believed)).toBe(false);
});
