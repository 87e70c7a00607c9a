import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#contracts';
import type { KeptReports } from '../../application/ports';
import { writeDurably } from './durable-file';

/** One JSON file a report, named by its attempt. A file that cannot be read is set aside, never in the way. */
export async function openKeptReports(
  directory: string,
  onUnreadable: (file: string) => void,
): Promise<KeptReports> {
  await mkdir(directory, { recursive: true });
  const fileOf = (attemptId: string): string => join(directory, `${attemptId}.json`);
  return {
    keep: (report) => writeDurably(fileOf(report.attemptId), JSON.stringify(report)),
    forget: (attemptId) => rm(fileOf(attemptId), { force: true }),
    list: async () => {
      const names = await readdir(directory);
      await Promise.all(names.filter((name) => name.endsWith('.draft')).map((n) => rm(join(directory, n))));
      const files = names.filter((name) => name.endsWith('.json')).map((name) => join(directory, name));
      const read = await Promise.all(files.map((file) => readReport(file, onUnreadable)));
      return read.filter((report) => report !== undefined);
    },
  };
}

async function readReport(file: string, onUnreadable: (file: string) => void): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    onUnreadable(file);
    return undefined;
  }
}
