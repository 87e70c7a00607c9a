import { ASSAY_TYPES } from '#domain';
import type { Report } from '../../application/read-report';
import { html } from './html';
import { assaySection } from './sections/assay';
import { headingSection } from './sections/facts';
import { repeatSection } from './sections/repeat';
import { summarySection } from './sections/summary';
import { STYLE_SHEET } from './style-sheet';

/** The report as one file that needs nothing else: no script, and nothing is fetched. */
export const reportPage = (report: Report): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>knockem report ${report.submission.id}</title>
        <style>
          ${STYLE_SHEET}
        </style>
      </head>
      <body>
        ${headingSection(report)}
        <main>
          ${summarySection(report)} ${inOrder(report.assays).map((assay) => assaySection(report, assay))}
          ${report.assays.length === 0 ? html`<p class="quiet">No assay has begun yet.</p>` : undefined}
          ${repeatSection(report)}
        </main>
      </body>
    </html> `.text;

/** In the order of dependency, which is that of the argument; without the inspection, whose facts stand in the heading. */
const inOrder = (assays: Report['assays']): Report['assays'] =>
  ASSAY_TYPES.flatMap((type) => assays.filter(({ assayType }) => assayType === type));

/** What a browser may do with the page: look at it. */
export const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
