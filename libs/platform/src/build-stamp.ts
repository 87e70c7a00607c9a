import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What every record says about the program that wrote it. */
export interface BuildStamp {
  /** Of package.json. */
  readonly knockemVersion: string;
  /** Short git hash: of the checkout, or of the one that the package was made from; else `unknown`. */
  readonly knockemRevision: string;
}

let stamp: BuildStamp | undefined;

/** Found out once: KNOCKEM_REVISION (set when an image is built) before the checkout that the program runs from. */
export function buildStamp(): BuildStamp {
  stamp ??= findStamp(process.env.KNOCKEM_REVISION);
  return stamp;
}

function findStamp(given: string | undefined): BuildStamp {
  const root = packageRoot(__dirname);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { knockemVersion: version, knockemRevision: given || revisionOf(root) };
}

function packageRoot(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error(`no package.json above ${__dirname}`);
  return packageRoot(parent);
}

/** Left by scripts/prepack.mjs. */
function packedRevision(root: string): string {
  const file = join(root, 'dist', 'revision');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown';
}

function revisionOf(root: string): string {
  // Not asked of git elsewhere: an installed package may lie within somebody else's repository.
  if (!existsSync(join(root, '.git'))) return packedRevision(root);
  try {
    const git = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return git.trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
