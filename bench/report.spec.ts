import { asText, atLeast, atMost, inOneLine, notMeasured, ratioAtLeast, ratioAtMost } from './report';
import { median, percentile } from './statistics';

describe('rows', () => {
  const claim = { what: 'rate', ours: 90, baseline: 100, unit: '1/s' };

  it('judge the figure itself', () => {
    expect(atLeast(90, claim)).toMatchObject({ ours: 90, baseline: 100, ratio: 0.9, met: true });
    expect(atLeast(91, claim).met).toBe(false);
    expect(atMost(90, claim).met).toBe(true);
    expect(atMost(89, claim)).toMatchObject({ target: '≤ 89 1/s', met: false });
  });

  it('judge the ratio', () => {
    expect(ratioAtLeast(0.9, claim)).toMatchObject({ target: '≥ 0.9 × the baseline', met: true });
    expect(ratioAtLeast(1, claim).met).toBe(false);
    expect(ratioAtMost(1, claim).met).toBe(true);
    expect(ratioAtMost(0.8, claim).met).toBe(false);
  });

  it('have no ratio without a baseline', () => {
    expect(atMost(1, { what: 'time', ours: 2, unit: 's' })).toMatchObject({ baseline: null, ratio: null });
  });

  it('that could not be measured are not met, and say why', () => {
    const row = notMeasured('redis', '≥ 1', 'install it');
    expect(row).toMatchObject({ what: 'redis: not measured, install it', ours: null, met: false });
    expect(inOneLine(row)).toBe('MISSED redis: not measured, install it: -');
  });

  it('stand in columns', () => {
    const text = asText({
      bench: 'x',
      machine: 'here',
      rows: [atMost(1, { what: 'a', ours: 1.23456, unit: 's' })],
    });
    expect(text.split('\n')).toEqual([
      'x on here',
      '        what   ours   baseline  ratio  target',
      'MISSED  a (s)  1.235  -         -      ≤ 1 s',
    ]);
  });
});

describe('percentiles', () => {
  const hundred = Array.from({ length: 100 }, (_, k) => 100 - k);

  it('are values by nearest rank', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 99.9)).toBe(100);
    expect(percentile(hundred, 0)).toBe(1);
    expect(percentile([7], 99)).toBe(7);
  });

  it('do not exist of nothing', () => {
    expect(() => percentile([], 50)).toThrow('nothing');
    expect(() => median([])).toThrow('nothing');
  });

  it('leave the values as they were', () => {
    const values = [3, 1, 2];
    expect([percentile(values, 50), median(values), median([4, 1, 3, 2])]).toEqual([2, 2, 2.5]);
    expect(values).toEqual([3, 1, 2]);
  });
});
