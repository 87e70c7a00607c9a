import { durationMs } from './logs';

describe('a duration on the command line', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
  ])('%s is %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));

  it.each(['', '10', 'm', '1d', '-5s', '1.5h'])('%p is refused', (text) => {
    expect(() => durationMs(text)).toThrow(/such as 90s, 10m or 2h/);
  });
});
