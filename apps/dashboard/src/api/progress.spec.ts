import {
  addSample,
  durationInWords,
  plannedOf,
  type ProgressSample,
  rateInWords,
  rateOf,
  secondsLeft,
} from './progress';

const counters = (completed: number, pending = 0, active = 0) => ({
  pending,
  active,
  completed,
  failed: 0,
  cancelled: 0,
});
const at = (second: number): string => new Date(1_800_000_000_000 + second * 1000).toISOString();
const samplesOf = (...ended: readonly (readonly [second: number, completed: number])[]) =>
  ended.reduce<readonly ProgressSample[]>(
    (samples, [second, completed]) => addSample(samples, counters(completed), at(second)),
    [],
  );

describe('the pace of a submission', () => {
  it('is that of the last minute', () => {
    const samples = samplesOf([0, 0], [30, 3000], [100, 3070], [120, 3090]);
    expect(rateOf(samples)).toBeCloseTo(1);
  });

  it('is not told from one sample, from a moment, or while nothing ends', () => {
    expect(rateOf(samplesOf([0, 5]))).toBeUndefined();
    expect(rateOf(samplesOf([0, 5], [1, 9]))).toBeUndefined();
    expect(rateOf(samplesOf([0, 5], [20, 5]))).toBeUndefined();
  });

  it('begins anew when a retry made ended ones pending again', () => {
    expect(samplesOf([0, 50], [10, 100], [20, 90])).toHaveLength(1);
  });

  it('takes no sample twice, and none of the past', () => {
    expect(samplesOf([0, 1], [0, 1])).toHaveLength(1);
    expect(samplesOf([10, 3], [5, 2])).toHaveLength(1);
  });

  it('tells the time left of what is planned, where there is a pace and something left', () => {
    expect(secondsLeft(counters(10, 90, 10), 10)).toBe(10);
    expect(secondsLeft(counters(10, 90), undefined)).toBeUndefined();
    expect(secondsLeft(counters(10), 10)).toBeUndefined();
  });

  it('counts everything that is planned', () => {
    expect(plannedOf({ pending: 1, active: 2, completed: 3, failed: 4, cancelled: 5 })).toBe(15);
  });
});

describe('words for it', () => {
  it.each([
    [0.2, '1 s'],
    [89, '89 s'],
    [90, '2 min'],
    [7199, '2 h'],
    [7500, '2 h 5 min'],
    [360_000, '4 d 4 h'],
  ])('%d seconds are %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words));

  it.each([
    [120.4, '120 a second'],
    [4.24, '4.2 a second'],
    [0.5, '30 a minute'],
    [0.02, '1.2 a minute'],
  ])('%d a second is %s', (rate, words) => expect(rateInWords(rate)).toBe(words));
});
