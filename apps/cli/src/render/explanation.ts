import type { Explanation } from '#contracts';
import { duration } from './duration';

/** What a person can do about each reason; nothing, where waiting is all that is needed. */
const NEXT: Readonly<Partial<Record<NonNullable<Explanation['because']>, (submissionId: string) => string>>> =
  {
    dependency: (id) => `follow what it waits for: knockem watch ${id}`,
    cap: (id) => `let more run at once: knockem limits set ${id} --max-active N`,
    held: (id) => `let it go on: knockem release ${id}`,
    'no-executor': () =>
      'start executors (knockem up --executors N), and see who is there: knockem executors',
    'no-executor-fits': () =>
      'start an executor with that pool and size, or submit anew with others: knockem executors',
    'no-slot': (id) =>
      `see what runs: knockem executors; have it come sooner: knockem limits set ${id} --priority high`,
  };

export interface ExplainedName {
  readonly submissionId: string;
  readonly name: string;
}

/** One competition: what it is doing or why it waits, since when, until when, and what to do. */
export function renderExplanation(
  { submissionId, name }: ExplainedName,
  why: Explanation,
  nowMs: number,
): string {
  const state = why.because === undefined ? why.status : `${why.status}, ${why.because}`;
  const times = [
    `since ${why.since} (${duration(nowMs - Date.parse(why.since))})`,
    ...(why.until === undefined ? [] : [untilInWords(why, nowMs)]),
  ];
  const next = why.because && NEXT[why.because]?.(submissionId);
  return [
    `${name}: ${state}`,
    `  ${why.detail}`,
    `  ${times.join(', ')}`,
    ...(next === undefined ? [] : [`  ${next}`]),
  ].join('\n');
}

function untilInWords({ because, until = '' }: Explanation, nowMs: number): string {
  const left = duration(Date.parse(until) - nowMs);
  return because === 'backoff' ? `backing off until ${until} (${left})` : `must end by ${until} (${left})`;
}
