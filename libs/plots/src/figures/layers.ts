import type { ScoreThresholds } from '#contracts';
import { number, type Layer } from '../figure';
import { COLOUR } from '../theme';

/** Parts that several figures are made of. */

/** Horizontal lines at both decision thresholds, each told at the right edge of a plot that is `width` wide. */
export function thresholdLayers(thresholds: ScoreThresholds, width: number): Layer[] {
  const lines = [
    { y: thresholds.deleterious, text: `deleterious above ${number(thresholds.deleterious)}`, up: true },
    { y: thresholds.beneficial, text: `beneficial below ${number(thresholds.beneficial)}`, up: false },
  ];
  return lines.flatMap(({ y, text, up }) => [
    {
      data: { values: [{ y }] },
      mark: { type: 'rule', color: COLOUR.ink, strokeDash: [5, 3], strokeWidth: 1 },
      encoding: { y: { field: 'y', type: 'quantitative' } },
    },
    {
      data: { values: [{ y, text }] },
      mark: { type: 'text', align: 'right', baseline: up ? 'bottom' : 'top', dy: up ? -4 : 5, fontSize: 11 },
      encoding: {
        x: { value: width },
        y: { field: 'y', type: 'quantitative' },
        text: { field: 'text' },
      },
    },
  ]);
}

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
