import type { Estimate } from '#contracts';
import { ANSWERS, numberInWords, SUMMARY_KEYS, type SubmissionSummary } from '#science';
import { table } from './table';

/** The five answers as a table; where there is none, why. */
export function renderSummary(summary: SubmissionSummary): string {
  const rows = SUMMARY_KEYS.map((key) => {
    const { title } = ANSWERS[key];
    const estimate = summary[key];
    if (!estimate) return [title, '–', '', summary.notes[key] ?? 'not recorded'];
    return [title, numberInWords(estimate.value), intervalOf(estimate), estimate.method];
  });
  return table(['answer', 'sites', 'interval', 'by'], rows);
}

/** `12.3 sites, 95 %: 8 to 20 (method)`; a number that could not be had is said to be none. */
export const renderEstimate = (estimate: Estimate): string => {
  const { value, unit, method, notes } = estimate;
  if (value === null) return `no number${notes.length > 0 ? `: ${notes[0]}` : ''}`;
  const interval = intervalOf(estimate);
  return `${numberInWords(value)} ${unit}${interval === '' ? '' : `, ${interval}`} (${method})`;
};

const intervalOf = ({ interval }: Estimate): string =>
  interval
    ? `${Math.round(interval.level * 100)} %: ${numberInWords(interval.low)} to ${numberInWords(interval.high)}`
    : '';
