import { outputTail } from './output-tail';

it('leaves a short text as it is', () => {
  expect(outputTail('a\nb\n', 8192)).toBe('a\nb\n');
});

it('begins with a whole line', () => {
  expect(outputTail('first line\nsecond\nthird\n', 14)).toBe('second\nthird\n'.slice(-14));
  expect(outputTail('first line\nsecond\nthird\n', 12)).toBe('third\n');
});

it('cuts within a line that is longer than the tail', () => {
  expect(outputTail('x'.repeat(100), 10)).toBe('x'.repeat(10));
});

it('never cuts a character in two', () => {
  const tail = outputTail('ä'.repeat(100), 11);
  expect(tail).toBe('ä'.repeat(5));
  expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(11);
});
