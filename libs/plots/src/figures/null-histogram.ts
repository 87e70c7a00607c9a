import type { NulldistResult, ScoreThresholds } from '#contracts';
import { count, counted, type Figure, type Layer, noPicture, number, percent, tableOf } from '../figure';
import { COLOUR, HEIGHT, WIDTH } from '../theme';
import { categories, paddedDomain } from './layers';

const MAX_BINS = 40;

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Scores of the wild type against itself, with the thresholds of the deciding and of the published rule. */
export function nullHistogram(result: NulldistResult): Figure {
  const { scores, numFailed } = result;
  if (scores.length === 0)
    return noPicture('No wild-type pair was measured, so there is no null distribution.');
  const bins = binned(scores);
  const failed = numFailed > 0 ? ` (${count(numFailed)} more failed)` : '';
  return {
    kind: 'picture',
    description: describe(result),
    table: tableOf(
      ['score from', 'score to', 'competitions'],
      bins.map((bin) => [number(bin.from), number(bin.to), bin.count]),
    ),
    spec: {
      width: WIDTH,
      height: HEIGHT,
      title: {
        text: 'Null distribution: the wild type against itself',
        subtitle: [`${counted(scores.length, 'competition')}${failed}; ${lean(result)}`],
      },
      layer: [barLayer(bins, result), ...lineLayers(result)],
    },
  };
}

function describe({ scores, thresholds: { orderStatistic, percentile } }: NulldistResult): string {
  const [low, high] = paddedDomain(scores, 0);
  return (
    `Histogram of the scores of ${counted(scores.length, 'wild-type pair')}, from ${number(low)} to ${number(high)}. ` +
    `Decision thresholds at ${number(orderStatistic.deleterious)} and ${number(orderStatistic.beneficial)}, ` +
    `the published rule's at ${number(percentile.deleterious)} and ${number(percentile.beneficial)}.`
  );
}

const lean = ({ asymmetry: { favours, mean, z } }: NulldistResult): string =>
  favours
    ? `the image favours ${favours}: mean ${number(mean)}, z = ${number(z, 3)}`
    : `mean ${number(mean, 3)}: neither side is favoured`;

const barLayer = (
  bins: readonly Bin[],
  { thresholds: { orderStatistic, percentile } }: NulldistResult,
): Layer => ({
  data: { values: bins.filter((bin) => bin.count > 0) },
  mark: { type: 'bar', color: COLOUR.neutral, stroke: COLOUR.paper, strokeWidth: 0.5, aria: false },
  encoding: {
    x: {
      field: 'from',
      type: 'quantitative',
      bin: 'binned',
      title: 'score per update (positive: the second genome is worse)',
      scale: {
        domain: paddedDomain(
          [...sidesOf(orderStatistic), ...sidesOf(percentile), bins[0].from, bins[bins.length - 1].to],
          0.2,
        ),
        nice: false,
      },
      axis: { tickCount: 8, format: '~g' },
    },
    x2: { field: 'to' },
    y: {
      field: 'count',
      type: 'quantitative',
      title: 'competitions',
      scale: { domain: [0, Math.max(...bins.map((bin) => bin.count)) * 1.18] },
      axis: { format: 'd', tickMinStep: 1 },
    },
  },
});

const sidesOf = ({ beneficial, deleterious }: ScoreThresholds): [number, number] => [beneficial, deleterious];

/** Both rules' thresholds, their numbers in the legend, and outside of the lines what lies beyond them. */
function lineLayers({ thresholds: { orderStatistic, percentile }, alpha }: NulldistResult): Layer[] {
  const decides = `decides: order statistic at ${percent(alpha)} a side, ${told(orderStatistic)}`;
  const published = `published: 1st and 99th percentile, ${told(percentile)}`;
  const scale = categories({ [decides]: COLOUR.deleterious, [published]: COLOUR.ours });
  const legend = { symbolType: 'stroke', direction: 'vertical' as const };
  const lines: Layer = {
    data: {
      values: [
        ...sidesOf(percentile).map((x) => ({ x, rule: published })),
        ...sidesOf(orderStatistic).map((x) => ({ x, rule: decides })),
      ],
    },
    mark: { type: 'rule', strokeWidth: 2 },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      color: { field: 'rule', type: 'nominal', scale, legend },
      strokeDash: {
        field: 'rule',
        type: 'nominal',
        scale: {
          domain: scale.domain,
          range: [
            [4, 3],
            [1, 0],
          ],
        },
        legend,
      },
    },
  };
  const beyond = (x: number, text: string, side: 'left' | 'right'): Layer => ({
    data: { values: [{ x, text }] },
    mark: {
      type: 'text',
      align: side === 'left' ? 'right' : 'left',
      dx: side === 'left' ? -7 : 7,
      y: 8,
      fontSize: 11,
    },
    encoding: { x: { field: 'x', type: 'quantitative' }, text: { field: 'text' } },
  });
  return [
    lines,
    beyond(Math.min(orderStatistic.beneficial, percentile.beneficial), '← beneficial', 'left'),
    beyond(Math.max(orderStatistic.deleterious, percentile.deleterious), 'deleterious →', 'right'),
  ];
}

const told = ({ deleterious, beneficial }: ScoreThresholds): string =>
  `below ${number(beneficial)} or above ${number(deleterious)}`;

/** Bins of a round width (1, 2 or 5 times a power of ten), at most about 40; their edges hold all scores. */
function binned(scores: readonly number[]): Bin[] {
  const [low, high] = paddedDomain(scores, 0);
  const step = roundStep((high - low || Math.abs(high) || 1) / MAX_BINS);
  const start = Math.floor(low / step);
  const counts = new Array<number>(Math.floor(high / step + ROUNDING) - start + 1).fill(0);
  for (const score of scores) counts[Math.floor(score / step + ROUNDING) - start]++;
  return counts.map((n, i) => ({ from: (start + i) * step, to: (start + i + 1) * step, count: n }));
}

/** Keeps 3 · 0.1 in the bin that begins at 0.3. */
const ROUNDING = 1e-9;

function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5].find((factor) => factor * power >= atLeast * (1 - ROUNDING)) ?? 10);
}
