export type { Figure, FigureTable, NoPicture, Picture } from './figure';
export { FIGURES, figureOf, type FigureKind } from './figures';
export { pngOf } from './render/png';
export { specificationOf, svgOf } from './render/svg';
export { COLOUR, ON_DARK } from './theme';
