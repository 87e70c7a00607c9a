import type { SkeletonizationResult } from '#contracts';
import { count, counted, type Figure, noPicture, type Picture, tableOf } from '../figure';
import { COLOUR, WIDTH } from '../theme';
import { categories } from './layers';

/** Columns of a picture at most, two picture units each; more sites share columns. */
const MAX_COLUMNS = WIDTH / 2;
/** Cells of a picture at most: 120 bytes each, so that an SVG stays below one megabyte. */
const MAX_CELLS = 6500;
/** Labels along the sites that fit without touching. */
const MAX_LABELS = 12;
/** More columns than this are too narrow for gaps between them. */
const GAPS_UP_TO = 150;

const EPISTATIC = 'epistatic';
const SELDOM = 'seldom retained';

interface Cell {
  readonly column: number;
  readonly skeleton: number;
  readonly kind: string;
  /** Share of the column's sites that the skeleton retains. */
  readonly share: number;
}

/** Which sites each complete skeleton retains; sites that none retains are left out. */
export function skeletonMap(result: SkeletonizationResult): Figure {
  const complete = result.skeletons.filter(({ status }) => status === 'complete');
  if (complete.length === 0) return noPicture('No skeleton was completed, so there is nothing to compare.');
  if (result.sites.length === 0)
    return noPicture('No skeleton retains a site: the genome works without any of them.');
  const { sites, numSites } = result;
  const columns = Math.max(1, Math.min(sites.length, MAX_COLUMNS, Math.floor(MAX_CELLS / complete.length)));
  const perColumn = Math.ceil(sites.length / columns);
  const incomplete = result.skeletons.length - complete.length;
  const said = `${counted(sites.length, 'site')} of ${count(numSites)} retained in at least one of ${counted(complete.length, 'complete skeleton')}`;
  const left = incomplete > 0 ? `; ${counted(incomplete, 'incomplete skeleton')} left out` : '';
  return {
    kind: 'picture',
    description: `Map of sites against skeletons: ${said}${left}. Epistatic: ${count(result.epistatic.sites.length)}.`,
    table: tableOf(
      ['site', 'skeletons that retain it', 'of', 'epistatic'],
      sites.map(({ site, numRetained }) => [
        site,
        numRetained,
        complete.length,
        result.epistatic.sites.includes(site) ? 'yes' : 'no',
      ]),
    ),
    spec: mapSpec(result, complete, perColumn, `${said}${left}`),
  };
}

function mapSpec(
  result: SkeletonizationResult,
  complete: SkeletonizationResult['skeletons'],
  perColumn: number,
  said: string,
): Picture['spec'] {
  const starts = result.sites.flatMap(({ site }, i) => (i % perColumn === 0 ? [site] : []));
  const often = `retained by at least ${Math.round((1 - result.epistatic.exclusionAbove) * 100)} %`;
  const shared = `each column holds ${perColumn} of these sites in the colour of most of them, paler where fewer are retained`;
  return {
    width: WIDTH,
    height: Math.min(480, Math.max(60, complete.length * 18)),
    title: { text: 'What each skeleton retains', subtitle: perColumn > 1 ? [said, shared] : [said] },
    data: { values: cellsOf(result, complete, perColumn, often, starts) },
    mark: { type: 'rect', aria: false },
    encoding: {
      x: columnAxis(starts, perColumn),
      y: skeletonAxis(complete),
      color: {
        field: 'kind',
        type: 'nominal',
        scale: categories({
          [often]: COLOUR.ours,
          [EPISTATIC]: COLOUR.deleterious,
          [SELDOM]: COLOUR.neutral,
        }),
        legend: { symbolType: 'square', symbolOpacity: 1 },
      },
      opacity:
        perColumn > 1
          ? { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: [0.1, 1] }, legend: null }
          : { value: 1 },
    },
  };
}

const skeletonAxis = (complete: SkeletonizationResult['skeletons']) => ({
  field: 'skeleton',
  type: 'ordinal' as const,
  title: 'skeleton',
  scale: { domain: complete.map(({ index }) => index), paddingInner: 0.12 },
  axis: { labelOverlap: 'greedy' as const, grid: false },
});

function columnAxis(starts: number[], perColumn: number) {
  const step = Math.ceil(starts.length / MAX_LABELS);
  const order = 'retained sites in order of the genome';
  return {
    field: 'column',
    type: 'ordinal' as const,
    title: perColumn > 1 ? `${order} (first site of a column)` : order,
    scale: { domain: starts, paddingInner: starts.length > GAPS_UP_TO ? 0 : 0.08 },
    axis: { values: starts.filter((_, i) => i % step === 0), labelAngle: 0, ticks: true },
  };
}

function cellsOf(
  { sites, epistatic }: SkeletonizationResult,
  complete: SkeletonizationResult['skeletons'],
  perColumn: number,
  often: string,
  starts: readonly number[],
): Cell[] {
  const found = new Set(epistatic.sites);
  const kinds = sites.map(({ site, exclusion }) => {
    if (found.has(site)) return EPISTATIC;
    return exclusion <= epistatic.exclusionAbove ? often : SELDOM;
  });
  return complete.flatMap(({ index, retainedSites }) => {
    const retained = new Set(retainedSites);
    return starts.flatMap((column, i) => {
      const here = sites.slice(i * perColumn, (i + 1) * perColumn);
      const kept = here.flatMap(({ site }, j) => (retained.has(site) ? [kinds[i * perColumn + j]] : []));
      if (kept.length === 0) return [];
      return [{ column, skeleton: index, kind: commonest(kept), share: kept.length / here.length }];
    });
  });
}

/** An epistatic site colours its column: it is what the picture is looked at for, and rare. Else most sites decide. */
function commonest(kinds: readonly string[]): string {
  if (kinds.includes(EPISTATIC)) return EPISTATIC;
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
