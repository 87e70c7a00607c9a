import { durationMs, whatIsWrong } from './logs';

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
  const competition = { assay: 'nulldist', ordinal: 0 };
  expect(whatIsWrong(id, {})).toContain('--competition ASSAY/ORDINAL');
  expect(whatIsWrong('scheduler', { attempt: 1 })).toContain('--competition ASSAY/ORDINAL');
  expect(whatIsWrong('schedular', {})).toBe("unknown service 'schedular'\n(Did you mean scheduler?)");
  expect(whatIsWrong('foo', { competition })).toContain("'foo' is not the id of a submission");
  expect([whatIsWrong(id, { competition, attempt: 1 }), whatIsWrong('scheduler', {})]).toEqual([
    undefined,
    undefined,
  ]);
});
