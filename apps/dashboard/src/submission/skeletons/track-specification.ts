import type { SkeletonizationResult } from '#contracts';
import { sitesPerColumn, tracksOf } from './tracks';

/** Colours of the figures (libs/plots): one meaning each. */
const COLOUR = { ink: '#1f2328', quiet: '#6b7280', faint: '#d9dce1', ours: '#0072b2', epistatic: '#d55e00' };
const ROW = { least: 5, most: 18, together: 520 };

/** Skeletons as rows along the genome, as a Vega-Lite specification. */
export function trackSpecification(result: SkeletonizationResult): Record<string, unknown> {
  const complete = result.skeletons.filter(({ status }) => status === 'complete');
  const step = Math.max(
    ROW.least,
    Math.min(ROW.most, Math.floor(ROW.together / Math.max(1, complete.length))),
  );
  const perColumn = sitesPerColumn(result.numSites);
  return {
    width: 640,
    height: Math.max(40, step * complete.length),
    data: { values: tracksOf(result) },
    mark: { type: 'rect', aria: false },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        scale: { domain: [0, result.numSites], nice: false },
        title: perColumn > 1 ? `site (${perColumn} to a column)` : 'site',
      },
      x2: { field: 'to' },
      y: {
        field: 'skeleton',
        type: 'ordinal',
        scale: { domain: complete.map(({ index }) => index), paddingInner: 0.2 },
        axis: { labelOverlap: true },
        title: 'skeleton',
      },
      color: {
        field: 'kind',
        type: 'nominal',
        scale: { domain: ['retained', 'epistatic'], range: [COLOUR.ours, COLOUR.epistatic] },
        legend: { orient: 'top', title: null, symbolType: 'square' },
      },
    },
    config: {
      font: 'Inter, system-ui, sans-serif',
      view: { stroke: COLOUR.faint },
      axis: { labelColor: COLOUR.quiet, titleColor: COLOUR.ink, grid: false, domainColor: COLOUR.faint },
      legend: { labelColor: COLOUR.ink },
    },
  };
}
