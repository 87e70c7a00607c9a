// Virtual environments with packages that tests need, made once and kept in the cache (~/.cache/knockem).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const INSTALL_MS = 240_000;

/**
 * The interpreter of the environment `name` that holds `packages` (`name==version`); throws with the reason where python3
 * or the package index is not to be had. Made aside and renamed into place, so that a broken install is never used.
 */
export function pythonWith(name, packages) {
  const version = run(
    'python3',
    ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'],
    'python3 is not here',
  );
  const [major, minor] = version.split('.').map(Number);
  if (major < 3 || minor < 10) throw new Error(`python3 is ${version}; 3.10 or newer is needed`);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'knockem');
  const home = join(cache, `${name}-py${version}`);
  if (!existsSync(home)) install(home, packages);
  return join(home, 'bin', 'python');
}

function install(home, packages) {
  sweepAborted(home);
  const aside = `${home}.installing-${process.pid}`;
  mkdirSync(dirname(home), { recursive: true });
  try {
    run('python3', ['-m', 'venv', aside], 'python3 cannot make a virtual environment (Debian: python3-venv)');
    const flags = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    const pip = ['-m', 'pip', 'install', ...flags, ...packages];
    run(join(aside, 'bin', 'python'), pip, `${packages.join(', ')} cannot be installed by pip`);
    if (!existsSync(home)) renameSync(aside, home);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function sweepAborted(home) {
  if (!existsSync(dirname(home))) return;
  for (const name of readdirSync(dirname(home))) {
    const pid = /\.installing-(\d+)$/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`))
      rmSync(join(dirname(home), name), { recursive: true, force: true });
  }
}

function run(command, args, complaint) {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INSTALL_MS,
    }).trim();
  } catch (error) {
    const last = String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1);
    throw new Error(`${complaint} (${last.slice(0, 200)})`);
  }
}
