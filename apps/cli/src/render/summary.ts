import type { Estimate } from '#contracts';
import { SUMMARY_KEYS, type SubmissionSummary, type SummaryKey } from '#science';
import { table } from './table';

const ANSWERS: Readonly<Record<SummaryKey, string>> = {
  critical: 'critical sites',
  additive: 'additive sites',
  epistatic: 'epistatic sites',
  anyEffect: 'sites with any effect',
  cryptic: 'cryptic sites',
};

/** The five answers as a table; where there is none, why. */
export function renderSummary(summary: SubmissionSummary): string {
  const rows = SUMMARY_KEYS.map((key) => {
    const estimate = summary[key];
    if (!estimate) return [ANSWERS[key], '–', '', summary.notes[key] ?? 'not recorded'];
    return [ANSWERS[key], estimateValue(estimate), intervalOf(estimate), estimate.method];
  });
  return table(['answer', 'sites', 'interval', 'by'], rows);
}

/** `12.3 sites, 95 % 8 to 20`; a number that could not be had is said to be none. */
export const renderEstimate = (estimate: Estimate): string => {
  if (estimate.value === null) return `no number${estimate.notes.length > 0 ? `: ${estimate.notes[0]}` : ''}`;
  const interval = intervalOf(estimate);
  return `${estimateValue(estimate)} ${estimate.unit}${interval === '' ? '' : `, ${interval}`} (${estimate.method})`;
};

export const rounded = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

const estimateValue = ({ value }: Estimate): string => (value === null ? 'no number' : rounded(value));

const intervalOf = ({ interval }: Estimate): string =>
  interval
    ? `${Math.round(interval.level * 100)} %: ${rounded(interval.low)} to ${rounded(interval.high)}`
    : '';
