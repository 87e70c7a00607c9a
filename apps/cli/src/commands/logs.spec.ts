import { durationMs, unknownService } from './logs';

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

it('asks for the competition where a submission stands alone, and knows services by nearly their name', () => {
  const id = '1b7c2f6e-0000-4000-8000-000000000000';
  expect(unknownService(id).details.hint).toBe(
    `name one: knockem logs ${id} --competition ASSAY/ORDINAL, such as nulldist/0`,
  );
  expect(unknownService('schedular').details.hint).toBe('did you mean "scheduler"?');
});
