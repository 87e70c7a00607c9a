// The engine of the report's figures; its interpreter evaluates expressions without eval, which the page's policy forbids.
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { darkened } from './darkened';

export interface Drawing {
  /** Resolves when the picture is there. */
  readonly done: Promise<unknown>;
  readonly remove: () => void;
}

/** Draws into `place`; whoever draws again removes first. */
export function draw(specification: Record<string, unknown>, place: HTMLElement, isDark: boolean): Drawing {
  const coloured = isDark ? darkened(specification) : specification;
  const { spec } = compile({ ...coloured, background: 'transparent' } as unknown as TopLevelSpec, {
    config: { background: 'transparent' },
  });
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: 'svg',
    container: place,
    hover: false,
    // Written for one figure's life; the package's types leave it out.
    expr: expressionInterpreter,
  });
  return {
    done: view.runAsync(),
    remove: () => {
      view.finalize();
      place.replaceChildren();
    },
  };
}
