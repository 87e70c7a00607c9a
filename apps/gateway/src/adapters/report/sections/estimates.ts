import type { Estimate } from '#contracts';
import { numberInWords } from '#science';
import { html, type Html } from '../html';

/** One answer with its interval, and what it rests on; without an estimate the sentence why. */
export function estimateCard(title: string, meaning: string, estimate: Estimate | null, note?: string): Html {
  return html`<li class="answer">
    <h3>${title}</h3>
    <p class="quiet">${meaning}</p>
    ${estimate ? estimated(estimate) : html`<p class="value">– <small>no answer: ${note ?? 'it was not recorded'}</small></p>`}
  </li>`;
}

function estimated({ value, interval, unit, method, assumptions, notes }: Estimate): Html {
  return html`<p class="value">
      ${value === null ? '–' : numberInWords(value)}
      <small
        >${value === null ? 'no honest number' : unit}${
          interval
            ? html`, ${Math.round(interval.level * 100)} % interval ${numberInWords(interval.low)} to
              ${numberInWords(interval.high)}`
            : ', without an interval'
        }</small
      >
    </p>
    <p>Method: ${method}.</p>
    ${sentences('Notes', notes, true)}${sentences('Assumptions', assumptions, false)}`;
}

const sentences = (title: string, lines: readonly string[], open: boolean): Html | undefined => {
  if (lines.length === 0) return undefined;
  const list = html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
  return open
    ? list
    : html`<details>
        <summary>${title}</summary>
        ${list}
      </details>`;
};
