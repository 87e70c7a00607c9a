import { ASSAY_PARAMETERS, withDefaults } from '#contracts';
import { ASSAY_TYPES, type AssayType } from '#domain';
import type { Report } from '../../../application/read-report';
import { html, type Html } from '../html';
import { facts } from './facts';
import { figureSection } from './figure';
import { findings } from './findings';

/** One assay: how it stands, what it was asked with, its warnings, what it found, its figures. */
export function assaySection(report: Report, assay: Report['assays'][number]): Html {
  const result = report.results.get(assay.assayType);
  const warnings = (result?.assayResult.warnings as string[] | undefined) ?? [];
  const figures = report.figures.filter(({ assayType }) => assayType === assay.assayType);
  return html`<section>
    <h2>${assay.assayType} <span class="state">${assay.status}</span></h2>
    ${assay.reason ? html`<p class="warning">${assay.reason}</p>` : undefined}
    ${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
    ${facts([
      ...(assay.reusedFrom
        ? ([['measured in', `submission ${assay.reusedFrom.submissionId}, by an identical assay`]] as const)
        : []),
      ['competitions', `${assay.numCompetitions} (rounds of planning: ${assay.rounds})`],
      ...(assay.counters
        ? ([['of these', `${assay.counters.completed} completed, ${assay.counters.failed} failed`]] as const)
        : []),
      ...parameters(report, assay.assayType),
    ])}
    ${result ? findings(assay.assayType, result.assayResult) : html`<p class="quiet">There is no result of it (yet).</p>`}
    ${figures.map(figureSection)}
  </section>`;
}

/** Every parameter with its value, defaults included. */
function parameters({ submission }: Report, type: string): (readonly [string, string])[] {
  if (!(ASSAY_TYPES as readonly string[]).includes(type)) return [];
  const values = withDefaults(type as AssayType, submission.assayParameters[type]);
  const specs = ASSAY_PARAMETERS[type as AssayType];
  return Object.entries(values).map(([name, value]) => [name, `${value} ${specs[name].unit}`] as const);
}
