import type { DoseCalibrationResult } from '#contracts';
import { count, counted, type Figure, type Layer, noPicture, number, type Picture, tableOf } from '../figure';
import { COLOUR, WIDTH } from '../theme';
import { categories, missingLayer, paddedDomain, thresholdLayers } from './layers';

const SCORES_HEIGHT = 240;
const CURVE_HEIGHT = 110;

const DETECTED = 'detected';
const UNDETECTED = 'not detected';
const BENEFICIAL = 'beneficial';
const MISSING = 'not measured (×)';

type Panel = Extract<Picture['spec'], { vconcat: unknown }>['vconcat'][number];
type Smear = DoseCalibrationResult['smear'];

/** One competition per dose: its score above, and below how likely detection is, with the doses chosen from it. */
export function smear(result: DoseCalibrationResult): Figure {
  const measured = result.smear.filter(({ score }) => score !== null).length;
  if (measured === 0) return noPicture('No dose was measured, so there is no smear to show.');
  return {
    kind: 'picture',
    description: describe(result),
    table: tableOf(
      ['dose', 'score', 'found'],
      result.smear.map((shot) => [shot.dose, shot.score === null ? null : number(shot.score), kindOf(shot)]),
    ),
    spec: {
      title: { text: 'Random sites knocked out together', subtitle: subtitle(result) },
      vconcat: [scorePanel(result), curvePanel(result)],
      spacing: 12,
      resolve: { scale: { color: 'independent' } },
    },
  };
}

function describe({ smear: shots, band, thresholds, doses }: DoseCalibrationResult): string {
  const detected = shots.filter((shot) => shot.detected === true).length;
  const found = band
    ? `The chance of detection rises from 5 % to 95 % between doses ${number(band.low)} and ${number(band.high)}.`
    : 'No band of doses in which detection becomes likely could be found.';
  return (
    `Scores against the number of sites knocked out together, ${counted(shots.length, 'dose')}, of which ${detected} ` +
    `were detected above ${number(thresholds.deleterious)}. ${found} Doses chosen: ${doses.join(', ') || 'none'}.`
  );
}

function subtitle({ smear: shots, band, doses, numEligibleSites }: DoseCalibrationResult): string[] {
  const detected = shots.filter((shot) => shot.detected === true).length;
  const rises = band
    ? `shaded: ${number(band.low, 3)} to ${number(band.high, 3)} sites, where the chance of detection rises from 5 % to 95 %`
    : 'no band: nothing or everything was detected';
  return [
    `${detected} of ${counted(shots.length, 'dose')} detected, sites drawn at random from ${count(numEligibleSites)}`,
    rises,
    `doses chosen for the titration: ${few(doses)}`,
  ];
}

/** Doses in a line of the picture; of many the ends. */
const few = (doses: readonly number[]): string => {
  if (doses.length === 0) return 'none';
  if (doses.length <= 14) return doses.join(', ');
  return `${doses.slice(0, 6).join(', ')}, …, ${doses.slice(-3).join(', ')} (${doses.length})`;
};

const kindOf = ({ score, detected, beneficial }: Smear[number]): string => {
  if (score === null) return MISSING;
  if (beneficial === true) return BENEFICIAL;
  return detected === true ? DETECTED : UNDETECTED;
};

function doseScale({ smear: shots, doses }: DoseCalibrationResult): {
  type: 'log';
  domain: [number, number];
  nice: false;
} {
  const all = [...shots.map(({ dose }) => dose), ...doses].filter((dose) => dose > 0);
  return { type: 'log', domain: [Math.min(...all, 1) * 0.9, Math.max(...all, 2) * 1.1], nice: false };
}

function scorePanel(result: DoseCalibrationResult): Panel {
  const shots = result.smear.map((shot) => ({ ...shot, kind: kindOf(shot) }));
  const missing = shots.filter(({ score }) => score === null).map(({ dose }) => dose);
  return {
    width: WIDTH,
    height: SCORES_HEIGHT,
    layer: [
      ...bandLayer(result.band),
      ...thresholdLayers(result.thresholds, WIDTH),
      shotLayer(shots.filter(({ score }) => score !== null)),
      missingLayer(missing, SCORES_HEIGHT, MISSING),
    ],
    encoding: {
      x: {
        type: 'quantitative',
        title: null,
        scale: doseScale(result),
        axis: { labels: false, ticks: false },
      },
      y: {
        type: 'quantitative',
        title: 'score per update',
        scale: { domain: scoreDomain(result), nice: false },
        axis: { format: '~g' },
      },
      color: {
        type: 'nominal',
        scale: kindScale(new Set(shots.map(({ kind }) => kind))),
        legend: { symbolType: 'circle', symbolOpacity: 1 },
      },
    },
  };
}

const shotLayer = (measured: readonly object[]): Layer => ({
  data: { values: [...measured] },
  mark: { type: 'circle', size: 44, opacity: 0.85, aria: false },
  encoding: {
    x: { field: 'dose', type: 'quantitative' },
    y: { field: 'score', type: 'quantitative' },
    color: { field: 'kind', type: 'nominal' },
  },
});

const scoreDomain = ({ smear: shots, thresholds }: DoseCalibrationResult): [number, number] =>
  paddedDomain(
    [...shots.flatMap(({ score }) => score ?? []), thresholds.deleterious, thresholds.beneficial],
    0.1,
  );

const kindScale = (kinds: ReadonlySet<string>): ReturnType<typeof categories> =>
  categories({
    [DETECTED]: COLOUR.deleterious,
    [UNDETECTED]: COLOUR.neutral,
    ...(kinds.has(BENEFICIAL) ? { [BENEFICIAL]: COLOUR.beneficial } : {}),
    ...(kinds.has(MISSING) ? { [MISSING]: COLOUR.ink } : {}),
  });

function curvePanel(result: DoseCalibrationResult): Panel {
  const curve = result.band?.curve ?? [];
  return {
    width: WIDTH,
    height: CURVE_HEIGHT,
    layer: [
      ...bandLayer(result.band),
      {
        data: { values: curve as object[] },
        mark: { type: 'line', color: COLOUR.ours, strokeWidth: 2, aria: false },
        encoding: {
          x: { field: 'dose', type: 'quantitative' },
          y: { field: 'probability', type: 'quantitative' },
        },
      },
      {
        data: { values: result.doses.map((dose) => ({ dose })) },
        mark: { type: 'point', shape: 'triangle-up', filled: true, color: COLOUR.ink, size: 60, opacity: 1 },
        encoding: { x: { field: 'dose', type: 'quantitative' }, y: { value: CURVE_HEIGHT - 5 } },
      },
    ],
    encoding: {
      x: {
        type: 'quantitative',
        title: 'dose: sites knocked out together (log scale; triangles: chosen doses)',
        scale: doseScale(result),
        axis: { format: '~d', tickCount: 6 },
      },
      y: {
        type: 'quantitative',
        title: 'P(detected)',
        scale: { domain: [0, 1] },
        axis: { values: [0, 0.5, 1], format: '~g' },
      },
    },
  };
}

const bandLayer = (band: DoseCalibrationResult['band']): Layer[] =>
  band === null
    ? []
    : [
        {
          data: { values: [{ low: band.low, high: band.high }] },
          mark: { type: 'rect', color: COLOUR.shade, opacity: 0.18 },
          encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
        },
      ];
