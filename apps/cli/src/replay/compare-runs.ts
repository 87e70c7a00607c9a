import { isDeepStrictEqual } from 'node:util';
import type { RecordedRun, ReplayedRun } from '#contracts';

/** One thing that both told, side by side; undefined: not told. */
export interface Compared {
  readonly what: string;
  readonly recorded: unknown;
  readonly here: unknown;
  readonly differs: boolean;
}

export interface Comparison {
  /**
   * same, differs: by outcome, exit code, reason and result. nothing-recorded: the attempt ended without any (cancelled,
   * lost, our own failure), or its result was not kept since it did not settle its competition.
   */
  readonly verdict: 'same' | 'differs' | 'nothing-recorded';
  readonly compared: readonly Compared[];
  /** What it said; absent where it was not kept, or belonged to many. Never a reason to call results different. */
  readonly output?: 'same' | 'differs';
}

/** Ended by us, not by itself. */
const UNREPORTED: readonly RecordedRun['state'][] = [
  'cancelled',
  'interrupted',
  'superseded',
  'abandoned',
  'system-error',
];

const isUnknown = ({ state, settled }: RecordedRun): boolean =>
  UNREPORTED.includes(state) || (state === 'succeeded' && !settled);

export function compareRuns(recorded: RecordedRun, { report, served, logDigest }: ReplayedRun): Comparison {
  const compared = [
    pair('outcome', recorded.state, report.outcome),
    pair('exit code', recorded.exitCode, report.exitCode),
    pair('reason', recorded.reason, report.reason),
    // Results are told of the attempt that settled its competition.
    ...(recorded.settled ? results(recorded.value, report.value) : []),
    ...(recorded.settled ? [pair('file', recorded.blobDigest, report.blobDigest)] : []),
  ].filter(({ recorded: there, here }) => there !== undefined || here !== undefined);
  const output =
    served || recorded.logDigest === undefined
      ? {}
      : { output: recorded.logDigest === logDigest ? ('same' as const) : ('differs' as const) };
  if (isUnknown(recorded)) return { verdict: 'nothing-recorded', compared, ...output };
  return { verdict: compared.some(({ differs }) => differs) ? 'differs' : 'same', compared, ...output };
}

/** Whether two runs here came to the same. */
export const sameAgain = (one: ReplayedRun, other: ReplayedRun): boolean =>
  isDeepStrictEqual(essenceOf(one), essenceOf(other));

const essenceOf = ({ report }: ReplayedRun): unknown => {
  const { outcome, exitCode, reason, value, blobDigest } = report;
  return { outcome, exitCode, reason, value, blobDigest };
};

/** Field by field, in the order of the record. */
function results(recorded: Record<string, unknown> = {}, here: Record<string, unknown> = {}): Compared[] {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(here)])];
  return names.map((name) => pair(name, recorded[name], here[name]));
}

const pair = (what: string, recorded: unknown, here: unknown): Compared => ({
  what,
  recorded,
  here,
  differs: !isDeepStrictEqual(recorded, here),
});
