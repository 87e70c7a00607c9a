import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempDirectory } from './temp-directory';

const UID = 12345;
const ROOT = resolve(__dirname, '../../..');
const HOOK = join(ROOT, 'libs/testing/src/typescript-hook.cjs');

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

const isRoot = (): boolean => process.getuid?.() === 0;

function run(...command: string[]): Ended {
  const rights = isRoot() ? ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'] : [];
  const [program = '', ...args] = [...rights, ...command];
  return spawnSync(program, args, { encoding: 'utf8', cwd: ROOT });
}

/** Whether an ordinary user may run this checkout: as root, a process of uid 12345 must be able to read it. */
export const canRunAsOrdinaryUser = (): boolean =>
  run('test', '-r', __filename).status === 0 && run(process.execPath, '--version').status === 0;

/**
 * Has an ordinary user run `source` (its `process.argv[1]` is a directory) where `.aside` holds directories that forbid to
 * remove what is in them; says how that ended, and whether `.aside` is still there.
 */
export function amongLockedDirectories(source: string): Ended & { readonly isThere: boolean } {
  const directory = tempDirectory();
  const places = ['.', '.aside', '.aside/usr', '.aside/usr/share'].map((name) => join(directory.path, name));
  for (const place of places.slice(1)) mkdirSync(place);
  writeFileSync(join(directory.path, '.aside/usr/share/file'), 'x');
  if (isRoot()) for (const place of places) chownSync(place, UID, UID);
  for (const place of places.slice(2)) chmodSync(place, 0o555);
  try {
    const flags = ['--conditions=knockem-source', '-r', HOOK, '-e', source, directory.path];
    const { status, stderr } = run(process.execPath, ...flags);
    return { status, stderr, isThere: existsSync(join(directory.path, '.aside')) };
  } finally {
    for (const place of places.filter((path) => existsSync(path))) chmodSync(place, 0o755);
    directory.remove();
  }
}
