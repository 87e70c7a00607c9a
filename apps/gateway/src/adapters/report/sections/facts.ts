import { isTerminalSubmission } from '#domain';
import type { Report } from '../../../application/read-report';
import { html, type Html, type Part } from '../html';

/** Rows of a description list; a row without a value is left out. */
export const facts = (rows: readonly (readonly [string, Part])[]): Html =>
  html`<dl>
    ${rows
      .filter(([, value]) => value !== undefined && value !== '')
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`;

/** What was asked, by whom, and how it stands. */
export function headingSection({ submission, source, asOf, results }: Report): Html {
  const running = !isTerminalSubmission(submission.status);
  return html`<header>
    <h1>Cryptic sequence complexity</h1>
    <p class="quiet">
      A report of knockem on submission ${submission.id} <span class="state">${submission.status}</span>
    </p>
    ${running ? html`<p class="banner">This submission has not ended: the report shows what there is at ${asOf} (${results.size} recorded results). Load it again later.</p>` : undefined}
    ${submission.reason ? html`<p class="warning">${submission.reason}</p>` : undefined}
    ${facts([
      ['image', html`<code>${submission.containerImage}</code>`],
      ['genome', html`<code>${submission.genomeIdAlpha}</code>`],
      ['sites', submission.numSites],
      ['assays', submission.assayTypes.join(', ')],
      ['user', submission.userEmail],
      ['submitted', submission.datetime],
      ['ended', submission.concludedAt],
      ['competitions', `${submission.counters.completed} completed, ${submission.counters.failed} failed`],
      ['as of', `${asOf} (${source})`],
    ])}
  </header>`;
}
