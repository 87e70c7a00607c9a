import { SUMMARY_KEYS, type SummaryKey } from '#science';
import type { Report } from '../../../application/read-report';
import { html, type Html } from '../html';
import { estimateCard } from './estimates';

const ANSWERS: Readonly<Record<SummaryKey, readonly [title: string, meaning: string]>> = {
  critical: ['Critical sites', 'Their knockout alone is detected.'],
  additive: ['Additive sites', 'Effects too small to be detected alone, which add up.'],
  epistatic: ['Epistatic sites', 'They matter only where others are gone.'],
  anyEffect: ['Sites with any effect', 'Retained in some skeleton: detected alone, or not.'],
  cryptic: ['Cryptic sites', 'Sites with an effect that is not detected alone.'],
};

/** The five answers of the submission. */
export const summarySection = ({ summary }: Report): Html =>
  html`<section>
    <h2>Summary</h2>
    <ul class="answers">
      ${SUMMARY_KEYS.map((key) => estimateCard(...ANSWERS[key], summary[key], summary.notes[key]))}
    </ul>
  </section>`;
