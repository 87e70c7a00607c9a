import type * as Png from './png';
import type * as Svg from './svg';

/*
 * The drawing engines (Vega, resvg) are loaded with the first picture: they would be a third of what the gateway does to
 * start. A dynamic import would not run from the sources.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const svg = () => require('./svg') as typeof Svg;
// eslint-disable-next-line @typescript-eslint/no-require-imports
const png = () => require('./png') as typeof Png;

export const specificationOf: typeof Svg.specificationOf = (picture) => svg().specificationOf(picture);
export const svgOf: typeof Svg.svgOf = (picture) => svg().svgOf(picture);
export const pngOf: typeof Png.pngOf = (drawing) => png().pngOf(drawing);
