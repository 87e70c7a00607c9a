import { join, dirname } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

/** Fonts come with us (Inter, SIL Open Font License): a server has none, and a picture must not depend on its own. */
const FONTS = dirname(require.resolve('@expo-google-fonts/inter/package.json'));
const FONT_FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];

/** Pixels of a picture unit: sharp on a dense screen and at the text width of a paper. */
const SCALE = 2;

/** An SVG as a PNG, on white. */
export function pngOf(svg: string): Buffer {
  const drawing = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      fontFiles: FONT_FILES.map((file) => join(FONTS, file)),
      loadSystemFonts: false,
      defaultFontFamily: 'Inter',
    },
  });
  return Buffer.from(drawing.render().asPng());
}
