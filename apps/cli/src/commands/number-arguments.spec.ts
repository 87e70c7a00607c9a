import { portNumber, positiveNumber, wholeNumber } from './number-arguments';

describe('numbers on the command line', () => {
  it('takes what is meant', () => {
    expect(wholeNumber('0')).toBe(0);
    expect(positiveNumber('0.5')).toBe(0.5);
    expect(portNumber('8080')).toBe(8080);
  });

  it.each([
    ['a whole number', wholeNumber, ['', '-1', '1.5', '1e3', 'abc', '0x10']],
    ['a number above 0', positiveNumber, ['', ' ', '0', '-1', 'abc', 'Infinity']],
    ['a port', portNumber, ['0', '65536', '80a']],
  ])('refuses what is not %s', (_what, read, texts) => {
    for (const text of texts) expect(() => read(text)).toThrow(/^is not a/);
  });
});
