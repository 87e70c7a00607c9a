import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { KnockemError } from '#domain';

/** Grows when a backup can no longer be read by what was released before. */
export const BACKUP_FORMAT = 1;

export interface BackedUpFile {
  /** Below the backup's directory. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `manifest.json` of a backup, written last: a directory without it is no backup. */
export interface Manifest {
  readonly format: number;
  readonly knockemVersion: string;
  readonly at: string;
  readonly stackId: string;
  readonly files: readonly BackedUpFile[];
  /** Digests; each is a file `blobs/<digest>`. */
  readonly blobs: readonly string[];
  /** `server`: they are in MongoDB, and not in this backup. */
  readonly records: 'embedded' | 'server';
}

export const SCHEDULER_FILE = 'scheduler.sqlite';
export const RECORDS_FILE = 'records.sqlite';
export const TOKENS_FILE = 'tokens.json';

const manifestIn = (directory: string): string => join(directory, 'manifest.json');

export function writeManifest(directory: string, manifest: Manifest): void {
  writeFileSync(manifestIn(directory), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

/** Reads the manifest and holds every file against it. Rejects with the first that is missing or another. */
export async function readBackup(
  directory: string,
  onFile: (done: number, total: number) => void = () => undefined,
): Promise<Manifest> {
  const file = manifestIn(directory);
  if (!existsSync(file)) {
    throw new KnockemError('not-found', `${directory} is no backup: it has no manifest.json`, {
      hint: 'name a directory that `knockem backup` has made; without a manifest it was not finished',
    });
  }
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.format > BACKUP_FORMAT) {
    throw new KnockemError(
      'refused',
      `${directory} was made by a newer knockem (${manifest.knockemVersion}, format ${manifest.format})`,
      { hint: `restore it with knockem ${manifest.knockemVersion} or a later one` },
    );
  }
  const blobs = manifest.blobs.map((digest) => ({ name: join('blobs', digest), sha256: digest }));
  const files = [...manifest.files, ...blobs];
  for (const [index, { name, sha256 }] of files.entries()) {
    await refuseChanged(directory, name, sha256);
    onFile(index + 1, files.length);
  }
  return manifest;
}

async function refuseChanged(directory: string, name: string, sha256: string): Promise<void> {
  const found = await sha256Of(join(directory, name)).catch((error: NodeJS.ErrnoException) => error.code);
  if (found === sha256) return;
  const what = found === 'ENOENT' ? 'is missing' : 'is not what was backed up (its checksum differs)';
  throw new KnockemError('refused', `${join(directory, name)} ${what}`, {
    hint: 'this backup is damaged: take another copy of it, or another backup',
  });
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
