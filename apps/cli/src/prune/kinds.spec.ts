import { readAge, readKinds } from './kinds';

it('kinds are named together, each once, in their order', () => {
  expect(readKinds('logs,images')).toEqual(['images', 'logs']);
  expect(readKinds('blobs, blobs')).toEqual(['blobs']);
});

it('a kind that does not exist is answered with the one that was meant', () => {
  expect(() => readKinds('image')).toThrow('did you mean images?');
  expect(() => readKinds('')).toThrow('none of images, volumes, blobs, logs');
});

it.each([
  ['90m', 5_400_000],
  ['12h', 43_200_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['0d', 0],
])('%s is an age', (text, ms) => expect(readAge(text)).toBe(ms));

it.each(['7', 'd', '-1d', '1.5h', '7 d', '12345d', '7days'])('%j is none', (text) =>
  expect(() => readAge(text)).toThrow('7d'),
);
