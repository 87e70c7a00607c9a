import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  ImageCheckResult,
  SkeletonizationResult,
} from '#contracts';
import { IMAGE_CHECK } from '#domain';
import type { ResultRow } from '../client/gateway-client';
import { calibrationLines, titrationLines } from './dose-results';
import { renderImageCheck } from './image-check';
import { skeletonizationLines } from './skeletons';

interface NullResult {
  readonly alpha: number;
  readonly numMeasured: number;
  readonly thresholds: {
    readonly orderStatistic: { readonly deleterious: number; readonly beneficial: number };
    readonly percentile: { readonly deleterious: number; readonly beneficial: number };
  };
  readonly asymmetry: { readonly mean: number; readonly z: number; readonly favours: string | null };
}

interface ScreenResult {
  readonly numSites: number;
  readonly criticalSites: readonly number[];
  readonly deleteriousSites: readonly number[];
  readonly beneficialSites: readonly number[];
  readonly notMeasuredSites: readonly number[];
  readonly corrected: { readonly deleterious: number; readonly beneficial: number };
}

/** What the assays concluded, in words; a type without words of its own is shown as JSON. */
export function renderResults(rows: readonly ResultRow[]): string {
  const shown = rows.filter((row) => row.assayType !== 'inspection');
  if (shown.length === 0) return 'no results yet';
  return shown.map(renderResult).join('\n\n');
}

function renderResult({ assayType, assayResult, id }: ResultRow): string {
  const heading = `${assayType ?? 'assay'} ${id}`;
  const warnings = ((assayResult.warnings as string[] | undefined) ?? []).map(
    (warning) => `  warning: ${warning}`,
  );
  return [heading, ...bodyOf(assayType, assayResult), ...warnings].join('\n');
}

function bodyOf(assayType: string | undefined, result: Record<string, unknown>): string[] {
  if (assayType === 'nulldist') return nullLines(result as unknown as NullResult);
  if (assayType === 'screenCritical') return screenLines(result as unknown as ScreenResult);
  if (assayType === 'doseCalibration') return calibrationLines(result as unknown as DoseCalibrationResult);
  if (assayType === 'doseTitration') return titrationLines(result as unknown as DoseTitrationResult);
  if (assayType === 'skeletonization') {
    return skeletonizationLines(result as unknown as SkeletonizationResult);
  }
  if (assayType === IMAGE_CHECK) return indented(renderImageCheck(result as unknown as ImageCheckResult));
  return indented(JSON.stringify(result, null, 2));
}

const indented = (text: string): string[] => text.split('\n').map((line) => `  ${line}`);

function nullLines({ alpha, numMeasured, thresholds, asymmetry }: NullResult): string[] {
  const { orderStatistic, percentile } = thresholds;
  return [
    `  a score above ${score(orderStatistic.deleterious)} is deleterious, below ${score(orderStatistic.beneficial)} beneficial` +
      ` (order statistic, ${percent(alpha)} a side, ${numMeasured} wild-type pairs)`,
    `  percentile rule, for comparison: ${score(percentile.deleterious)} and ${score(percentile.beneficial)}`,
    asymmetry.favours
      ? `  the image favours ${asymmetry.favours}: mean ${score(asymmetry.mean)}, z = ${asymmetry.z.toFixed(1)}`
      : '  the image favours neither side',
  ];
}

function screenLines(result: ScreenResult): string[] {
  const missing = result.notMeasuredSites.length;
  return [
    `  ${result.criticalSites.length} of ${result.numSites} sites are critical: ${sites(result.criticalSites)}`,
    `  deleterious when out: ${sites(result.deleteriousSites)}; beneficial when out: ${sites(result.beneficialSites)}`,
    `  corrected for false positives: ${result.corrected.deleterious.toFixed(1)} deleterious, ${result.corrected.beneficial.toFixed(1)} beneficial`,
    ...(missing > 0 ? [`  not measured: ${missing} sites (${sites(result.notMeasuredSites)})`] : []),
  ];
}

export const score = (value: number): string => value.toPrecision(4);
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Up to twenty site numbers, and how many more there are. */
export function sites(numbers: readonly number[]): string {
  if (numbers.length === 0) return 'none';
  const more = numbers.length - 20;
  return numbers.slice(0, 20).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
