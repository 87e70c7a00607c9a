import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { KnockemError } from '#domain';
import { FORMATS, openTable, printTable, type TableFormat } from '../client/competition-table';
import { saveStream } from '../client/save-stream';
import { EXIT } from '../exit-codes';
import { inMegabytes } from '../render/transfer';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { submissionId } from './submission-arguments';

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
  if (output === '-') return printTable(gateway, id, format, signal);
  const file = output ?? `competitions-${id}.${format}`;
  const bytes = await saveStream(file, await openTable(gateway, id, format, { shownAs: file, signal }));
  print({ submissionId: id, file, format, bytes }, () => `table: ${file} (${inMegabytes(bytes)})`);
}

export function formatOf(output: string | undefined): TableFormat {
  const ending = extname(output ?? '').slice(1);
  return FORMATS.find((format) => format === ending) ?? 'csv';
}
