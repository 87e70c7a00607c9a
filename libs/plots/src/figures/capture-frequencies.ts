import type { MarkRecapture, SkeletonizationResult } from '#contracts';
import { count, counted, type Figure, type Layer, noPicture, number, percent, tableOf } from '../figure';
import { COLOUR, HEIGHT, WIDTH } from '../theme';
import { categories, countTicks } from './layers';

/** Bars that can carry their count above them. */
const MAX_LABELLED = 25;

const SEEN = 'retained';
const UNSEEN = 'never retained, estimated';

/** How many sites were retained by exactly j skeletons, and how many are thought to have been missed. */
export function captureFrequencies({ anyEffect }: SkeletonizationResult): Figure {
  if (anyEffect === null || anyEffect.numDistinct === 0)
    return noPicture('No site was retained in a complete skeleton, so nothing can be counted.');
  const { captureFrequencies: frequencies, numDistinct, estimate, interval, order, numSkeletons } = anyEffect;
  const total = `${number(estimate)} sites in all (${percent(interval.level)}: ${number(interval.low)} to ${number(interval.high)})`;
  return {
    kind: 'picture',
    description:
      `Bars of how many sites exactly j of ${counted(numSkeletons, 'skeleton')} retain; ` +
      `${counted(numDistinct, 'site')} seen, ${total}.`,
    table: tableOf(
      ['skeletons', 'sites'],
      frequencies.map((sites, i) => [i + 1, sites]),
    ),
    spec: {
      width: WIDTH,
      height: HEIGHT,
      title: {
        text: 'How many skeletons retain a site',
        subtitle: [`${counted(numDistinct, 'site')} seen; ${total}, by the jackknife of order ${order}`],
      },
      layer: layersOf(anyEffect),
    },
  };
}

function layersOf({
  captureFrequencies: frequencies,
  numDistinct,
  estimate,
  interval,
}: MarkRecapture): Layer[] {
  const unseen = Math.max(0, estimate - numDistinct);
  const bars = [
    { j: 0, sites: unseen, kind: UNSEEN, label: `≈ ${number(unseen, 3)}` },
    ...frequencies.map((sites, i) => ({ j: i + 1, sites, kind: SEEN, label: count(sites) })),
  ];
  const ends = {
    j: 0,
    low: Math.max(0, interval.low - numDistinct),
    high: Math.max(0, interval.high - numDistinct),
  };
  const top = Math.max(1, ends.high, ...bars.map(({ sites }) => sites));
  const labels = bars
    .filter(({ sites, j }) => j === 0 || (sites > 0 && bars.length <= MAX_LABELLED))
    .map((bar) => (bar.j === 0 ? { ...bar, sites: ends.high } : bar));
  return [barLayer(bars, top), endsLayer(ends), labelLayer(labels)];
}

const barLayer = (bars: readonly { j: number; sites: number; kind: string }[], top: number): Layer => ({
  data: { values: bars as object[] },
  mark: { type: 'bar', strokeWidth: 1.2, aria: false },
  encoding: {
    x: {
      field: 'j',
      type: 'ordinal',
      title: 'skeletons that retain the site',
      scale: { paddingInner: 0.15 },
      axis: { labelAngle: 0, labelOverlap: 'greedy', ticks: false },
    },
    y: {
      field: 'sites',
      type: 'quantitative',
      title: 'sites',
      scale: { domain: [0, top * 1.1] },
      axis: countTicks(top),
    },
    color: {
      field: 'kind',
      type: 'nominal',
      scale: categories({ [SEEN]: COLOUR.ours, [UNSEEN]: COLOUR.neutral }),
      legend: { symbolType: 'square' },
    },
  },
});

const endsLayer = (ends: { j: number; low: number; high: number }): Layer => ({
  data: { values: [ends] },
  mark: { type: 'rule', color: COLOUR.ink, strokeWidth: 1.4 },
  encoding: {
    x: { field: 'j', type: 'ordinal' },
    y: { field: 'low', type: 'quantitative' },
    y2: { field: 'high' },
  },
});

const labelLayer = (labels: readonly { j: number; sites: number; label: string }[]): Layer => ({
  data: { values: labels as object[] },
  mark: { type: 'text', baseline: 'bottom', dy: -3, fontSize: 11 },
  encoding: {
    x: { field: 'j', type: 'ordinal' },
    y: { field: 'sites', type: 'quantitative' },
    text: { field: 'label' },
  },
});
