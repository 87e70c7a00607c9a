import type { Schemas } from '#client';

type Told = Schemas['SubmissionEvent'] | Schemas['AssayEvent'];

export interface TimelineEntry {
  /** The same for the same event told twice. */
  readonly key: string;
  /** ISO-8601. */
  readonly at: string;
  /** What it is about: `submission`, or the type of an assay. */
  readonly about: string;
  readonly status: string;
  readonly sentence: string;
}

/** What a page keeps of a long run; older ones are in the records. */
export const MOST_ENTRIES = 300;

/** With the event, unless it stands there already. */
export function told(entries: readonly TimelineEntry[], event: Told): readonly TimelineEntry[] {
  const entry = entryOf(event);
  return entries.some(({ key }) => key === entry.key) ? entries : [...entries, entry].slice(-MOST_ENTRIES);
}

/** What the documents themselves remember of the time before somebody looked. */
export function timelineOf({ submission, assays }: Schemas['SubmissionView']): TimelineEntry[] {
  const accepted = milestone('accepted', submission.datetime, 'submission', 'pending', 'accepted');
  const planned = assays.map(({ id, datetime, assayType }) =>
    milestone(`planned ${id}`, datetime, assayType, 'pending', 'planned'),
  );
  const { concludedAt, status, reason } = submission;
  const ended = concludedAt
    ? [milestone('ended', concludedAt, 'submission', status, withReason(status, reason))]
    : [];
  return [accepted, ...planned, ...ended].sort((a, b) => a.at.localeCompare(b.at));
}

const milestone = (
  key: string,
  at: string,
  about: string,
  status: string,
  sentence: string,
): TimelineEntry => ({ key, at, about, status, sentence });

function entryOf(event: Told): TimelineEntry {
  const { status, counters, version, at, reason } = event;
  const counts = `${counters.completed} completed, ${counters.failed} failed`;
  if (event.kind === 'submission') {
    const held = event.held ? `${status}, held` : status;
    const sentence = withReason(`${held} (${counts})`, reason);
    return { key: `submission ${version}`, at, about: 'submission', status, sentence };
  }
  const sentence = withReason(`${status}, round ${event.round} (${counts})`, reason);
  return { key: `${event.assayId} ${version}`, at, about: event.assayType, status, sentence };
}

const withReason = (words: string, reason: string | undefined): string =>
  reason === undefined ? words : `${words}: ${reason}`;
