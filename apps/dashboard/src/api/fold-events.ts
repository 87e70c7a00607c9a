import type { Schemas } from '#client';
import { addSample, type ProgressSample } from './progress';
import { type TimelineEntry, timelineOf, told } from './timeline';

export type FollowedEvent =
  | { readonly name: 'state'; readonly value: Schemas['SubmissionView'] }
  | { readonly name: 'submission'; readonly value: Schemas['SubmissionEvent'] }
  | { readonly name: 'assay'; readonly value: Schemas['AssayEvent'] }
  | { readonly name: 'progress'; readonly value: Schemas['ProgressEvent'] }
  | { readonly name: 'end'; readonly value: Schemas['EndEvent'] };

/** What is known of a submission from its events. */
export interface Followed {
  readonly view?: Schemas['SubmissionView'];
  /** Oldest first, bounded. */
  readonly timeline: readonly TimelineEntry[];
  readonly samples: readonly ProgressSample[];
}

export const NOTHING_YET: Followed = { timeline: [], samples: [] };

/**
 * The next event put into what is known. After a break older events come once more: they stand in the timeline once, and
 * never take a newer state back (each carries the version of its document).
 */
export function foldEvent<K extends Followed>(known: K, event: FollowedEvent): K {
  if (event.name === 'state') return withState(known, event.value);
  if (!known.view || event.name === 'end') return known;
  if (event.name === 'progress') return withProgress(known, known.view, event.value);
  const timeline = told(known.timeline, event.value);
  return event.name === 'submission'
    ? { ...known, timeline, view: withSubmission(known.view, event.value) }
    : { ...known, timeline, view: withAssay(known.view, event.value) };
}

function withState<K extends Followed>(known: K, view: Schemas['SubmissionView']): K {
  const timeline = known.timeline.length > 0 ? known.timeline : timelineOf(view);
  return { ...known, view, timeline, samples: addSample(known.samples, view.submission.counters, view.asOf) };
}

function withProgress<K extends Followed>(
  known: K,
  view: Schemas['SubmissionView'],
  { counters, held, assays, at }: Schemas['ProgressEvent'],
): K {
  const submission = { ...view.submission, counters, held };
  return {
    ...known,
    view: { ...view, submission, progress: assays, asOf: at },
    samples: addSample(known.samples, counters, at),
  };
}

function withSubmission(
  view: Schemas['SubmissionView'],
  { status, held, reason, counters, version, at }: Schemas['SubmissionEvent'],
): Schemas['SubmissionView'] {
  if (version <= view.submission.version) return view;
  const submission = { ...view.submission, status, held, reason, counters, version };
  return { ...view, submission, asOf: at };
}

function withAssay(
  view: Schemas['SubmissionView'],
  { assayId, status, round, reason, reusedFrom, counters, version }: Schemas['AssayEvent'],
): Schemas['SubmissionView'] {
  const isNews = view.assays.some((assay) => assay.id === assayId && assay.version < version);
  if (!isNews) return view;
  const assays = view.assays.map((assay) =>
    assay.id === assayId ? { ...assay, status, round, reason, reusedFrom, counters, version } : assay,
  );
  const progress = view.progress.map((one) =>
    one.assayId === assayId ? { ...one, status, round, counters } : one,
  );
  return { ...view, assays, progress };
}
