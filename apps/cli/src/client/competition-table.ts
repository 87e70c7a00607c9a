import { addressOf } from '#client';
import { totalOf } from '../render/submission';
import { transferView } from '../render/transfer';
import { brokenOffInWords } from './broken-off';
import type { GatewayClient } from './gateway-client';

const TABLES = {
  csv: '/api/v1/submissions/{submissionId}/competitions.csv',
  parquet: '/api/v1/submissions/{submissionId}/competitions.parquet',
  jsonl: '/api/v1/submissions/{submissionId}/competitions.jsonl',
} as const;
export type TableFormat = keyof typeof TABLES;
export const FORMATS = Object.keys(TABLES) as TableFormat[];

export interface TableOptions {
  /** What the progress calls it; absent: it is not shown. */
  readonly shownAs?: string;
  readonly signal?: AbortSignal;
}

/** A submission's competitions as a table. Its progress is shown on stderr while it is read. */
export async function openTable(
  gateway: GatewayClient,
  submissionId: string,
  format: TableFormat,
  { shownAs, signal }: TableOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const table = await gateway.open(addressOf(TABLES[format], { path: { submissionId } }), { signal });
  if (shownAs === undefined) return table;
  const countRows = (over: AbortSignal): Promise<number | undefined> =>
    format === 'parquet' ? Promise.resolve(undefined) : rowsOf(gateway, submissionId, over);
  return withProgress(table, shownAs, countRows);
}

/** `countRows`: for the time that is left, which is not told without. The table does not wait for it. */
async function* withProgress(
  table: AsyncIterable<Uint8Array>,
  shownAs: string,
  countRows: (over: AbortSignal) => Promise<number | undefined>,
): AsyncGenerator<Uint8Array> {
  const view = transferView(shownAs);
  const over = new AbortController();
  let rows: number | undefined;
  void countRows(over.signal).then((counted) => (rows = counted));
  let [received, lines] = [0, 0];
  try {
    for await (const chunk of table) {
      received += chunk.length;
      lines += linesIn(chunk);
      view.show(received, rows === undefined ? undefined : lines / rows);
      yield chunk;
    }
  } finally {
    over.abort();
    view.end();
  }
}

/** How long the table will be; it is not worth a failure. */
const rowsOf = (
  gateway: GatewayClient,
  submissionId: string,
  over: AbortSignal,
): Promise<number | undefined> =>
  gateway.submission(submissionId, over).then(
    ({ submission }) => totalOf(submission.counters),
    () => undefined,
  );

const NEWLINE = 10;
const linesIn = (chunk: Uint8Array): number =>
  chunk.reduce((lines, byte) => (byte === NEWLINE ? lines + 1 : lines), 0);

/**
 * The table on standard output, at the pace of who reads it: it may be larger than memory. On a terminal its rows are
 * the progress.
 */
export async function printTable(
  gateway: GatewayClient,
  submissionId: string,
  format: TableFormat,
  signal?: AbortSignal,
): Promise<void> {
  const shownAs = process.stdout.isTTY ? undefined : format;
  const table = await openTable(gateway, submissionId, format, { shownAs, signal });
  for await (const chunk of brokenOffInWords(table, 'what was printed is not the whole table'))
    await new Promise<void>((written, failed) =>
      process.stdout.write(chunk, (error) => (error ? failed(error) : written())),
    );
}
