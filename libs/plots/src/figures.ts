import type { NulldistResult } from '#contracts';
import type { AssayType } from '#domain';
import type { Figure } from './figure';
import { nullHistogram } from './figures/null-histogram';

/** One kind of figure: the name in its address, and the assay whose result it shows. */
export interface FigureKind {
  readonly name: string;
  readonly title: string;
  readonly assayType: AssayType;
  /** Draws the assay's result. */
  readonly draw: (result: never) => Figure;
}

const kind = <Result>(
  name: string,
  title: string,
  assayType: AssayType,
  draw: (result: Result) => Figure,
): FigureKind => ({ name, title, assayType, draw });

/** Every figure, in the order of a report. */
export const FIGURES: readonly FigureKind[] = [
  kind<NulldistResult>('null-histogram', 'Null distribution', 'nulldist', nullHistogram),
];

/** The figure of a result as it stands in a record. */
export const figureOf = ({ draw }: FigureKind, result: Readonly<Record<string, unknown>>): Figure =>
  draw(result as never);
