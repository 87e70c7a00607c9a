/** At most four significant digits, a true minus; what is no number is said to be none. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'no number';
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', '−');
}

/** Up to thirty site numbers, and how many more there are. */
export function sites(numbers: readonly number[]): string {
  if (numbers.length === 0) return 'none';
  const more = numbers.length - 30;
  return numbers.slice(0, 30).join(', ') + (more > 0 ? ` and ${number(more)} more` : '');
}
