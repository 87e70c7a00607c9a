import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import { COMPETITION_COLUMNS, competitionCells, type CompetitionFacts } from '../../domain/competition-row';

/** What a socket takes at once; a row alone would be a write of a few hundred bytes. */
const PIECE = 64 * 1024;

/** One line of text for each competition, under a heading. */
export function csvTable(rows: AsyncIterable<CompetitionFacts>): AsyncIterable<Uint8Array | string> {
  const table = stringify({ header: true, columns: [...COMPETITION_COLUMNS] });
  // What fails is told by the table's own end.
  pipeline(Readable.from(cellsOf(rows)), table, () => undefined);
  return table as AsyncIterable<Uint8Array>;
}

async function* cellsOf(rows: AsyncIterable<CompetitionFacts>): AsyncGenerator<object> {
  for await (const facts of rows) yield competitionCells(facts);
}

/** One JSON object a line, every column in every line, null where there is no value: readers guess types by the first. */
export async function* jsonLines(rows: AsyncIterable<CompetitionFacts>): AsyncGenerator<string> {
  let piece = '';
  for await (const facts of rows) {
    piece += `${JSON.stringify(facts, (_column, value: unknown) => value ?? null)}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
