/** The five answers in the words of libs/science (a spec holds the two together): that library is not for browsers. */
export const ANSWERS = [
  { key: 'critical', title: 'Critical sites', meaning: 'Their knockout alone is detected.' },
  {
    key: 'additive',
    title: 'Additive sites',
    meaning: 'Effects too small to be detected alone, which add up.',
  },
  { key: 'epistatic', title: 'Epistatic sites', meaning: 'They matter only where others are gone.' },
  {
    key: 'anyEffect',
    title: 'Sites with any effect',
    meaning: 'Retained in some skeleton, and at least so many that none showed.',
  },
  { key: 'cryptic', title: 'Cryptic sites', meaning: 'Sites with an effect that is not detected alone.' },
] as const;

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** At most four digits that count; whole numbers whole. */
export const numberInWords = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : NUMBER.format(value);
