import type { SummaryKey } from '../submission-summary';

/** A submission's five answers by name, and what each counts. */
export const ANSWERS: Readonly<Record<SummaryKey, { readonly title: string; readonly meaning: string }>> = {
  critical: { title: 'Critical sites', meaning: 'Their knockout alone is detected.' },
  additive: { title: 'Additive sites', meaning: 'Effects too small to be detected alone, which add up.' },
  epistatic: { title: 'Epistatic sites', meaning: 'They matter only where others are gone.' },
  anyEffect: {
    title: 'Sites with any effect',
    meaning: 'Retained in some skeleton, and at least so many that none showed.',
  },
  cryptic: { title: 'Cryptic sites', meaning: 'Sites with an effect that is not detected alone.' },
};
