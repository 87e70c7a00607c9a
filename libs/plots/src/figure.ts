import type { TopLevelSpec } from 'vega-lite';

/** The numbers of a figure, for those who cannot see it and those who want to redraw it. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** What the table leaves out. */
  readonly note?: string;
}

/** A picture as a Vega-Lite specification that holds all its numbers, and what it says in words. */
export interface Picture {
  readonly kind: 'picture';
  readonly spec: TopLevelSpec;
  /** What is to be seen, in a sentence or two: the text alternative. */
  readonly description: string;
  readonly table: FigureTable;
}

/** Where there is nothing to draw there is no picture, but a sentence. */
export interface NoPicture {
  readonly kind: 'none';
  readonly sentence: string;
}

export type Figure = Picture | NoPicture;

export const noPicture = (sentence: string): NoPicture => ({ kind: 'none', sentence });

/** One layer of a specification. */
export type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];

/** Rows that a table shows at most: it stands beside the figure; the flat table of competitions has everything. */
const TABLE_ROWS = 60;

/** A table of the first rows, saying how many there are where some are left out. */
export function tableOf(columns: readonly string[], rows: FigureTable['rows']): FigureTable {
  if (rows.length <= TABLE_ROWS) return { columns, rows };
  const note = `The first ${TABLE_ROWS} of ${count(rows.length)} rows; the assay's result holds all of them.`;
  return { columns, rows: rows.slice(0, TABLE_ROWS), note };
}

/** Four significant digits with a true minus; the same in text, labels and tables. */
export function number(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return 'no number';
  const magnitude = Math.abs(value);
  const text =
    magnitude !== 0 && (magnitude < 1e-5 || magnitude >= 1e7)
      ? value.toExponential(digits - 1)
      : String(Number(value.toPrecision(digits)));
  return text.replaceAll('-', '−');
}

/** A whole number with thin gaps: 10 000 reads like that in every language. */
export const count = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, value >= 10_000 ? '\u202f' : '');

/** `1 site`, `2 sites`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

export const percent = (share: number): string => `${number(share * 100, 3)} %`;
