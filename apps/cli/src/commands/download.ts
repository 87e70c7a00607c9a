import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { addressOf } from '#client';
import { KnockemError } from '#domain';
import { saveStream } from '../client/save-stream';
import { EXIT } from '../exit-codes';
import { totalOf } from '../render/submission';
import { inMegabytes, transferView } from '../render/transfer';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { submissionId } from './submission-arguments';

const TABLES = {
  csv: '/api/v1/submissions/{submissionId}/competitions.csv',
  parquet: '/api/v1/submissions/{submissionId}/competitions.parquet',
  jsonl: '/api/v1/submissions/{submissionId}/competitions.jsonl',
} as const;
export type TableFormat = keyof typeof TABLES;
const FORMATS = Object.keys(TABLES) as TableFormat[];

interface DownloadFlags {
  format?: TableFormat;
  output?: string;
}

export function downloadCommand(): Command {
  return new Command('download')
    .argument('<submission>', 'submission id', submissionId)
    .addOption(
      new Option('--format <format>', 'of the table (default: by the ending of --output, else csv)').choices(
        FORMATS,
      ),
    )
    .option(
      '-o, --output <file>',
      'where to (default competitions-<submission>.<format>), - for standard output',
    )
    .action(async (id: string, flags: DownloadFlags, command: Command) => {
      process.exitCode = await download(id, flags, sessionOf(command));
      // Signals are still listened to.
      process.exit();
    });
}

/** Ctrl-C leaves no half file. */
async function download(id: string, flags: DownloadFlags, session: Session): Promise<number> {
  const unwanted = new AbortController();
  const saving = saveTable(id, flags, session, unwanted.signal);
  const outcome = await Promise.race([saving, untilAskedToStop()]);
  if (outcome !== 'stop') return EXIT.ok;
  unwanted.abort();
  await saving.catch(() => undefined);
  return EXIT.interrupted;
}

async function saveTable(
  id: string,
  { output, format = formatOf(output) }: DownloadFlags,
  { gateway, print, settings: { json } }: Session,
  signal: AbortSignal,
): Promise<void> {
  if (output === '-' && json) {
    throw new KnockemError(
      'invalid',
      '--output - and --json exclude one another: standard output is the table',
      {
        hint: 'JSON lines are a format of their own: --format jsonl',
      },
    );
  }
  const address = addressOf(TABLES[format], { path: { submissionId: id } });
  const table = await gateway.open(address, { signal });
  if (output === '-') return toStandardOutput(table);
  const rows = format === 'parquet' ? undefined : await rowsOf(gateway, id);
  const file = output ?? `competitions-${id}.${format}`;
  const view = transferView(file);
  let lines = 0;
  const counted = (async function* () {
    for await (const chunk of table) {
      if (rows !== undefined) lines += linesIn(chunk);
      yield chunk;
    }
  })();
  const bytes = await saveStream(file, counted, (received) =>
    view.show(received, rows === undefined ? undefined : lines / rows),
  ).finally(() => view.end());
  print({ submissionId: id, file, format, bytes }, () => `table: ${file} (${inMegabytes(bytes)})`);
}

/** How long the table will be, for the time that is left; it is not worth a failure. */
const rowsOf = (gateway: Session['gateway'], id: string): Promise<number | undefined> =>
  gateway.submission(id).then(
    ({ submission }) => totalOf(submission.counters),
    () => undefined,
  );

const NEWLINE = 10;
const linesIn = (chunk: Uint8Array): number =>
  chunk.reduce((lines, byte) => (byte === NEWLINE ? lines + 1 : lines), 0);

export function formatOf(output: string | undefined): TableFormat {
  const ending = extname(output ?? '').slice(1);
  return FORMATS.find((format) => format === ending) ?? 'csv';
}

async function toStandardOutput(table: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of table) {
    await new Promise<void>((written, failed) =>
      process.stdout.write(chunk, (error) => (error ? failed(error) : written())),
    );
  }
}
