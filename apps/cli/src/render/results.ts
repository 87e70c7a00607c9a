import type { Schemas } from '#client';
import type { ImageCheckResult } from '#contracts';
import { IMAGE_CHECK } from '#domain';
import { findingsOf, type Findings } from '#science';
import { renderImageCheck } from './image-check';
import { renderEstimate } from './summary';

/** What the assays concluded, in words; a type without words of its own is shown as JSON. */
export function renderResults(rows: readonly Schemas['AssayResult'][]): string {
  const shown = rows.filter((row) => row.assayType !== 'inspection');
  if (shown.length === 0) return 'no results yet';
  return shown.map(renderResult).join('\n\n');
}

function renderResult({ assayType, assayResult, id }: Schemas['AssayResult']): string {
  const heading = `${assayType ?? 'assay'} ${id}`;
  const warnings = ((assayResult.warnings as string[] | undefined) ?? []).map((line) => `warning: ${line}`);
  return [heading, ...indented([...bodyOf(assayType ?? '', assayResult), ...warnings])].join('\n');
}

function bodyOf(assayType: string, result: Record<string, unknown>): string[] {
  const found = findingsOf(assayType, result);
  if (found) return linesOf(found);
  if (assayType === IMAGE_CHECK) return renderImageCheck(result as unknown as ImageCheckResult).split('\n');
  return JSON.stringify(result, null, 2).split('\n');
}

const linesOf = ({ facts, estimates, notes }: Findings): string[] => [
  ...facts.map(([label, told]) => `${label}: ${told}`),
  ...estimates.map(({ title, estimate }) => `${title}: ${renderEstimate(estimate)}`),
  ...notes,
];

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
