import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#contracts';
import type { KeptReports } from '../../application/ports';
import { namingFullDisk } from './disk-room';
import { writeDurably } from './durable-file';

/**
 * One JSON file a report, named by its attempt; beside it, of a run that we stopped, the reason. A file that cannot be
 * read is set aside, never in the way. A stop's reason need not survive a power cut, which ends the containers too: it is
 * written without fsync. Most runs leave neither, and to look for what was never written would cost more than to remember
 * what was: nobody else writes into the directory, which is locked.
 */
export async function openKeptReports(
  directory: string,
  onUnreadable: (file: string) => void,
): Promise<KeptReports> {
  await mkdir(directory, { recursive: true });
  const written = new WrittenFiles((await readdir(directory)).map((name) => join(directory, name)));
  const fileOf = (attemptId: string): string => join(directory, `${attemptId}.json`);
  const stopFileOf = (attemptId: string): string => join(directory, `${attemptId}.stop`);
  return {
    keep: (report) =>
      namingFullDisk(
        directory,
        writeDurably(written.about(fileOf(report.attemptId)), JSON.stringify(report)),
      ),
    keepStop: (attemptId, reason) =>
      namingFullDisk(directory, writeFile(written.about(stopFileOf(attemptId)), reason)),
    // The report last: after a crash in between it is told, and forgotten, once more; nobody looks for a reason alone.
    forget: async (attemptId) => {
      await written.remove(stopFileOf(attemptId));
      await written.remove(fileOf(attemptId));
    },
    stopOf: async (attemptId) => {
      const text = await readFile(stopFileOf(attemptId), 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      return text === 'cancelled' ? 'cancelled' : 'interrupted';
    },
    forgetStopsBut: async (attemptIds) => {
      const names = (await readdir(directory)).filter((name) => name.endsWith('.stop'));
      const stale = names.filter((name) => !attemptIds.has(name.slice(0, -'.stop'.length)));
      await Promise.all(stale.map((name) => written.remove(join(directory, name))));
    },
    list: async () => {
      const names = await readdir(directory);
      await Promise.all(names.filter((name) => name.endsWith('.draft')).map((n) => rm(join(directory, n))));
      const files = names.filter((name) => name.endsWith('.json')).map((name) => join(directory, name));
      const read = await Promise.all(files.map((file) => readReport(file, onUnreadable)));
      return read.filter((report) => report !== undefined);
    },
  };
}

/** Which files may be there: what an earlier process left, and what this one began to write. */
class WrittenFiles {
  private readonly files: Set<string>;

  constructor(left: readonly string[]) {
    this.files = new Set(left);
  }

  about(file: string): string {
    this.files.add(file);
    return file;
  }

  async remove(file: string): Promise<void> {
    if (!this.files.has(file)) return;
    await rm(file, { force: true });
    this.files.delete(file);
  }
}

async function readReport(file: string, onUnreadable: (file: string) => void): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    onUnreadable(file);
    return undefined;
  }
}
