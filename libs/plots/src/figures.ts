import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  NulldistResult,
  ScreenCriticalResult,
  SkeletonizationResult,
} from '#contracts';
import type { AssayType } from '#domain';
import type { Figure } from './figure';
import { captureFrequencies } from './figures/capture-frequencies';
import { doseResponse } from './figures/dose-response';
import { exclusionSeverity } from './figures/exclusion-severity';
import { nullHistogram } from './figures/null-histogram';
import { siteScores } from './figures/scores';
import { skeletonMap } from './figures/skeletons';
import { smear } from './figures/smear';

/** One kind of figure: the name in its address, and the assay whose result it shows. */
export interface FigureKind {
  readonly name: string;
  readonly title: string;
  readonly assayType: AssayType;
  /** Draws the assay's result. */
  readonly draw: (result: never) => Figure;
}

const kind = <Result>(
  name: string,
  title: string,
  assayType: AssayType,
  draw: (result: Result) => Figure,
): FigureKind => ({ name, title, assayType, draw });

/** Every figure, in the order of a report. */
export const FIGURES: readonly FigureKind[] = [
  kind<NulldistResult>('null-histogram', 'Null distribution', 'nulldist', nullHistogram),
  kind<ScreenCriticalResult>('scores', 'Scores along the genome', 'screenCritical', siteScores),
  kind<DoseCalibrationResult>('smear', 'Smear of doses', 'doseCalibration', smear),
  kind<DoseTitrationResult>('dose-response', 'Dose–response', 'doseTitration', doseResponse),
  kind<SkeletonizationResult>('skeletons', 'Sites in skeletons', 'skeletonization', skeletonMap),
  kind<SkeletonizationResult>(
    'exclusion-severity',
    'Exclusion against severity',
    'skeletonization',
    exclusionSeverity,
  ),
  kind<SkeletonizationResult>(
    'capture-frequencies',
    'Capture frequencies',
    'skeletonization',
    captureFrequencies,
  ),
];

/** The figure of a result as it stands in a record. */
export const figureOf = ({ draw }: FigureKind, result: Readonly<Record<string, unknown>>): Figure =>
  draw(result as never);
