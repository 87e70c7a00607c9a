const DIGITS = '0123456789abcdefghijklmnopqrstuv';
const SITES_PER_DIGIT = 5;

/**
 * A set of sites as one argument of entry.sh, in the image's own numbers: `3 17 40`, or `=` and a bit set where that is
 * shorter (five numbers to a character, lowest bit first, an even count of characters). A set of thousands is some
 * 20 % longer than in base64, and a shell turns it back into decimal numbers without arithmetic. ≤ 20 kB for 100,000
 * sites, far below what one argument may hold (128 kB).
 */
export function sitesArgument(sites: readonly number[], siteBase: number): string {
  const numbers = sites.map((site) => site + siteBase).sort((a, b) => a - b);
  const list = numbers.join(' ');
  const last = numbers[numbers.length - 1] ?? 0;
  const numDigits = 2 * (Math.floor(last / (2 * SITES_PER_DIGIT)) + 1);
  return list.length <= numDigits + 1 ? list : `=${bitSet(numbers, numDigits)}`;
}

function bitSet(numbers: readonly number[], numDigits: number): string {
  const values = new Uint8Array(numDigits);
  for (const number of numbers)
    values[Math.floor(number / SITES_PER_DIGIT)] |= 1 << (number % SITES_PER_DIGIT);
  return Array.from(values, (value) => DIGITS[value]).join('');
}
