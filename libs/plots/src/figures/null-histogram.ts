import type { NulldistResult } from '#contracts';
import { counted, type Figure, noPicture, number, percent, tableOf } from '../figure';
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
  const { scores, thresholds, alpha, numFailed, asymmetry } = result;
  if (scores.length === 0)
    return noPicture('No wild-type pair was measured, so there is no null distribution.');
  const { orderStatistic, percentile } = thresholds;
  const decides = `decides: order statistic, ${percent(alpha)} a side`;
  const published = 'published: 99th and 1st percentile';
  const lines = [
    { x: orderStatistic.deleterious, rule: decides },
    { x: orderStatistic.beneficial, rule: decides },
    { x: percentile.deleterious, rule: published },
    { x: percentile.beneficial, rule: published },
  ];
  const bins = binned(scores);
  const domain = paddedDomain([...lines.map(({ x }) => x), bins[0].from, bins[bins.length - 1].to], 0.2);
  const top = Math.max(...bins.map((b) => b.count));
  const sides = [
    { x: orderStatistic.deleterious, text: `deleterious above ${number(orderStatistic.deleterious)}` },
    { x: orderStatistic.beneficial, text: `beneficial below ${number(orderStatistic.beneficial)}` },
  ];
  const lean = asymmetry.favours
    ? `the image favours ${asymmetry.favours}: mean ${number(asymmetry.mean)}, z = ${number(asymmetry.z, 3)}`
    : `mean ${number(asymmetry.mean, 3)}: neither side is favoured`;
  const scale = categories({ [decides]: COLOUR.deleterious, [published]: COLOUR.ours });
  return {
    kind: 'picture',
    description:
      `Histogram of the scores of ${counted(scores.length, 'wild-type pair')}, from ${number(Math.min(...bins.map((b) => b.from)))} to ` +
      `${number(bins[bins.length - 1].to)}. Decision thresholds at ${number(orderStatistic.deleterious)} and ${number(orderStatistic.beneficial)}, ` +
      `the published rule's at ${number(percentile.deleterious)} and ${number(percentile.beneficial)}.`,
    table: tableOf(
      ['score from', 'score to', 'competitions'],
      bins.map((b) => [number(b.from), number(b.to), b.count]),
    ),
    spec: {
      width: WIDTH,
      height: HEIGHT,
      title: {
        text: 'Null distribution: the wild type against itself',
        subtitle: [
          `${counted(scores.length, 'competition')}${numFailed > 0 ? ` (${counted(numFailed, 'more')} failed)` : ''}; ${lean}`,
        ],
      },
      layer: [
        {
          data: { values: bins as unknown as object[] },
          mark: { type: 'bar', color: COLOUR.neutral, stroke: COLOUR.paper, strokeWidth: 0.5 },
          encoding: {
            x: {
              field: 'from',
              type: 'quantitative',
              bin: 'binned',
              title: 'score per update (positive: the second genome is worse)',
              scale: { domain, nice: false },
              axis: { tickCount: 8, format: '~g' },
            },
            x2: { field: 'to' },
            y: {
              field: 'count',
              type: 'quantitative',
              title: 'competitions',
              scale: { domain: [0, top * 1.18] },
              axis: { format: 'd', tickMinStep: 1 },
            },
          },
        },
        {
          data: { values: lines },
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            x: { field: 'x', type: 'quantitative' },
            color: { field: 'rule', type: 'nominal', scale, legend: { symbolType: 'stroke' } },
            strokeDash: {
              field: 'rule',
              type: 'nominal',
              scale: {
                domain: scale.domain,
                range: [
                  [1, 0],
                  [5, 4],
                ],
              },
            },
          },
        },
        ...sides.map(({ x, text }, i) => ({
          data: { values: [{ x, text }] },
          mark: {
            type: 'text' as const,
            align: i === 0 ? ('right' as const) : ('left' as const),
            dx: i === 0 ? -7 : 7,
            y: 7,
            fontSize: 11,
          },
          encoding: {
            x: { field: 'x', type: 'quantitative' as const },
            text: { field: 'text' },
          },
        })),
      ],
    },
  };
}

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
