import { beneficialWarning } from './beneficial-warning';

test('tells of beneficial knockouts that chance does not explain', () => {
  expect(beneficialWarning(0, 500, 0)).toEqual([]);
  expect(beneficialWarning(5, 500, 0.01)).toEqual([]);
  expect(beneficialWarning(1, 500, 0)).toEqual([expect.stringContaining('1 of 500 competitions')]);
  expect(beneficialWarning(20, 500, 0.01)).toEqual([expect.stringContaining('tell of harm only')]);
});
