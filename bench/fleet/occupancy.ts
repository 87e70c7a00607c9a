import type { Told } from '../stack/bench-stack';

export interface Occupancy {
  /** Of the slots, from the first to the last that was told. */
  readonly busyPercent: number;
  /** From the end of each run to the start of the one that took its slot. */
  readonly idleMs: readonly number[];
}

/**
 * What starts and ends say of the slots. Slots have no names, so a start is taken for the one that follows the earliest
 * end which none has followed yet; runs that were under way before the first line count from there.
 */
export function occupancyOf(told: readonly Told[], slots: number): Occupancy {
  const inTime = [...told].sort((a, b) => a.at - b.at);
  const starts = new Set(inTime.filter(({ kind }) => kind === 'start').map(({ attemptId }) => attemptId));
  // What ended without having started here was running at the beginning; what is left over runs to the end.
  const endedOnly = inTime.filter(({ kind, attemptId }) => kind === 'end' && !starts.has(attemptId)).length;
  const free: number[] = [];
  const idleMs: number[] = [];
  let busy = endedOnly;
  let area = 0;
  let last = inTime[0]?.at ?? 0;
  const first = last;
  for (const { kind, at } of inTime) {
    area += busy * (at - last);
    last = at;
    busy += kind === 'start' ? 1 : -1;
    if (kind === 'end') free.push(at);
    else if (free.length > 0) idleMs.push(at - free.shift()!);
  }
  const whole = slots * (last - first);
  return { busyPercent: whole === 0 ? 0 : (100 * area) / whole, idleMs };
}
