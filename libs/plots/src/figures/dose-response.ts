import type { DoseTitrationResult } from '#contracts';
import {
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
import { categories, paddedDomain } from './layers';

const SHARES_HEIGHT = 260;
const DISTANCE_HEIGHT = 100;

type Panel = Extract<Picture['spec'], { vconcat: unknown }>['vconcat'][number];

interface Fit {
  readonly name: string;
  readonly colour: string;
  readonly dash: number[];
  readonly values: readonly { dose: number; fitted: number; distance: number | null; fit: string }[];
}

interface Measured {
  readonly dose: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Share of detected competitions at each dose with its interval, and what each model makes of them. */
export function doseResponse(result: DoseTitrationResult): Figure {
  const measured = measuredOf(result);
  if (measured.length === 0) return noPicture('No dose was measured, so there is no dose–response to show.');
  const fits = fitsOf(result);
  const colour = categories(Object.fromEntries(fits.map(({ name, colour: shade }) => [name, shade])));
  const missing = result.doses.reduce((sum, { notMeasured }) => sum + notMeasured, 0);
  return {
    kind: 'picture',
    description: describe(result, measured),
    table: tableOf(
      ['dose', 'measured', 'detected', 'share', ...fits.map(({ name }) => name)],
      result.doses.map(({ dose, measured: of, detected, share }, i) => [
        dose,
        of,
        detected,
        share === null ? null : number(share),
        ...fits.map(({ values }) => number(values[i].fitted)),
      ]),
    ),
    spec: {
      title: {
        text: 'Titration: how often is the loss of d random sites detected?',
        subtitle: [
          `${counted(result.replicates, 'competition')} per dose, points with ${percent(measured[0].level)} Wilson intervals` +
            (missing > 0 ? `; ${counted(missing, 'competition')} not measured` : ''),
          ...(fits.length === 0 ? ['no model could be fitted'] : []),
        ],
      },
      vconcat: [
        sharePanel(measured, fits, colour),
        ...(fits.length === 0 ? [] : [distancePanel(measured, fits, colour)]),
      ],
      spacing: 14,
    },
  };
}

function describe(result: DoseTitrationResult, measured: readonly Measured[]): string {
  const [first, last] = [measured[0], measured[measured.length - 1]];
  const { value, interval } = result.summary.additive;
  const answer =
    value === null
      ? 'No number of additive sites could be given.'
      : `Additive sites: ${number(value)}${interval ? ` (${number(interval.low)} to ${number(interval.high)})` : ''}.`;
  return (
    `Share of detected competitions against the number of sites knocked out together: ${percent(first.share)} at ` +
    `dose ${first.dose}, ${percent(last.share)} at dose ${last.dose}. ${answer}`
  );
}

const measuredOf = ({ doses }: DoseTitrationResult): (Measured & { level: number })[] =>
  doses.flatMap(({ dose, share, wilson }) =>
    share === null || wilson === null
      ? []
      : [{ dose, share, low: wilson.low, high: wilson.high, level: wilson.level }],
  );

function fitsOf({ doses, paper, likelihood }: DoseTitrationResult): Fit[] {
  const fit = (name: string, colour: string, dash: number[], fitted: readonly number[]): Fit => ({
    name,
    colour,
    dash,
    values: fitted.map((value, i) => {
      const { dose, share } = doses[i];
      return { dose, fitted: value, distance: share === null ? null : value - share, fit: name };
    }),
  });
  const published =
    paper && fit(`published: ${sites(paper.sites, paper.effect)}`, COLOUR.published, [6, 3], paper.fitted);
  const ours = (likelihood?.fits ?? []).map((one) =>
    fit(
      `${one.effects} effects: ${sites(one.sites, one.meanEffect)}`,
      one.effects === 'uniform' ? COLOUR.ours : COLOUR.second,
      one.effects === 'uniform' ? [1, 0] : [2, 2],
      one.fitted,
    ),
  );
  return [...(published ? [published] : []), ...ours];
}

/** Effects are told in detection thresholds. */
const sites = (numSites: number, effect: number): string =>
  `${counted(numSites, 'site')} × ${number(effect, 2)} threshold`;

type Colours = { domain: string[]; range: string[] };

function sharePanel(measured: readonly Measured[], fits: readonly Fit[], colour: Colours): Panel {
  const values = measured as Measured[];
  const x = { field: 'dose', type: 'quantitative' as const };
  const bars: Layer[] = [
    {
      data: { values },
      mark: { type: 'rule', color: COLOUR.ink, strokeWidth: 1.4, aria: false },
      encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
    },
    {
      data: { values },
      mark: { type: 'circle', color: COLOUR.ink, size: 42, opacity: 1, aria: false },
      encoding: { x, y: { field: 'share', type: 'quantitative' } },
    },
  ];
  const lines = fits.map(({ values: points, dash }): Layer => ({
    data: { values: points as object[] },
    mark: { type: 'line', interpolate: 'monotone', strokeWidth: 2, strokeDash: dash, aria: false },
    encoding: {
      x,
      y: { field: 'fitted', type: 'quantitative' },
      color: { field: 'fit', type: 'nominal' },
    },
  }));
  return {
    width: WIDTH,
    height: SHARES_HEIGHT,
    layer: [...lines, ...bars],
    encoding: {
      x: {
        type: 'quantitative',
        title: null,
        scale: doseScale(measured),
        axis: { labels: fits.length === 0 },
      },
      y: {
        type: 'quantitative',
        title: 'share detected',
        scale: { domain: [0, 1] },
        axis: { format: '.0%', tickCount: 5 },
      },
      ...(fits.length === 0
        ? {}
        : { color: { type: 'nominal', scale: colour, legend: { symbolType: 'stroke', columns: 2 } } }),
    },
  };
}

function distancePanel(measured: readonly Measured[], fits: readonly Fit[], colour: Colours): Panel {
  const around = measured.map(({ dose, share, low, high }) => ({
    dose,
    low: low - share,
    high: high - share,
  }));
  const distances = fits.flatMap(({ values }) => values.flatMap(({ distance }) => distance ?? []));
  const domain = paddedDomain([...distances, ...around.flatMap(({ low, high }) => [low, high]), 0], 0.12);
  const x = { field: 'dose', type: 'quantitative' as const };
  const points = fits.map(({ values }, i): Layer => ({
    data: { values: values.filter(({ distance }) => distance !== null) },
    mark: { type: 'circle', size: 46, opacity: 1, xOffset: (i - (fits.length - 1) / 2) * 8, aria: false },
    encoding: {
      x,
      y: { field: 'distance', type: 'quantitative' },
      color: { field: 'fit', type: 'nominal' },
    },
  }));
  return {
    width: WIDTH,
    height: DISTANCE_HEIGHT,
    layer: [
      {
        data: { values: around },
        mark: { type: 'rule', color: COLOUR.faint, strokeWidth: 26, aria: false },
        encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      {
        data: { values: [{ y: 0 }] },
        mark: { type: 'rule', color: COLOUR.ink, strokeWidth: 1 },
        encoding: { y: { field: 'y', type: 'quantitative' } },
      },
      ...points,
    ],
    encoding: {
      x: {
        type: 'quantitative',
        title: 'dose: sites knocked out together',
        scale: doseScale(measured),
        axis: { tickMinStep: 1 },
      },
      y: {
        type: 'quantitative',
        title: ['fit less', 'measured'],
        scale: { domain, nice: false },
        axis: { format: '+.0%', tickCount: 4 },
      },
      color: { type: 'nominal', scale: colour },
    },
  };
}

const doseScale = (measured: readonly Measured[]): { domain: number[]; nice: false } => ({
  domain: paddedDomain(
    measured.map(({ dose }) => dose),
    0.06,
  ),
  nice: false,
});
