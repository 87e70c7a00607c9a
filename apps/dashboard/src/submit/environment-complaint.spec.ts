import { environmentComplaint } from './environment-complaint';

it.each([
  ['', undefined],
  ['A=1\n\n B_2 = x=y\n', undefined],
  ['A=1\nNO EQUALS', 'write NAME=value: there is no = in "NO EQUALS"'],
  ['A=1\n2ND=2', '"2ND" is no name of an environment variable'],
  ['A=1\nB=1\nA=2', 'A is given twice'],
])('says of %j: %s', (text, complaint) => expect(environmentComplaint(text)).toBe(complaint));
