import type { ScoreThresholds } from '#contracts';
import { number, type Layer } from '../figure';
import { COLOUR } from '../theme';

/** Parts that several figures are made of. */

/** Horizontal lines at both decision thresholds, told beside a plot that is `width` wide, where no point can be. */
export function thresholdLayers(thresholds: ScoreThresholds, width: number): Layer[] {
  return [
    ...lineAcross(thresholds.deleterious, `deleterious > ${number(thresholds.deleterious)}`, width, 'above'),
    ...lineAcross(thresholds.beneficial, `beneficial < ${number(thresholds.beneficial)}`, width, 'below'),
  ];
}

/** A dashed horizontal line at `y` with its name at the right of a plot that is `width` wide. */
export function lineAcross(
  y: number,
  text: string,
  width: number,
  side: 'above' | 'below' = 'above',
): Layer[] {
  return [
    {
      data: { values: [{ y }] },
      mark: { type: 'rule', color: COLOUR.ink, strokeDash: [5, 3], strokeWidth: 1 },
      encoding: { y: { field: 'y', type: 'quantitative' } },
    },
    {
      data: { values: [{ y, text }] },
      mark: {
        type: 'text',
        align: 'left',
        baseline: side === 'above' ? 'bottom' : 'top',
        dx: 6,
        dy: side === 'above' ? 1 : 0,
        fontSize: 11,
      },
      encoding: { x: { value: width }, y: { field: 'y', type: 'quantitative' }, text: { field: 'text' } },
    },
  ];
}

/** Crosses at the foot of a plot that is `height` high: what was asked for and not measured. */
export const missingLayer = (xs: readonly number[], height: number, kind: string): Layer => ({
  data: { values: xs.map((x) => ({ x, kind })) },
  mark: { type: 'point', shape: CROSS, size: 36, strokeWidth: 1.4, opacity: 1, aria: false },
  encoding: {
    x: { field: 'x', type: 'quantitative' },
    y: { value: height - 6 },
    color: { field: 'kind', type: 'nominal' },
  },
});

/** An x of two strokes (Vega's own cross is a filled plus). */
const CROSS = 'M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8';

/** Lowest and highest of the values and, around them, a margin; never of zero width. */
export function paddedDomain(values: readonly number[], margin = 0.08): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [-1, 1];
  const width = high - low || Math.abs(high) || 1;
  return [low - margin * width, high + margin * width];
}

/** A scale of categories told in one legend: names and their colours, in order. */
export const categories = (
  named: Readonly<Record<string, string>>,
): { domain: string[]; range: string[] } => ({
  domain: Object.keys(named),
  range: Object.values(named),
});

/** Ticks of an axis that counts: whole numbers, none of them twice. */
export const countTicks = (top: number): { format: string; values?: number[]; tickMinStep?: number } =>
  top < 6
    ? { format: 'd', values: Array.from({ length: Math.floor(top) + 1 }, (_, i) => i) }
    : { format: 'd', tickMinStep: 1 };
