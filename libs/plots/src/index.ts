export type { Figure, FigureTable, NoPicture, Picture } from './figure';
export { FIGURES, figureOf, type FigureKind } from './figures';
export { pngOf, specificationOf, svgOf } from './render';
export { COLOUR, ON_DARK } from './theme';
