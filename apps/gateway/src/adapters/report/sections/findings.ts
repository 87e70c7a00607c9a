import { findingsOf } from '#science';
import { html, type Html } from '../html';
import { estimateCard } from './estimates';
import { facts } from './facts';

/** Findings of an assay's result, beside its figures; of one that has no words of its own, the result as it is. */
export function findings(assayType: string, result: Readonly<Record<string, unknown>>): Html {
  const found = findingsOf(assayType, result);
  if (!found) return asItIs(result);
  return html`${facts(found.facts)}
  ${
    found.estimates.length > 0
      ? html`<ul class="answers">
          ${found.estimates.map(({ title, meaning, estimate }) => estimateCard(title, meaning, estimate))}
        </ul>`
      : undefined
  }
  ${notes(found.notes)}`;
}

const notes = (lines: readonly string[]): Html | undefined =>
  lines.length > 0
    ? html`<details>
        <summary>Notes</summary>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </details>`
    : undefined;

/** Characters of a raw result: enough for a checklist of an image. */
const MAX_SHOWN = 20_000;

function asItIs(result: Readonly<Record<string, unknown>>): Html {
  const text = JSON.stringify(result, null, 2);
  return html`<details>
    <summary>The result</summary>
    <pre>${text.slice(0, MAX_SHOWN)}${text.length > MAX_SHOWN ? ' …' : ''}</pre>
  </details>`;
}
