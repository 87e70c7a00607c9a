import type { Application } from 'express';

interface RouteLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** A path that no route means; a layer that matches it matches everything and is no address of its own. */
const NOWHERE = '/-/-/-/-/-/-/-/-/-';

/** Methods that some route takes at this path, read from the router itself. */
export function allowedMethods(app: Application, path: string): string[] {
  const { stack } = (app as unknown as { router: { stack: readonly RouteLayer[] } }).router;
  const methods = stack
    .filter((layer) => layer.route !== undefined && matches(layer, path) && !matches(layer, NOWHERE))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}).filter((m) => m !== '_all'));
  return [...new Set(methods.map((m) => m.toUpperCase()))].sort();
}

/** A path whose escapes cannot be decoded matches nothing. */
function matches(layer: RouteLayer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
