import { cpus, totalmem } from 'node:os';

/** One claim: our figure beside its baseline of the same run. `met` is the judgement on `target`, in words. */
export interface Row {
  readonly what: string;
  readonly ours: number;
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
 * goes.
 */
export type Bench = (options: {
  readonly quick: boolean;
  readonly tell: (rows: readonly Row[]) => void;
}) => Promise<readonly Row[]> | readonly Row[];

export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? 'unknown CPU'}, ${memory} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** A row in one line, for those who wait. */
export const inOneLine = ({ met, what, ours }: Row): string =>
  `${met ? 'met   ' : 'MISSED'} ${what}: ${Number(ours.toPrecision(4))}`;

/** As a table for people. */
export function asText({ bench, machine: where, rows }: Report): string {
  const number = (value: number | null): string =>
    value === null ? '-' : Number(value.toPrecision(4)).toString();
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
