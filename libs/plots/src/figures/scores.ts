import type { ScreenCriticalResult } from '#contracts';
import { count, counted, type Figure, type Layer, noPicture, number, type Picture, tableOf } from '../figure';
import { COLOUR, HEIGHT, WIDTH } from '../theme';
import { categories, missingLayer, paddedDomain, thresholdLayers } from './layers';

/** Sites that are drawn one by one; of longer genomes a picture shows the range within windows of sites. */
const MAX_POINTS = 1500;
/** Windows of a long genome: two picture units each. */
const WINDOWS = WIDTH / 2;

const DELETERIOUS = 'deleterious alone';
const BENEFICIAL = 'beneficial alone';
const MISSING = 'not measured (×)';

interface Point {
  readonly site: number;
  readonly score: number;
  readonly kind: string;
}

/** Score of every site's knockout along the genome, with both thresholds and the critical sites. */
export function siteScores(result: ScreenCriticalResult): Figure {
  const { numSites, counts, thresholds, notMeasuredSites, replicates } = result;
  const window = Math.ceil(numSites / WINDOWS);
  const windowed = numSites > MAX_POINTS;
  const others = windowed ? `the others, range within ${window} sites` : 'not detectable alone';
  const points = pointsOf(result, others);
  if (points.length === 0) return noPicture('No site was measured, so there are no scores to show.');
  const critical = points.filter((p) => p.kind !== others);
  const quiet = points.filter((p) => p.kind === others);
  const found = `${count(counts.deleterious)} deleterious and ${count(counts.beneficial)} beneficial of ${counted(numSites, 'site')}`;
  const missing = counts.notMeasured === 0 ? '' : `; ${count(counts.notMeasured)} not measured`;
  const averaged = replicates > 1 ? `, mean of ${counted(replicates, 'competition')} each` : '';
  return {
    kind: 'picture',
    description:
      `Scores of knockouts of one site along the genome: ${found}${missing}, ` +
      `beyond the thresholds ${number(thresholds.deleterious)} and ${number(thresholds.beneficial)}.`,
    table: scoreTable(critical, notMeasuredSites),
    spec: {
      width: WIDTH,
      height: HEIGHT,
      title: { text: 'Every site knocked out alone', subtitle: [`${found}${averaged}${missing}`] },
      layer: [
        windowed ? rangeLayer(quiet, window) : pointLayer(quiet, 16),
        ...thresholdLayers(thresholds, WIDTH),
        pointLayer(windowed ? outstanding(critical, window) : critical, 38),
        missingLayer(notMeasuredSites, HEIGHT, MISSING),
      ],
      encoding: encodingOf(result, others),
    },
  };
}

function encodingOf(
  { numSites, thresholds, scores, counts }: ScreenCriticalResult,
  others: string,
): Extract<Picture['spec'], { layer: unknown }>['encoding'] {
  const measured = scores.filter((score) => score !== null);
  const domain = paddedDomain([...measured, thresholds.deleterious, thresholds.beneficial], 0.1);
  const scale = categories({
    [DELETERIOUS]: COLOUR.deleterious,
    [BENEFICIAL]: COLOUR.beneficial,
    [others]: COLOUR.neutral,
    ...(counts.notMeasured > 0 ? { [MISSING]: COLOUR.ink } : {}),
  });
  return {
    x: {
      type: 'quantitative',
      title: 'site',
      scale: { domain: [-0.5 - numSites / 100, numSites - 0.5 + numSites / 100], nice: false },
      axis: { format: 'd', tickMinStep: 1, tickCount: 8 },
    },
    y: {
      type: 'quantitative',
      title: 'score per update (positive: worse without it)',
      scale: { domain, nice: false },
      axis: { format: '~g' },
    },
    color: {
      type: 'nominal',
      scale,
      legend: { symbolType: 'circle', symbolFillColor: null, symbolOpacity: 1 },
    },
  };
}

function pointsOf(
  { scores, deleteriousSites, beneficialSites }: ScreenCriticalResult,
  others: string,
): Point[] {
  const kinds = new Map([
    ...deleteriousSites.map((site) => [site, DELETERIOUS] as const),
    ...beneficialSites.map((site) => [site, BENEFICIAL] as const),
  ]);
  return scores.flatMap((score, site) =>
    score === null ? [] : [{ site, score, kind: kinds.get(site) ?? others }],
  );
}

/** Of many critical sites the strongest of each kind in each window; of few, all. */
function outstanding(critical: readonly Point[], window: number): readonly Point[] {
  if (critical.length <= MAX_POINTS) return critical;
  const strongest = new Map<string, Point>();
  for (const point of critical) {
    const place = `${point.kind} ${Math.floor(point.site / window)}`;
    if (Math.abs(point.score) > Math.abs(strongest.get(place)?.score ?? 0)) strongest.set(place, point);
  }
  return [...strongest.values()];
}

const pointLayer = (points: readonly Point[], size: number): Layer => ({
  data: { values: points as Point[] },
  mark: { type: 'circle', size, opacity: 0.9, aria: false },
  encoding: {
    x: { field: 'site', type: 'quantitative' },
    y: { field: 'score', type: 'quantitative' },
    color: { field: 'kind', type: 'nominal' },
  },
});

/** Lowest to highest score in each window of sites. */
function rangeLayer(points: readonly Point[], window: number): Layer {
  const ranges = new Map<number, { site: number; low: number; high: number; kind: string }>();
  for (const { site, score, kind } of points) {
    const place = Math.floor(site / window);
    const range = ranges.get(place) ?? { site: (place + 0.5) * window - 0.5, low: score, high: score, kind };
    ranges.set(place, { ...range, low: Math.min(range.low, score), high: Math.max(range.high, score) });
  }
  return {
    data: { values: [...ranges.values()] },
    mark: { type: 'rule', strokeWidth: 1.6, strokeCap: 'round', aria: false },
    encoding: {
      x: { field: 'site', type: 'quantitative' },
      y: { field: 'low', type: 'quantitative' },
      y2: { field: 'high' },
      color: { field: 'kind', type: 'nominal' },
    },
  };
}

const scoreTable = (critical: readonly Point[], missing: readonly number[]): Picture['table'] =>
  tableOf(
    ['site', 'score', 'found'],
    [
      ...critical.map(({ site, score, kind }) => [site, number(score), kind] as const),
      ...missing.map((site) => [site, null, 'not measured'] as const),
    ],
  );
