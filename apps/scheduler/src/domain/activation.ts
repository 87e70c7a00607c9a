import type { AssayState } from '#domain';

/** What an assay becomes by the states of those it depends on. */
export function stateByDependencies(dependencies: readonly AssayState[]): 'active' | 'blocked' | 'failed' {
  if (dependencies.some((state) => state === 'failed' || state === 'cancelled')) return 'failed';
  return dependencies.every((state) => state === 'completed') ? 'active' : 'blocked';
}
