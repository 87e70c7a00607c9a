import type { SkeletonizationResult } from '#contracts';
import {
  count,
  counted,
  type Figure,
  type Layer,
  noPicture,
  number,
  percent,
  type Picture,
  tableOf,
} from '../figure';
import { COLOUR, WIDTH } from '../theme';
import { categories, lineAcross, missingLayer, paddedDomain } from './layers';

const PLOT_HEIGHT = 320;
/** Severities closer than this share of the axis are one point: it is less than a point's own width. */
const RESOLUTION = 1 / 250;

const EPISTATIC = 'epistatic';
const OTHER = 'other sites';
const MISSING = 'severity not measured (×)';

interface Point {
  readonly exclusion: number;
  readonly severity: number;
  readonly kind: string;
  readonly sites: number;
}

/** How often each site is left out against how much it matters where it is kept; epistatic: top right. */
export function exclusionSeverity(result: SkeletonizationResult): Figure {
  const { sites, epistatic } = result;
  if (sites.length === 0)
    return noPicture('No site is retained in a complete skeleton, so none can be placed.');
  const missing = sites.filter(({ severity }) => severity === null).map(({ exclusion }) => exclusion);
  const numEpistatic = epistatic.sites.length;
  const rule = ruleOf(result);
  return {
    kind: 'picture',
    description:
      `Severity against exclusion of ${counted(sites.length, 'site')}; ${rule}. Epistatic: ${count(numEpistatic)}` +
      `${missing.length > 0 ? `; ${count(missing.length)} without severity` : ''}.`,
    table: siteTable(result),
    spec: {
      width: WIDTH,
      height: PLOT_HEIGHT,
      title: {
        text: 'Often dispensable, yet severe: epistatic sites',
        subtitle: [
          `${counted(numEpistatic, 'epistatic site')} of ${count(sites.length)}; larger points: several sites at one place`,
          rule,
        ],
      },
      ...plotOf(result, missing),
    },
  };
}

const ruleOf = ({ epistatic: { exclusionAbove, severityFrom } }: SkeletonizationResult): string =>
  severityFrom === null
    ? `no site has x ≤ ${number(exclusionAbove)}, so there is no bound for severity and no decision`
    : `shaded: excluded by more than ${percent(exclusionAbove)} and severity at least ${number(severityFrom)}`;

type LayeredSpec = Extract<Picture['spec'], { layer: unknown }>;

/** `missing`: exclusions of the sites without severity. */
function plotOf(
  result: SkeletonizationResult,
  missing: readonly number[],
): Pick<LayeredSpec, 'layer' | 'encoding'> {
  const { severityFrom } = result.epistatic;
  const severities = [
    ...result.sites.flatMap(({ severity }) => severity ?? []),
    ...(severityFrom === null ? [] : [severityFrom]),
  ];
  const [low, high] = severities.length === 0 ? [0, 2] : paddedDomain([...severities, 1], 0.1);
  return {
    layer: [
      ...decisionLayers(result, high),
      pointLayer(pointsOf(result, (high - low) * RESOLUTION)),
      missingLayer(missing, PLOT_HEIGHT, MISSING),
    ],
    encoding: encodingOf([low, high], missing.length > 0),
  };
}

function encodingOf(domain: [number, number], someMissing: boolean): LayeredSpec['encoding'] {
  const scale = categories({
    [EPISTATIC]: COLOUR.deleterious,
    [OTHER]: COLOUR.ours,
    ...(someMissing ? { [MISSING]: COLOUR.ink } : {}),
  });
  return {
    x: {
      type: 'quantitative',
      title: 'exclusion: share of skeletons without the site',
      scale: { domain: [-0.04, 1.04], nice: false },
      axis: { format: '.0%', values: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    },
    y: {
      type: 'quantitative',
      title: 'severity of its loss from a skeleton (thresholds)',
      scale: { domain, nice: false, zero: false },
      axis: { format: '~g' },
    },
    color: { type: 'nominal', scale, legend: { symbolType: 'circle', symbolOpacity: 1, offset: 24 } },
  };
}

function decisionLayers(
  { epistatic: { exclusionAbove, severityFrom } }: SkeletonizationResult,
  top: number,
): Layer[] {
  const upright: Layer = {
    data: { values: [{ x: exclusionAbove }] },
    mark: { type: 'rule', color: COLOUR.ink, strokeDash: [5, 3], strokeWidth: 1 },
    encoding: { x: { field: 'x', type: 'quantitative' } },
  };
  const name: Layer = {
    data: { values: [{ x: exclusionAbove, text: `excluded by more than ${percent(exclusionAbove)}` }] },
    mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -5, fontSize: 11 },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { value: 0 }, text: { field: 'text' } },
  };
  if (severityFrom === null) return [upright, name];
  const area: Layer = {
    data: { values: [{ x: exclusionAbove, x2: 1.04, y: severityFrom, y2: top }] },
    mark: { type: 'rect', color: COLOUR.second, opacity: 0.15 },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      x2: { field: 'x2' },
      y: { field: 'y', type: 'quantitative' },
      y2: { field: 'y2' },
    },
  };
  return [area, upright, name, ...lineAcross(severityFrom, `severity ≥ ${number(severityFrom)}`, WIDTH)];
}

/** Sites at the same place are one point, as large as they are many. */
function pointsOf({ sites, epistatic }: SkeletonizationResult, step: number): Point[] {
  const found = new Set(epistatic.sites);
  const points = new Map<string, Point>();
  for (const { site, exclusion, severity } of sites) {
    if (severity === null) continue;
    const kind = found.has(site) ? EPISTATIC : OTHER;
    const place = `${kind} ${exclusion} ${Math.round(severity / step)}`;
    const before = points.get(place) ?? { exclusion, severity, kind, sites: 0 };
    points.set(place, { ...before, sites: before.sites + 1 });
  }
  return [...points.values()].sort((a, b) => b.sites - a.sites);
}

const pointLayer = (points: readonly Point[]): Layer => ({
  data: { values: points as Point[] },
  mark: { type: 'circle', opacity: 0.8, stroke: COLOUR.paper, strokeWidth: 0.6, aria: false },
  encoding: {
    x: { field: 'exclusion', type: 'quantitative' },
    y: { field: 'severity', type: 'quantitative' },
    color: { field: 'kind', type: 'nominal' },
    size: {
      field: 'sites',
      type: 'quantitative',
      scale: {
        type: 'sqrt',
        domain: [1, Math.max(10, ...points.map(({ sites }) => sites))],
        range: [36, 700],
      },
      legend: null,
    },
  },
});

const siteTable = ({ sites, epistatic }: SkeletonizationResult): Picture['table'] => {
  const found = new Set(epistatic.sites);
  return tableOf(
    ['site', 'exclusion', 'severity', 'epistatic'],
    sites.map(({ site, exclusion, severity }) => [
      site,
      number(exclusion),
      severity === null ? null : number(severity),
      found.has(site) ? 'yes' : 'no',
    ]),
  );
};
