import { resolve } from 'node:path';
import { Command } from 'commander';
import { putBack, type PutBack } from '../backup/put-back';
import { stepsView } from '../render/steps';
import { sessionOf } from '../session';

/** JOURNAL and RECORDS keep their messages for so long. */
const RETENTION_DAYS = 14;

export function restoreCommand(): Command {
  return new Command('restore')
    .argument('<directory>', 'that `knockem backup` has made')
    .action(async (source: string, _flags: unknown, command: Command) => {
      const { settings, print } = sessionOf(command);
      const now = new Date();
      const view = stepsView('checking files');
      const done = await putBack(resolve(source), settings.dataDir, now.toISOString(), (checked, total) =>
        view.show(checked, total),
      ).finally(() => view.end());
      const days = (now.getTime() - Date.parse(done.manifest.at)) / 86_400_000;
      print({ ...done, dataDir: settings.dataDir, days }, () => told(done, settings.dataDir, days));
    });
}

function told({ manifest, replaced }: PutBack, dataDir: string, days: number): string {
  const lines = [`restored to ${dataDir} as of ${manifest.at}`];
  if (replaced) lines.push(`what was there is in ${replaced}`);
  lines.push(
    days > RETENTION_DAYS
      ? `it is ${Math.floor(days)} days old, and nats-server keeps messages for ${RETENTION_DAYS}: what was submitted and measured in between and is no longer there is lost to the scheduler; its records stay`
      : 'at its next start the scheduler catches up with what nats-server has kept since then',
  );
  if (manifest.records === 'server') lines.push('the records are in MongoDB: this has not changed them');
  lines.push('start it with `knockem up`');
  return lines.join('\n');
}
