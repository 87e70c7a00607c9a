import { INSPECTION } from '#domain';
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
          ${summarySection(report)}
          ${report.assays.filter(({ assayType }) => assayType !== INSPECTION).map((assay) => assaySection(report, assay))}
          ${report.assays.length === 0 ? html`<p class="quiet">No assay has begun yet.</p>` : undefined}
          ${repeatSection(report)}
        </main>
      </body>
    </html> `.text;

/** What a browser may do with the page: look at it. */
export const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
