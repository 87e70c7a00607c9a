import { append, NO_TEXT } from './bounded-text';

describe('output of a container', () => {
  it('is kept to its end, from the beginning of a line', () => {
    const kept = append(append(NO_TEXT, 'first\nsecond\n', 14), 'third\n', 14);
    expect(kept).toEqual({ text: 'second\nthird\n', isCut: true });
  });

  it('in one endless line is cut within it', () => {
    expect(append(NO_TEXT, 'x'.repeat(100), 10)).toEqual({ text: 'x'.repeat(10), isCut: true });
  });

  it('shows control characters and turns of direction as what they are', () => {
    expect(append(NO_TEXT, 'a\u001b[2J\tb\r\nc\u202ed').text).toBe('a\\x1b[2J\tb\nc\\u202ed');
  });
});
