import type { SubmissionDocument } from '#contracts';

export interface Position {
  readonly datetime: string;
  readonly id: string;
}

/** Newest first; equal times by id, so that a cursor always knows where to go on. */
export function newestFirst(a: Position, b: Position): number {
  if (a.datetime !== b.datetime) return a.datetime < b.datetime ? 1 : -1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

export const isAfter = (position: Position, candidate: Position): boolean =>
  newestFirst(position, candidate) < 0;

export interface ListFilter {
  readonly userEmail?: string;
  readonly status?: string;
  readonly from?: string;
  readonly to?: string;
}

export const passes = (filter: ListFilter, s: SubmissionDocument): boolean =>
  (filter.userEmail === undefined || s.userEmail === filter.userEmail) &&
  (filter.status === undefined || s.status === filter.status) &&
  (filter.from === undefined || s.datetime >= filter.from) &&
  (filter.to === undefined || s.datetime < filter.to);
