import { painted, wantsColour } from './paint';

const wants = (isTTY: boolean, environment: NodeJS.ProcessEnv, ...argv: string[]): boolean =>
  wantsColour({ isTTY }, environment, argv);

it.each([
  [true, {}, [], true],
  [false, {}, [], false],
  [true, { TERM: 'dumb' }, [], false],
  [true, { NO_COLOR: '1' }, [], false],
  [true, { NO_COLOR: '' }, [], true],
  [false, { FORCE_COLOR: '1' }, [], true],
  [true, { FORCE_COLOR: '0' }, [], false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
  [true, { FORCE_COLOR: '1' }, ['--no-color'], false],
])('on a terminal: %s, with %j and %j: %s', (isTTY, environment, argv, expected) => {
  expect(wants(isTTY, environment, ...argv)).toBe(expected);
});

it('paints marks and the word before an error, and nothing else', () => {
  expect(painted('✓ well\n    ✓ not this\n✗ bad')).toBe(
    '\x1b[32m✓\x1b[39m well\n    ✓ not this\n\x1b[31m✗\x1b[39m bad',
  );
  expect(painted('error: no\nerror: twice')).toBe('\x1b[31merror:\x1b[39m no\nerror: twice');
  expect(painted('plain!')).toBe('plain!');
});
