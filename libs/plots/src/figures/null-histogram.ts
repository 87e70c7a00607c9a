import type { NulldistResult, ScoreThresholds } from '#contracts';
import { count, counted, type Figure, type Layer, noPicture, number, percent, tableOf } from '../figure';
import { COLOUR, HEIGHT, WIDTH } from '../theme';
import { type Bin, type Histogram, histogramOf } from './bins';
import { categories, countTicks, paddedDomain } from './layers';

/** Scores of the wild type against itself, with the thresholds of the deciding and of the published rule. */
export function nullHistogram(result: NulldistResult): Figure {
  const { scores, numFailed, thresholds } = result;
  if (scores.length === 0)
    return noPicture('No wild-type pair was measured, so there is no null distribution.');
  const histogram = histogramOf(scores, [
    ...sidesOf(thresholds.orderStatistic),
    ...sidesOf(thresholds.percentile),
  ]);
  const outside = outsideOf(histogram);
  const failed = numFailed > 0 ? ` (${count(numFailed)} more failed)` : '';
  return {
    kind: 'picture',
    description: [describe(result), ...outside.map((line) => `Not drawn: ${line}.`)].join(' '),
    table: tableOf(['score from', 'score to', 'competitions'], rowsOf(histogram)),
    spec: {
      width: WIDTH,
      height: HEIGHT,
      title: {
        text: 'Null distribution: the wild type against itself',
        subtitle: [
          `${counted(scores.length, 'competition')}${failed}; ${lean(result)}`,
          ...(outside.length === 0 ? [] : [`outside of the picture: ${outside.join('; ')}`]),
        ],
      },
      layer: [barLayer(histogram.bins, result), lineLayer(result), ...beyondLayers(result)],
    },
  };
}

/** What is too far off to be drawn, in words: "1 score of 0.9", "3 scores from −4 to −2". */
const outsideOf = ({ below, above }: Histogram): string[] =>
  [below, above].filter((scores) => scores.length > 0).map(told);

function told(scores: readonly number[]): string {
  const [low, high] = paddedDomain(scores, 0);
  const where = low === high ? `of ${number(low)}` : `from ${number(low)} to ${number(high)}`;
  return `${counted(scores.length, 'score')} ${where}`;
}

function rowsOf({ bins, below, above }: Histogram): [string, string, number][] {
  const beyond = (scores: readonly number[]): [string, string, number][] => {
    const [low, high] = paddedDomain(scores, 0);
    return scores.length === 0 ? [] : [[number(low), number(high), scores.length]];
  };
  return [
    ...beyond(below),
    ...bins.map((bin): [string, string, number] => [number(bin.from), number(bin.to), bin.count]),
    ...beyond(above),
  ];
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
      axis: countTicks(Math.max(...bins.map((bin) => bin.count))),
    },
  },
});

const sidesOf = ({ beneficial, deleterious }: ScoreThresholds): [number, number] => [beneficial, deleterious];

/** Both rules' thresholds, their numbers in the legend. */
function lineLayer({ thresholds: { orderStatistic, percentile }, alpha }: NulldistResult): Layer {
  const decides = `decides: order statistic at ${percent(alpha)} a side, ${ruleOf(orderStatistic)}`;
  const published = `published: 1st and 99th percentile, ${ruleOf(percentile)}`;
  const scale = categories({ [decides]: COLOUR.deleterious, [published]: COLOUR.ours });
  const dashes = { domain: scale.domain, range: [DASHED, SOLID] };
  const legend = { symbolType: 'stroke', direction: 'vertical' as const };
  const values = [
    ...sidesOf(percentile).map((x) => ({ x, rule: published })),
    ...sidesOf(orderStatistic).map((x) => ({ x, rule: decides })),
  ];
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 2 },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      color: { field: 'rule', type: 'nominal', scale, legend },
      strokeDash: { field: 'rule', type: 'nominal', scale: dashes, legend },
    },
  };
}

const DASHED = [4, 3];
const SOLID = [1, 0];

const ruleOf = ({ deleterious, beneficial }: ScoreThresholds): string =>
  `below ${number(beneficial)} or above ${number(deleterious)}`;

/** Outside of the lines what lies beyond them. */
const beyondLayers = ({ thresholds: { orderStatistic, percentile } }: NulldistResult): Layer[] => [
  beyondLayer(Math.min(orderStatistic.beneficial, percentile.beneficial), '← beneficial', 'left'),
  beyondLayer(Math.max(orderStatistic.deleterious, percentile.deleterious), 'deleterious →', 'right'),
];

const beyondLayer = (x: number, text: string, side: 'left' | 'right'): Layer => ({
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
