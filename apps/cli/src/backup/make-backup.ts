import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupFile, RecorderBackup, SchedulerBackup } from '#contracts';
import { KnockemError } from '#domain';
import type { Messaging } from '#messaging';
import {
  BACKUP_FORMAT,
  type BackedUpFile,
  type Manifest,
  RECORDS_FILE,
  SCHEDULER_FILE,
  sha256Of,
  TOKENS_FILE,
  writeManifest,
} from './manifest';

export interface MadeBackup {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Digests that a row speaks of and the bus does not hold. */
  readonly missingBlobs: readonly string[];
}

/** A copy of a large database takes its time: 1 GB a few seconds. */
const COPY_MS = 600_000;

/**
 * A backup of a running stack: the services make checked copies of their own files, here they are brought together with
 * the blobs that belong to them. The records first: what they have, the scheduler's copy then has too.
 */
export async function makeBackup(
  messaging: Messaging,
  directory: string,
  also: { readonly dataDir: string; readonly knockemVersion: string },
  onBlob: (done: number, total: number) => void = () => undefined,
): Promise<MadeBackup> {
  refuseUsed(directory);
  mkdirSync(join(directory, 'blobs'), { recursive: true, mode: 0o700 });
  const records = await messaging.request<RecorderBackup>('recorder.backup', {}, { timeoutMs: COPY_MS });
  const scheduler = await messaging.request<SchedulerBackup>('scheduler.backup', {}, { timeoutMs: COPY_MS });
  const files = [await take(scheduler, directory, SCHEDULER_FILE)];
  if (records.copy) files.push(await take(records.copy, directory, RECORDS_FILE));
  files.push(...(await takeTokens(also.dataDir, directory)));
  const missingBlobs: string[] = [];
  for (const [index, digest] of scheduler.blobs.entries()) {
    const content = await messaging.blobs.get(digest);
    if (content) writeFileSync(join(directory, 'blobs', digest), content);
    else missingBlobs.push(digest);
    onBlob(index + 1, scheduler.blobs.length);
  }
  const blobs = scheduler.blobs.filter((digest) => !missingBlobs.includes(digest));
  const { at, stackId } = scheduler;
  const { knockemVersion } = also;
  const manifest = {
    format: BACKUP_FORMAT,
    knockemVersion,
    at,
    stackId,
    files,
    blobs,
    records: records.kind,
  };
  writeManifest(directory, manifest);
  return { manifest, bytes: sizeOf(directory, manifest), missingBlobs };
}

function refuseUsed(directory: string): void {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return;
  throw new KnockemError('conflict', `${directory} is not empty`, {
    hint: 'each backup gets a directory of its own',
  });
}

/** From where the service has put it to the backup; the service's copy goes. */
async function take(copy: BackupFile, directory: string, name: string): Promise<BackedUpFile> {
  if (!existsSync(copy.file)) {
    throw new KnockemError('not-found', `the copy ${copy.file} is not on this machine`, {
      hint: 'run `knockem backup` on the host of scheduler and recorder',
    });
  }
  const file = join(directory, name);
  copyFileSync(copy.file, file);
  rmSync(copy.file, { force: true });
  const sha256 = await sha256Of(file);
  if (sha256 !== copy.sha256)
    throw new KnockemError('internal', `${file} is not what the service copied: its checksum differs`);
  return { name, bytes: copy.bytes, sha256 };
}

/** Hashes of tokens, so that those who have one can go on. */
async function takeTokens(dataDir: string, directory: string): Promise<BackedUpFile[]> {
  const source = join(dataDir, 'gateway', TOKENS_FILE);
  if (!existsSync(source)) return [];
  const file = join(directory, TOKENS_FILE);
  copyFileSync(source, file);
  return [{ name: TOKENS_FILE, bytes: statSync(file).size, sha256: await sha256Of(file) }];
}

const sizeOf = (directory: string, { files, blobs }: Manifest): number =>
  [...files.map(({ name }) => name), ...blobs.map((digest) => join('blobs', digest))].reduce(
    (sum, name) => sum + statSync(join(directory, name)).size,
    0,
  );
