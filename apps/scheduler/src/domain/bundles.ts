import { MAX_BUNDLE } from '#contracts';

/** Work that one bundle should hold, in ms: what a crash of its executor may cost, and what another submission waits. */
export const BUNDLE_MS = 1000;
/** Work below which spreading a bundle over more slots gains nothing: a turn takes as long, in ms. */
export const WORTH_SPREADING_MS = 20;
/** Of an assay of which nothing has been measured. */
export const FIRST_BUNDLE = 4;
/** Weight of the newest duration in the mean: some twenty of them say how long one takes. */
const NEWEST = 0.1;

export interface BundleFacts {
  /** Mean duration of a competition of the assay; undefined = none has ended yet. */
  readonly meanMs?: number;
  /** Competitions that the submission may have active besides. */
  readonly room: number;
  /** Competitions of the assay that wait. */
  readonly pending: number;
  /** Slots of all executors that are here. */
  readonly slots: number;
}

/**
 * How many competitions go into one bundle: about a second of work, but no more than each slot's share of what waits
 * and may start, so that the last ones do not queue up in one slot while others are free.
 */
export function bundleSize({ meanMs, room, pending, slots }: BundleFacts): number {
  const share = Math.ceil(Math.min(pending, room) / Math.max(1, slots));
  const most = Math.min(room, MAX_BUNDLE);
  if (meanMs === undefined) return clamp(Math.min(share, FIRST_BUNDLE), most);
  const worth = Math.ceil(WORTH_SPREADING_MS / Math.max(meanMs, 0.01));
  const byTime = Math.floor(BUNDLE_MS / Math.max(meanMs, 0.01));
  return clamp(Math.min(byTime, Math.max(share, worth)), most);
}

const clamp = (size: number, most: number): number => Math.max(1, Math.min(size, most));

/** A moving mean, so that a bundle follows when competitions become longer. */
export const meanWith = (meanMs: number | undefined, durationMs: number): number =>
  meanMs === undefined ? durationMs : meanMs + NEWEST * (durationMs - meanMs);
