/** Numbers and lists as a person reads them; the same on a page and in a terminal. */

/** At most four significant digits, a true minus; what is no number is said to be none. */
export function numberInWords(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'no number';
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', '−');
}

/** `3 sites`, `1 site`. */
export const countInWords = (count: number, noun: string): string =>
  `${numberInWords(count)} ${noun}${count === 1 ? '' : 's'}`;

export const percentInWords = (share: number): string =>
  `${numberInWords(Number((share * 100).toPrecision(3)))} %`;

/** Members that a list shows at most. */
const MAX_LISTED = 30;

/** Up to thirty members, and how many more there are. */
export function listInWords(members: readonly (number | string)[]): string {
  if (members.length === 0) return 'none';
  const more = members.length - MAX_LISTED;
  return members.slice(0, MAX_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
