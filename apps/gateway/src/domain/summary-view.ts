import { type ResultsByType, SUMMARY_KEYS, type SubmissionSummary, submissionSummary } from '#science';
import { outlookOf } from './assay-outlook';

type Told = Parameters<typeof outlookOf>;
type WithSummary = keyof ResultsByType;

/** Assays behind each answer, in the order of the need. */
const NEEDS: Readonly<Record<(typeof SUMMARY_KEYS)[number], readonly WithSummary[]>> = {
  critical: ['screenCritical'],
  additive: ['doseTitration'],
  epistatic: ['skeletonization'],
  anyEffect: ['skeletonization'],
  cryptic: ['skeletonization', 'screenCritical'],
};

/** The five answers as far as they are known; where one is missing the note tells what has become of its assay. */
export function summaryOf(submission: Told[1], assays: Told[2], results: ResultsByType): SubmissionSummary {
  const summary = submissionSummary(results);
  const notes = Object.entries(summary.notes).map(([key, note]) => {
    const missing = NEEDS[key as keyof typeof NEEDS].filter((type) => !results[type]);
    const sentences = missing.map((type) => outlookOf(type, submission, assays, false).sentence);
    return [key, sentences.length === 0 ? note : sentences.join('; ')];
  });
  return { ...summary, notes: Object.fromEntries(notes) as SubmissionSummary['notes'] };
}
