import type { Schemas } from '#client';

type Told = Schemas['SubmissionEvent'] | Schemas['AssayEvent'];

export interface TimelineEntry {
  /** `submission`, or the id of an assay. */
  readonly of: string;
  /** Of the document that the event tells of; 0 = told by the documents, not by an event. */
  readonly version: number;
  /** ISO-8601. */
  readonly at: string;
  /** What it is about, for a person: `submission`, or the type of an assay. */
  readonly about: string;
  readonly status: string;
  readonly sentence: string;
}

/** What a page keeps of a long run. */
export const MOST_ENTRIES = 300;

/**
 * With the event, unless it or a later one of the same document stands there. A further round in the same state takes the
 * place of the round before: an assay may have ten thousand.
 */
export function told(entries: readonly TimelineEntry[], event: Told): readonly TimelineEntry[] {
  const entry = entryOf(event);
  const before = entries.findLast(({ of }) => of === entry.of);
  if (before && before.version >= entry.version) return entries;
  const isSameState = before?.status === entry.status && entry.of !== SUBMISSION && before.version > 0;
  const others = isSameState ? entries.filter((one) => one !== before) : entries;
  return [...others, entry].slice(-MOST_ENTRIES);
}

/** What the documents themselves remember of the time before somebody looked. */
export function timelineOf({ submission, assays }: Schemas['SubmissionView']): TimelineEntry[] {
  const { datetime, concludedAt, status, reason } = submission;
  const accepted = milestone(datetime, 'pending', 'accepted');
  const planned = [...groupsOf(assays)].map(([at, types]) =>
    milestone(at, 'pending', `planned: ${types.join(', ')}`),
  );
  const ended = concludedAt ? [milestone(concludedAt, status, withReason(status, reason))] : [];
  return [accepted, ...planned, ...ended].sort((a, b) => a.at.localeCompare(b.at));
}

/**
 * With the end of each assay whose result is recorded, unless an event told of it: of what came to pass before somebody
 * looked, its result is the only trace with a time. By time, the newest MOST_ENTRIES.
 */
export function withConclusions(
  entries: readonly TimelineEntry[],
  assays: readonly Schemas['AssayView'][],
  results: readonly Schemas['AssayResult'][],
): readonly TimelineEntry[] {
  const isTold = (id: string): boolean => entries.some(({ of, status }) => of === id && status === COMPLETED);
  const concluded = results.flatMap(({ id, datetime }) => {
    const assay = assays.find((one) => one.id === id);
    return assay && !isTold(id) ? [conclusionOf(assay, datetime)] : [];
  });
  return [...entries, ...concluded].sort((a, b) => a.at.localeCompare(b.at)).slice(-MOST_ENTRIES);
}

function conclusionOf(assay: Schemas['AssayView'], at: string): TimelineEntry {
  const { id, assayType, counters, numCompetitions, rounds, reusedFrom } = assay;
  const measured = counters ? countsOf(counters) : competitionsIn(numCompetitions);
  const ran = `${COMPLETED}, round ${rounds} (${measured})`;
  const known = reusedFrom === undefined ? 'what an earlier submission found' : OF_IDENTICAL;
  const sentence = rounds > 0 && reusedFrom === undefined ? ran : `${COMPLETED} with ${known}`;
  return { of: id, version: 0, at, about: assayType, status: COMPLETED, sentence };
}

const competitionsIn = (number: number): string =>
  number === 1 ? '1 competition' : `${number.toLocaleString('en')} competitions`;

const SUBMISSION = 'submission';
const COMPLETED = 'completed';
const OF_IDENTICAL = 'the result of an identical assay';

function groupsOf(assays: readonly Schemas['AssayView'][]): Map<string, string[]> {
  const byTime = new Map<string, string[]>();
  for (const { datetime, assayType } of assays) {
    byTime.set(datetime, [...(byTime.get(datetime) ?? []), assayType]);
  }
  return byTime;
}

const milestone = (at: string, status: string, sentence: string): TimelineEntry => ({
  of: SUBMISSION,
  version: 0,
  at,
  about: SUBMISSION,
  status,
  sentence,
});

function entryOf(event: Told): TimelineEntry {
  const { status, counters, version, at, reason } = event;
  const counts = countsOf(counters);
  if (event.kind === 'submission') {
    const words = event.held ? `${status}, held` : status;
    const sentence = withReason(`${words} (${counts})`, reason);
    return { of: SUBMISSION, version, at, about: SUBMISSION, status, sentence };
  }
  const words = event.reusedFrom
    ? `${status} with ${OF_IDENTICAL}`
    : `${status}, round ${event.round} (${counts})`;
  const sentence = withReason(words, reason);
  return { of: event.assayId, version, at, about: event.assayType, status, sentence };
}

const countsOf = ({ completed, failed }: Schemas['Counters']): string =>
  `${completed} completed, ${failed} failed`;

const withReason = (words: string, reason: string | undefined): string =>
  reason === undefined ? words : `${words}: ${reason}`;
