import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { KnockemError } from '#domain';
import { orphansOf } from '../stack/orphans';
import { isAlive, readStackFile } from '../stack/stack-file';
import { type Manifest, readBackup, RECORDS_FILE, SCHEDULER_FILE, TOKENS_FILE } from './manifest';

/** dist/apps, beside which this file is compiled to. */
const APPS = resolve(__dirname, '..', '..', '..');

export interface PutBack {
  readonly manifest: Manifest;
  /** Where the files went that stood in the way; absent when there were none. */
  readonly replaced?: string;
}

/**
 * Puts a backup in the place of a stack's files. Everything is checked first (checksums, SQLite's own integrity check,
 * schema version) on copies beside their place, and moved in only then; what was there is kept aside.
 */
export async function putBack(
  directory: string,
  dataDir: string,
  at: string,
  onFile?: (done: number, total: number) => void,
): Promise<PutBack> {
  refuseRunning(dataDir);
  const manifest = await readBackup(directory, onFile);
  const places = placesOf(manifest, dataDir);
  const staged = places.map(({ name, place, ...rest }) => ({
    ...rest,
    name,
    place,
    aside: `${place}.restoring`,
  }));
  try {
    for (const { name, aside, adopt } of staged) {
      mkdirSync(dirname(aside), { recursive: true });
      copyFileSync(join(directory, name), aside);
      if (adopt) await adopted(adopt, aside);
    }
    const replaced = join(dataDir, `replaced-${at.replaceAll(/[:.]/g, '-')}`);
    let anyReplaced = false;
    for (const { aside, place } of staged) {
      anyReplaced = moveAside(place, replaced) || anyReplaced;
      renameSync(aside, place);
    }
    return { manifest, ...(anyReplaced ? { replaced } : {}) };
  } finally {
    for (const { aside } of staged) for (const end of ENDINGS) rmSync(aside + end, { force: true });
  }
}

const ENDINGS = ['', '-wal', '-shm'];

interface Place {
  readonly name: string;
  readonly place: string;
  /** Which app checks and takes it up. */
  readonly adopt?: 'scheduler' | 'recorder';
}

function placesOf({ files, blobs }: Manifest, dataDir: string): Place[] {
  const known: Readonly<Record<string, Omit<Place, 'name'>>> = {
    [SCHEDULER_FILE]: { place: join(dataDir, 'scheduler', SCHEDULER_FILE), adopt: 'scheduler' },
    [RECORDS_FILE]: { place: join(dataDir, 'records', RECORDS_FILE), adopt: 'recorder' },
    [TOKENS_FILE]: { place: join(dataDir, 'gateway', TOKENS_FILE) },
  };
  const listed = files.flatMap(({ name }) => (known[name] ? [{ name, ...known[name] }] : []));
  const content = blobs.map((digest) => ({
    name: join('blobs', digest),
    place: join(dataDir, 'scheduler', 'restored-blobs', digest),
  }));
  return [...listed, ...content];
}

function refuseRunning(dataDir: string): void {
  const stack = readStackFile(dataDir);
  const orphans = orphansOf(dataDir);
  if (!(stack && isAlive(stack.supervisor)) && orphans.length === 0) return;
  throw new KnockemError('conflict', `the stack in ${dataDir} is running; its files cannot be replaced`, {
    hint: 'stop it with `knockem down`, then restore',
  });
}

/** The app's own program opens the file: what it refuses here it would refuse at its start. */
async function adopted(app: string, file: string): Promise<void> {
  const program = join(APPS, app, 'src', 'adopt-backup.js');
  const said = await new Promise<string | undefined>((settle) =>
    execFile(process.execPath, [program, file], (error, _out, stderr) =>
      settle(error ? stderr.trim() || error.message : undefined),
    ),
  );
  if (said !== undefined) throw new KnockemError('refused', said);
}

function moveAside(place: string, replaced: string): boolean {
  let any = false;
  for (const end of ENDINGS.filter((suffix) => existsSync(place + suffix))) {
    const to = join(replaced, place.split('/').slice(-2).join('/') + end);
    mkdirSync(dirname(to), { recursive: true });
    renameSync(place + end, to);
    any = true;
  }
  return any;
}
