import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { KnockemError } from '#domain';
import { PICTURE_FORMATS, type PictureFormat } from '../client/gateway-client';
import { stepsView } from '../render/steps';
import { type Session, sessionOf } from '../session';
import { submissionId } from './submission-arguments';

interface ReportFlags {
  output?: string;
  plots?: string;
  format: PictureFormat;
}

export function reportCommand(): Command {
  return new Command('report')
    .argument('<submission>', 'submission id', submissionId)
    .option('-o, --output <file>', 'where the report goes (default <submission>.html)')
    .option('--plots <directory>', 'save all pictures there')
    .addOption(new Option('--format <format>', 'of the pictures').choices(PICTURE_FORMATS).default('svg'))
    .action(async (id: string, flags: ReportFlags, command: Command) => {
      const session = sessionOf(command);
      const report = await saveReport(session, id, flags.output ?? `${id}.html`);
      const plots = flags.plots === undefined ? undefined : await savePlots(session, id, flags.plots, flags);
      session.print({ report, ...(plots ?? {}) }, () =>
        [
          `report: ${report}`,
          ...(plots?.plots ?? []).map((file) => `picture: ${file}`),
          ...(plots?.missing ?? []).map(({ name, description }) => `no picture ${name}: ${description}`),
        ].join('\n'),
      );
    });
}

async function saveReport({ gateway }: Session, id: string, file: string): Promise<string> {
  return save(file, await gateway.bytes(`/api/v1/submissions/${encodeURIComponent(id)}/report`));
}

interface SavedPlots {
  readonly plots: string[];
  readonly missing: { readonly name: string; readonly description: string }[];
}

/** One after the other: each picture is drawn when it is asked for. */
async function savePlots(
  { gateway }: Session,
  id: string,
  directory: string,
  { format }: ReportFlags,
): Promise<SavedPlots> {
  const { items } = await gateway.plots(id);
  const plots: string[] = [];
  const ready = items.flatMap(({ name, links }) => (links ? [{ name, link: links[format] }] : []));
  const view = stepsView('drawing pictures');
  try {
    for (const { name, link } of ready) {
      plots.push(await save(join(directory, `${name}.${format}`), await gateway.bytes(link)));
      view.show(plots.length, ready.length);
    }
  } finally {
    view.end();
  }
  const missing = items.filter(({ links }) => !links).map(({ name, description }) => ({ name, description }));
  return { plots, missing };
}

async function save(file: string, content: Uint8Array): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new KnockemError('invalid', `${file} cannot be written (${why})`, {
      hint: 'name another place with --output or --plots',
    });
  }
}
