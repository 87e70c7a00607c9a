import { View, parse, Error as ERROR_LEVEL } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Picture } from '../figure';
import { CONFIG } from '../theme';
import { measureInInter } from './text-width';

measureInInter();

/** The specification as it is published: with its schema, the house's looks and the text alternative. */
export const specificationOf = ({ spec, description }: Picture): TopLevelSpec => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
  description,
  config: CONFIG,
  ...spec,
});

/** Draws a picture: the same specification always gives the same bytes. Rejects where Vega cannot draw it. */
export async function svgOf(picture: Picture): Promise<string> {
  const { spec } = compile(specificationOf(picture));
  const view = new View(parse(spec), { renderer: 'none', logLevel: ERROR_LEVEL });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
