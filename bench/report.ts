import { cpus, totalmem } from 'node:os';

/** One claim: our figure beside its baseline of the same run. `met` is the judgement on `target`, in words. */
export interface Row {
  readonly what: string;
  /** Null where it could not be measured: `what` says why, and the row is not met. */
  readonly ours: number | null;
  /** Null where the target stands alone. */
  readonly baseline: number | null;
  /** ours / baseline; null without one. */
  readonly ratio: number | null;
  readonly target: string;
  readonly met: boolean;
}

export interface Report {
  readonly bench: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}

/**
 * A bench measures and judges; `quick` stays under a minute, with wider error. One that takes long tells its rows as it
 * goes. `profileTo`: where the processes under measurement leave their CPU profiles, for benches that can.
 */
export type Bench = (options: {
  readonly quick: boolean;
  readonly tell: (rows: readonly Row[]) => void;
  readonly profileTo?: string;
}) => Promise<readonly Row[]> | readonly Row[];

export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? 'unknown CPU'}, ${memory} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
}

interface Claim {
  readonly what: string;
  readonly ours: number;
  readonly baseline?: number;
  readonly unit: string;
}

/** Smaller is better; `ours` is judged. */
export const atMost = (bound: number, { what, ours, baseline, unit }: Claim): Row => ({
  what: `${what} (${unit})`,
  ours,
  ...besides(ours, baseline),
  target: `≤ ${bound} ${unit}`,
  met: ours <= bound,
});

/** Larger is better; `ours` is judged. */
export const atLeast = (bound: number, { what, ours, baseline, unit }: Claim): Row => ({
  what: `${what} (${unit})`,
  ours,
  ...besides(ours, baseline),
  target: `≥ ${bound} ${unit}`,
  met: ours >= bound,
});

/** What is judged is the ratio to the baseline. */
export const ratioAtMost = (bound: number, claim: Claim & { readonly baseline: number }): Row => ({
  ...atMost(Infinity, claim),
  target: `≤ ${bound} × the baseline`,
  met: claim.ours / claim.baseline <= bound,
});

export const ratioAtLeast = (bound: number, claim: Claim & { readonly baseline: number }): Row => ({
  ...atLeast(0, claim),
  target: `≥ ${bound} × the baseline`,
  met: claim.ours / claim.baseline >= bound,
});

/** `why`: what is missing here, and how to get it. */
export const notMeasured = (what: string, target: string, why: string): Row => ({
  what: `${what}: not measured, ${why}`,
  ours: null,
  baseline: null,
  ratio: null,
  target,
  met: false,
});

const besides = (ours: number, baseline: number | undefined): Pick<Row, 'baseline' | 'ratio'> =>
  baseline === undefined ? { baseline: null, ratio: null } : { baseline, ratio: ours / baseline };

const number = (value: number | null): string =>
  value === null ? '-' : Number(value.toPrecision(4)).toString();

/** A row in one line, for those who wait. */
export const inOneLine = ({ met, what, ours }: Row): string =>
  `${met ? 'met   ' : 'MISSED'} ${what}: ${number(ours)}`;

/** As a table for people. */
export function asText({ bench, machine: where, rows }: Report): string {
  const cells = rows.map((row) => [
    row.met ? 'met' : 'MISSED',
    row.what,
    number(row.ours),
    number(row.baseline),
    number(row.ratio),
    row.target,
  ]);
  const table = [['', 'what', 'ours', 'baseline', 'ratio', 'target'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  const lines = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [`${bench} on ${where}`, ...lines].join('\n');
}
