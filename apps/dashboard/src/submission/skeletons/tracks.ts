import type { SkeletonizationResult } from '#contracts';

/** Part of a skeleton's row: sites `from` to before `to` that it retains. */
export interface TrackRun {
  readonly skeleton: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'retained' | 'epistatic';
}

/** Columns of the picture at most: one is at least a pixel wide. */
export const MOST_COLUMNS = 600;

/** Every complete skeleton's retained sites as runs along the whole genome; several sites share a column where they must. */
export function tracksOf(
  result: Pick<SkeletonizationResult, 'numSites' | 'skeletons' | 'epistatic'>,
): readonly TrackRun[] {
  const perColumn = sitesPerColumn(result.numSites);
  const epistatic = new Set(result.epistatic.sites);
  return result.skeletons
    .filter(({ status }) => status === 'complete')
    .flatMap(({ index, retainedSites }) =>
      runsOf(retainedSites, epistatic, perColumn).map((run) => ({
        ...run,
        skeleton: index,
        to: Math.min(run.to, result.numSites),
      })),
    );
}

export const sitesPerColumn = (numSites: number): number => Math.max(1, Math.ceil(numSites / MOST_COLUMNS));

function runsOf(
  sites: readonly number[],
  epistatic: ReadonlySet<number>,
  perColumn: number,
): Omit<TrackRun, 'skeleton'>[] {
  const columns = new Map<number, TrackRun['kind']>();
  for (const site of sites) {
    const column = Math.floor(site / perColumn);
    if (epistatic.has(site)) columns.set(column, 'epistatic');
    else if (!columns.has(column)) columns.set(column, 'retained');
  }
  const runs: { from: number; to: number; kind: TrackRun['kind'] }[] = [];
  for (const [column, kind] of [...columns].sort(([a], [b]) => a - b)) {
    const last = runs.at(-1);
    const [from, to] = [column * perColumn, (column + 1) * perColumn];
    if (last && last.to === from && last.kind === kind) last.to = to;
    else runs.push({ from, to, kind });
  }
  return runs;
}

/** The picture in a sentence. */
export function tracksInWords(
  result: Pick<SkeletonizationResult, 'numSites' | 'skeletons' | 'epistatic'>,
): string {
  const complete = result.skeletons.filter(({ status }) => status === 'complete');
  const sizes = complete.map(({ retainedSites }) => retainedSites.length);
  const range =
    sizes.length === 0
      ? 'none is complete'
      : `they retain ${Math.min(...sizes)} to ${Math.max(...sizes)} sites`;
  return (
    `${complete.length} complete skeletons along a genome of ${result.numSites} sites; ${range}. ` +
    `Epistatic sites: ${result.epistatic.sites.length}.`
  );
}

/** `3, 17, 40 and 5 more`: what fits a table's cell. */
export function sitesInWords(sites: readonly number[], most = 24): string {
  const shown = sites.slice(0, most).join(', ');
  return sites.length <= most ? shown : `${shown} and ${sites.length - most} more`;
}
