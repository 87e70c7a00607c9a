import type { CompetitionOutcome, SkeletonResult } from '#contracts';
import { jackknifeSeverity, withoutVariance } from '#science';
import type { AssayContext, Contest } from '../assay-type';
import { nullsOf } from '../dependency-results';
import { measuredScore } from '../measured-score';
import { MAX_REPEATS } from './skeleton-search';

/**
 * How much each retained site of a finished skeleton matters: the skeleton without that site as well, against the wild
 * type. Slot i is site i mod n of the n retained ones, so that every site is looked at once before any is looked at
 * again. Slots are planned in portions of consecutive ordinals, so that no map over thousands of them has to be copied
 * with each result.
 */
export interface Jackknife {
  /** Of the skeleton. */
  readonly index: number;
  readonly retained: readonly number[];
  readonly removed: readonly number[];
  readonly replicates: number;
  readonly numPlanned: number;
  readonly portions: readonly Portion[];
  /** By ordinal: slots that run again. */
  readonly repeating: ReadonlyMap<number, Repeat>;
  /** Slots that wait to run again. */
  readonly repeats: readonly Repeat[];
  readonly numOpen: number;
  /** Per retained site its scores, in the order of arrival. */
  readonly scores: readonly (readonly number[])[];
  readonly numFailed: number;
  readonly numRepeated: number;
  readonly firstFailure?: string;
}

/** Slots firstSlot… got the ordinals firstOrdinal…. */
interface Portion {
  readonly firstOrdinal: number;
  readonly firstSlot: number;
  readonly size: number;
}

interface Repeat {
  readonly slot: number;
  readonly numFailures: number;
}

/** Competitions per retained site: where the null distribution has no variance, more than one would say the same again. */
export const replicatesOf = (context: AssayContext): number =>
  withoutVariance(nullsOf(context).scores) ? 1 : context.parameters.jackknifeReplicates;

/** Site numbers of one portion's contests together: a round of a large genome must not take gigabytes. */
const MAX_PORTION_SITES = 4_000_000;

export function jackknifeOf(
  index: number,
  retained: readonly number[],
  removed: readonly number[],
  replicates: number,
): Jackknife {
  return {
    index,
    retained,
    removed,
    replicates,
    numPlanned: 0,
    portions: [],
    repeating: new Map(),
    repeats: [],
    numOpen: retained.length * replicates,
    scores: retained.map(() => []),
    numFailed: 0,
    numRepeated: 0,
  };
}

export const isSlotOf = (jackknife: Jackknife, ordinal: number): boolean =>
  slotOf(jackknife, ordinal) !== undefined;

export const isUnplanned = ({ numPlanned, retained, replicates, repeats }: Jackknife): boolean =>
  repeats.length > 0 || numPlanned < retained.length * replicates;

/** The next portion, and slots to run again; ordinals of the new contests begin at `nextOrdinal`. */
export function nextSlots(
  before: Jackknife,
  nextOrdinal: number,
): { readonly jackknife: Jackknife; readonly contests: readonly Contest[] } {
  const left = before.retained.length * before.replicates - before.numPlanned;
  const size = Math.min(left, Math.max(1, Math.floor(MAX_PORTION_SITES / (before.removed.length + 1))));
  const slots = [
    ...Array.from({ length: size }, (_, i): Repeat => ({ slot: before.numPlanned + i, numFailures: 0 })),
    ...before.repeats,
  ];
  const portion = { firstOrdinal: nextOrdinal, firstSlot: before.numPlanned, size };
  const repeating =
    before.repeats.length === 0
      ? before.repeating
      : new Map([
          ...before.repeating,
          ...before.repeats.map((repeat, i) => [nextOrdinal + size + i, repeat] as const),
        ]);
  const jackknife: Jackknife = {
    ...before,
    numPlanned: before.numPlanned + size,
    portions: size === 0 ? before.portions : [...before.portions, portion],
    repeating,
    repeats: [],
    numRepeated: before.numRepeated + before.repeats.length,
  };
  return { jackknife, contests: slots.map((slot) => contestOf(before, slot)) };
}

export function foldSlots(before: Jackknife, results: readonly CompetitionOutcome[]): Jackknife {
  const scores = [...before.scores];
  const repeats = [...before.repeats];
  let { numOpen, numFailed, firstFailure } = before;
  for (const result of results) {
    const found = slotOf(before, result.ordinal);
    if (!found) continue;
    const measurement = measuredScore(result);
    if (measurement.measured) {
      const site = found.slot % scores.length;
      scores[site] = [...scores[site], measurement.score];
      numOpen--;
    } else if (found.numFailures < MAX_REPEATS) {
      repeats.push({ slot: found.slot, numFailures: found.numFailures + 1 });
    } else {
      firstFailure ??= measurement.reason;
      numFailed++;
      numOpen--;
    }
  }
  return { ...before, scores, repeats, numOpen, numFailed, ...(firstFailure ? { firstFailure } : {}) };
}

/** Per retained site its mean score and severity; added up in one order, so that arrival cannot show in the last digit. */
export const jackknifeResult = (
  { retained, scores }: Jackknife,
  threshold: number,
): SkeletonResult['jackknife'] =>
  retained.map((site, i) => {
    const ascending = [...scores[i]].sort((a, b) => a - b);
    const mean = ascending.reduce((sum, score) => sum + score, 0) / ascending.length;
    const severity = jackknifeSeverity(ascending, threshold);
    return { site, score: ascending.length === 0 ? null : mean, severity };
  });

function slotOf({ portions, repeating }: Jackknife, ordinal: number): Repeat | undefined {
  const portion = portions.find(
    ({ firstOrdinal, size }) => ordinal >= firstOrdinal && ordinal < firstOrdinal + size,
  );
  return portion
    ? { slot: portion.firstSlot + ordinal - portion.firstOrdinal, numFailures: 0 }
    : repeating.get(ordinal);
}

function contestOf({ index, retained, removed }: Jackknife, { slot, numFailures }: Repeat): Contest {
  const site = retained[slot % retained.length];
  const at = removed.findIndex((other) => other > site);
  const before = at === -1 ? removed.length : at;
  return {
    name: `skeleton ${index}, jackknife ${slot}, try ${numFailures}`,
    sitesOutAlpha: [],
    sitesOutBeta: [...removed.slice(0, before), site, ...removed.slice(before)],
  };
}
