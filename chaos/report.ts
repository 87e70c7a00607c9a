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
  /** Times in which an executor was away. */
  readonly windows: ExecutorWindows;
  readonly samples: { readonly changes: number; readonly latestMs: number };
  /** Compared with the scheduler's truth. */
  readonly documents: number;
  readonly deadLetters: number;
  readonly violations: readonly Violation[];
  /** Where the logs and databases of a failed run are. */
  readonly dataDir?: string;
}

export interface ExecutorWindows {
  /** Judged: the scheduler noticed, or heard for long enough and did not. */
  readonly counted: number;
  /** Of those, noticed while the scheduler could hear from the strike on. */
  readonly unbroken: number;
  /** The executor was back too soon, or the scheduler could not hear. */
  readonly unjudged: number;
  /** Until the notice, in ms of unbroken hearing. */
  readonly longestMs: number;
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
