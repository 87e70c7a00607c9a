import type { FigureTable } from '#plots';
import { numberInWords } from '#science';
import type { DrawnFigure } from '../../../application/read-report';
import { html, Html } from '../html';

/** A picture with its text alternative and its numbers; or the sentence why there is none. */
export function figureSection({ name, title, svg, figure, description }: DrawnFigure): Html {
  if (svg === undefined || figure?.kind !== 'picture') {
    return html`<h3>${title}</h3>
      <p class="quiet">No picture: ${description}.</p>`;
  }
  return html`<h3>${title}</h3>
    <figure>
      <div role="img" aria-label="${description}">${inlined(svg, name)}</div>
      <figcaption>${description}</figcaption>
      ${numbers(figure.table)}
    </figure>`;
}

/** Names inside a picture (clips, gradients) are its own alone; several pictures stand in one page. */
export const inlined = (svg: string, name: string): Html =>
  new Html(
    svg
      .replace(/\bid="([^"]+)"/g, `id="${name}-$1"`)
      .replace(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
      .replace(/(xlink:)?href="#([^"]+)"/g, `$1href="#${name}-$2"`),
  );

const numbers = ({ columns, rows, note }: FigureTable): Html =>
  html`<details>
    <summary>The numbers</summary>
    <div class="wide">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map(cell)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${note ? html`<p class="quiet">${note}</p>` : undefined}
  </details>`;

const cell = (value: string | number | null): Html =>
  typeof value === 'number'
    ? html`<td class="number">${numberInWords(value)}</td>`
    : html`<td>${value ?? 'not measured'}</td>`;
