import type { AssayContext } from '../assay-type';
import { screenOf } from '../dependency-results';

/**
 * Sites that a dose may draw: all but the critical ones, which would be detected whatever else is out. Ascending.
 * A site that the screen could not measure stays eligible: nothing speaks against it.
 */
export function eligibleSites(context: AssayContext): { eligible: number[]; excluded: readonly number[] } {
  const { numSites, criticalSites } = screenOf(context);
  const critical = new Set(criticalSites);
  const eligible = Array.from({ length: numSites }, (_, site) => site).filter((site) => !critical.has(site));
  return { eligible, excluded: criticalSites };
}

/** Eligible sites whose own effect nobody knows, in a warning. */
export function unscreenedWarning(context: AssayContext): string[] {
  const unknown = screenOf(context).notMeasuredSites.length;
  return unknown === 0
    ? []
    : [`${unknown} of the eligible sites could not be measured alone; some of them may be critical`];
}
