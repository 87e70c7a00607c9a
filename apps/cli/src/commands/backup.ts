import { resolve } from 'node:path';
import { Command } from 'commander';
import { makeBackup, type MadeBackup } from '../backup/make-backup';
import { onTheBus } from '../client/bus';
import { versionOf } from '../package-version';
import { stepsView } from '../render/steps';
import { sessionOf } from '../session';

export function backupCommand(): Command {
  return new Command('backup')
    .argument('<directory>', 'new or empty; gets scheduler database, embedded records, blobs and a manifest')
    .action(async (target: string, _flags: unknown, command: Command) => {
      const { settings, print } = sessionOf(command);
      const directory = resolve(target);
      const also = { dataDir: settings.dataDir, knockemVersion: versionOf() };
      const view = stepsView('copying blobs');
      const made = await onTheBus(settings, 'backup', (messaging) =>
        makeBackup(messaging, directory, also, (done, total) => view.show(done, total)),
      ).finally(() => view.end());
      print({ directory, ...made }, () => told(directory, made));
    });
}

function told(directory: string, { manifest, bytes, missingBlobs }: MadeBackup): string {
  const { at, files, blobs, records } = manifest;
  const lines = [
    `backed up to ${directory} as of ${at}: ${files.map(({ name }) => name).join(', ')} and ${blobs.length} blobs, ${(bytes / 1e6).toFixed(1)} MB`,
  ];
  if (records === 'server')
    lines.push('the records are in MongoDB and not in it: back them up with mongodump');
  if (missingBlobs.length > 0)
    lines.push(
      `${missingBlobs.length} blobs are not on the bus any more: ${missingBlobs.slice(0, 3).join(', ')}`,
    );
  return lines.join('\n');
}
