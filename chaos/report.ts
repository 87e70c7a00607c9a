import { inWords, type TimelineEntry } from './timeline';
import type { Violation } from './violation';

/** What a run prints. */
export interface ChaosReport {
  readonly seed: number;
  /** Strikes: kills, stops past leases, and what else was taken away. */
  readonly kills: number;
  readonly accepted: number;
  readonly submissions: number;
  readonly competitions: number;
  readonly attempts: number;
  /** Competitions that needed more than one attempt. */
  readonly lost: number;
  readonly seconds: number;
  /** How often each kind of strike and each named point was carried out. */
  readonly strikes: Readonly<Record<string, number>>;
  /** Times in which an executor was away and the scheduler could hear: judged, or over too soon; the longest to its notice. */
  readonly windows: { readonly counted: number; readonly unjudged: number; readonly longestMs: number };
  readonly samples: { readonly changes: number; readonly latestMs: number };
  /** Compared with the scheduler's truth. */
  readonly documents: number;
  readonly deadLetters: number;
  readonly violations: readonly Violation[];
  /** Where the logs and databases of a failed run are. */
  readonly dataDir?: string;
}

/** For a person: figures first, then each violation with what happened to its submission. */
export function asText(report: ChaosReport, timeline: readonly TimelineEntry[]): string {
  const { violations, strikes, dataDir, ...figures } = report;
  const lines = [
    ...Object.entries(figures).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...Object.entries(strikes)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, count]) => `  ${count} × ${what}`),
    ...violations.map(({ promise, found }) => `BROKEN ${promise}: ${found}`),
    violations.length === 0
      ? 'no violations'
      : `${violations.length} violations; logs and databases: ${dataDir}`,
  ];
  return violations.length === 0
    ? lines.join('\n')
    : [...lines, '', explanation(violations, timeline)].join('\n');
}

/** The strikes, and what became of the submissions that violations name. */
export function explanation(violations: readonly Violation[], timeline: readonly TimelineEntry[]): string {
  const named = new Set(violations.map(({ submissionId }) => submissionId));
  const isOfOther = (what: string): boolean => {
    const [, submissionId] = /^submission (\S+)/.exec(what) ?? [];
    return submissionId !== undefined && !named.has(submissionId.replace(':', ''));
  };
  return timeline
    .filter(({ what }) => !isOfOther(what))
    .map(inWords)
    .join('\n');
}
