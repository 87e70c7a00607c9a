import type { DoseTitrationResult } from '#contracts';
import {
  count,
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
const DOSE_TITLE = 'dose: sites knocked out together';

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
  return {
    kind: 'picture',
    description: describe(result, measured),
    table: doseTable(result, fits),
    spec: {
      title: {
        text: 'Titration: how often is the loss of d random sites detected?',
        subtitle: subtitle(result, measured[0].level, fits.length),
      },
      vconcat: [sharePanel(measured, fits), ...(fits.length === 0 ? [] : [distancePanel(measured, fits)])],
      spacing: 14,
    },
  };
}

function subtitle({ doses, replicates }: DoseTitrationResult, level: number, numFits: number): string[] {
  const missing = doses.reduce((sum, { notMeasured }) => sum + notMeasured, 0);
  return [
    `${counted(replicates, 'competition')} per dose; points: measured, with ${percent(level)} Wilson intervals` +
      (missing > 0 ? `; ${count(missing)} not measured` : ''),
    numFits === 0
      ? 'no model could be fitted'
      : 'below: distance of each fit from the measured share, its interval in grey',
  ];
}

const doseTable = ({ doses }: DoseTitrationResult, fits: readonly Fit[]): Picture['table'] =>
  tableOf(
    ['dose', 'measured', 'detected', 'share', ...fits.map(({ name }) => name)],
    doses.map(({ dose, measured, detected, share }, i) => [
      dose,
      measured,
      detected,
      share === null ? null : number(share),
      ...fits.map(({ values }) => number(values[i].fitted)),
    ]),
  );

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
  `${counted(numSites, 'site')} of ${number(effect, 2)} thresholds`;

/** Colours and dashes told in one legend. */
function legendOf(fits: readonly Fit[]) {
  const colours = categories(Object.fromEntries(fits.map(({ name, colour }) => [name, colour])));
  const dashes = { domain: colours.domain, range: fits.map(({ dash }) => dash) };
  const legend = { symbolType: 'stroke', symbolSize: 400, columns: 2 };
  return {
    color: { field: 'fit', type: 'nominal' as const, scale: colours, legend },
    strokeDash: { field: 'fit', type: 'nominal' as const, scale: dashes, legend },
  };
}

const DOSE = { field: 'dose', type: 'quantitative' as const };

function sharePanel(measured: readonly Measured[], fits: readonly Fit[]): Panel {
  return {
    width: WIDTH,
    height: SHARES_HEIGHT,
    layer: [...(fits.length === 0 ? [] : [fitLayer(fits)]), ...shareLayers(measured)],
    encoding: {
      x: {
        type: 'quantitative',
        title: fits.length === 0 ? DOSE_TITLE : null,
        scale: doseScale(measured),
        axis: { labels: fits.length === 0, ticks: fits.length === 0, tickMinStep: 1 },
      },
      y: {
        type: 'quantitative',
        title: 'share detected',
        scale: { domain: [0, 1] },
        axis: { format: '.0%', tickCount: 5 },
      },
    },
  };
}

const fitLayer = (fits: readonly Fit[]): Layer => ({
  data: { values: fits.flatMap(({ values }) => values) as object[] },
  mark: { type: 'line', interpolate: 'monotone', strokeWidth: 2, aria: false },
  encoding: { x: DOSE, y: { field: 'fitted', type: 'quantitative' }, ...legendOf(fits) },
});

function shareLayers(measured: readonly Measured[]): Layer[] {
  const data = { values: measured as Measured[] };
  return [
    {
      data,
      mark: { type: 'rule', color: COLOUR.ink, strokeWidth: 1.4, aria: false },
      encoding: { x: DOSE, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
    },
    {
      data,
      mark: { type: 'circle', color: COLOUR.ink, size: 42, opacity: 1, aria: false },
      encoding: { x: DOSE, y: { field: 'share', type: 'quantitative' } },
    },
  ];
}

/** Where curves lie on top of each other: how far each is from the measured share, and how far it may be. */
function distancePanel(measured: readonly Measured[], fits: readonly Fit[]): Panel {
  const around = measured.map(({ dose, share, low, high }) => ({
    dose,
    low: low - share,
    high: high - share,
  }));
  const distances = fits.flatMap(({ values }) => values.flatMap(({ distance }) => distance ?? []));
  const domain = paddedDomain([...distances, ...around.flatMap(({ low, high }) => [low, high])], 0.12);
  return {
    width: WIDTH,
    height: DISTANCE_HEIGHT,
    layer: [
      intervalLayer(around),
      zeroLayer,
      ...fits.map((fit, i) => distanceLayer(fit, i - (fits.length - 1) / 2)),
    ],
    encoding: {
      x: { type: 'quantitative', title: DOSE_TITLE, scale: doseScale(measured), axis: { tickMinStep: 1 } },
      y: {
        type: 'quantitative',
        title: ['fit less', 'measured'],
        scale: { domain, nice: false },
        axis: { format: '+~%', tickCount: 4 },
      },
    },
  };
}

const intervalLayer = (around: readonly { dose: number; low: number; high: number }[]): Layer => ({
  data: { values: around as object[] },
  mark: { type: 'rule', color: COLOUR.faint, strokeWidth: 26, aria: false },
  encoding: { x: DOSE, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
});

const zeroLayer: Layer = {
  data: { values: [{ y: 0 }] },
  mark: { type: 'rule', color: COLOUR.ink, strokeWidth: 1 },
  encoding: { y: { field: 'y', type: 'quantitative' } },
};

/** Points of one fit, set off sideways so that none hides another. */
const distanceLayer = ({ values, colour }: Fit, place: number): Layer => ({
  data: { values: values.filter(({ distance }) => distance !== null) },
  mark: { type: 'circle', size: 46, opacity: 1, xOffset: place * 8, color: colour, aria: false },
  encoding: { x: DOSE, y: { field: 'distance', type: 'quantitative' } },
});

const doseScale = (measured: readonly Measured[]): { domain: number[]; nice: false } => ({
  domain: paddedDomain(
    measured.map(({ dose }) => dose),
    0.06,
  ),
  nice: false,
});
