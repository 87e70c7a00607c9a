import type { Config } from 'vega-lite';

/**
 * Okabe & Ito's palette (Color Universal Design, 2008): told apart with every common kind of colour blindness, and in
 * grey. One meaning per colour in all figures.
 */
export const COLOUR = {
  ink: '#1f2328',
  quiet: '#6b7280',
  faint: '#d9dce1',
  neutral: '#9aa1ac',
  paper: '#ffffff',
  deleterious: '#d55e00',
  beneficial: '#009e73',
  ours: '#0072b2',
  published: '#cc79a7',
  second: '#e69f00',
  shade: '#56b4e9',
} as const;

/** The same colours on a dark page; a page exchanges them by style sheet (`[fill="…"]`), the picture stays one. */
export const ON_DARK: Readonly<Record<keyof typeof COLOUR, string>> = {
  ink: '#e6e8eb',
  quiet: '#a2a9b4',
  faint: '#3a414b',
  neutral: '#7d8592',
  paper: '#171a1f',
  deleterious: '#f08a3c',
  beneficial: '#2fc79b',
  ours: '#5bb0e8',
  published: '#e3a3c6',
  second: '#f0b73e',
  shade: '#3f8fbf',
};

export const FONT = 'Inter, "Helvetica Neue", Arial, sans-serif';

/** Picture units of the plotting area: at 1 unit = 1/96 inch a figure fills the text width of a paper. */
export const WIDTH = 620;
export const HEIGHT = 300;

/** Looks shared by all figures, so that a specification says only what it shows. */
export const CONFIG: Config = {
  background: COLOUR.paper,
  padding: { left: 12, top: 12, right: 16, bottom: 10 },
  font: FONT,
  view: { stroke: null },
  title: {
    anchor: 'start',
    frame: 'group',
    color: COLOUR.ink,
    fontSize: 16,
    fontWeight: 600,
    subtitleColor: COLOUR.quiet,
    subtitleFontSize: 12,
    subtitleLineHeight: 17,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelColor: COLOUR.quiet,
    titleColor: COLOUR.ink,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 9,
    labelPadding: 5,
    domainColor: COLOUR.neutral,
    tickColor: COLOUR.neutral,
    tickSize: 4,
    gridColor: COLOUR.faint,
    gridOpacity: 0.7,
  },
  axisX: { grid: false },
  axisY: { domain: false, ticks: false, tickCount: 6 },
  legend: {
    orient: 'top',
    direction: 'horizontal',
    title: null,
    labelColor: COLOUR.ink,
    labelFontSize: 12,
    labelLimit: 420,
    symbolStrokeWidth: 2,
    columnPadding: 18,
    offset: 8,
  },
  text: { fontSize: 12, color: COLOUR.ink },
  range: { category: [COLOUR.ours, COLOUR.deleterious, COLOUR.beneficial, COLOUR.published, COLOUR.second] },
};
