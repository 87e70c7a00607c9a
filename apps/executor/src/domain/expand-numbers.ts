const DIGITS = '0123456789abcdefghijklmnopqrstuv';
const NUMBERS_PER_DIGIT = 5;

/**
 * A set of whole numbers as arguments tell it: decimal with spaces between, or `=` and a bit set with five numbers to a
 * character, the lowest bit first.
 */
export function expandNumbers(text: string): number[] {
  if (!text.startsWith('=')) return text === '' ? [] : text.split(' ').map(Number);
  const numbers: number[] = [];
  for (let at = 1; at < text.length; at += 1) {
    const bits = DIGITS.indexOf(text[at]);
    const first = (at - 1) * NUMBERS_PER_DIGIT;
    for (let bit = 0; bit < NUMBERS_PER_DIGIT; bit += 1) if (bits & (1 << bit)) numbers.push(first + bit);
  }
  return numbers;
}
