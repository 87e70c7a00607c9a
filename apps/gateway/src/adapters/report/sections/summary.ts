import { ANSWERS, SUMMARY_KEYS } from '#science';
import type { Report } from '../../../application/read-report';
import { html, type Html } from '../html';
import { estimateCard } from './estimates';

/** The five answers of the submission. */
export const summarySection = ({ summary }: Report): Html =>
  html`<section>
    <h2>Summary</h2>
    <ul class="answers">
      ${SUMMARY_KEYS.map((key) => estimateCard(ANSWERS[key].title, ANSWERS[key].meaning, summary[key], summary.notes[key]))}
    </ul>
  </section>`;
