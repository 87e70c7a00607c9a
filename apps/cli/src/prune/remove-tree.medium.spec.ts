/** Real: files of an ordinary user, whom directories without write permission stop; as root, a process of uid 12345. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempDirectory } from '#testing';

const UID = 12345;
const ROOT = resolve(__dirname, '../../../..');
const isRoot = process.getuid?.() === 0;
const asOrdinaryUser = isRoot ? ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'] : [];

function run(...command: string[]): { status: number | null; stderr: string } {
  const [program = '', ...args] = [...asOrdinaryUser, ...command];
  return spawnSync(program, args, { encoding: 'utf8', cwd: ROOT });
}
const canRun = run('test', '-r', __filename).status === 0 && run(process.execPath, '--version').status === 0;

(canRun ? it : it.skip)('removes a leftover for an ordinary user, though directories in it forbid it', () => {
  const source = `require('./apps/cli/src/prune/remove-tree').removeTree(process.argv[1] + '/.aside')`;
  const directory = tempDirectory();
  const places = ['.', '.aside', '.aside/usr', '.aside/usr/share'].map((name) => join(directory.path, name));
  for (const place of places.slice(1)) mkdirSync(place);
  writeFileSync(join(directory.path, '.aside/usr/share/file'), 'x');
  if (isRoot) for (const place of places) chownSync(place, UID, UID);
  for (const place of places.slice(2)) chmodSync(place, 0o555);
  const hook = join(ROOT, 'libs/testing/src/typescript-hook.cjs');
  const ended = run(
    process.execPath,
    '--conditions=knockem-source',
    '-r',
    hook,
    '-e',
    source,
    directory.path,
  );
  try {
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(directory.path, '.aside'))).toBe(false);
  } finally {
    for (const place of places.filter((path) => existsSync(path))) chmodSync(place, 0o755);
    directory.remove();
  }
});
