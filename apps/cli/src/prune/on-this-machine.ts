import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeTree } from '#platform';
import { abandonedReplays } from '../replay/working-directory';
import { orphansOf } from '../stack/orphans';
import { isAlive, readStackFile } from '../stack/stack-file';
import type { Found, Kind, Looked } from './kinds';
import type { Pruning } from './on-the-bus';

const run = promisify(execFile);

/** Directories of stacks that one command starts for itself: `demo`, `check-image`. */
const OWN_STACKS = ['knockem-demo-', 'knockem-check-'];
/** What stands aside of everybody on its way out; a crash leaves it for the next. */
const ASIDE = '.pruned-';
/** flock: somebody else has the lock. */
const BUSY = 75;

/** A thing in the file system that nobody has, with a way to take it away that fails when somebody has it by then. */
interface Leftover {
  readonly kind: Kind;
  readonly where: string;
  readonly paths: readonly string[];
  readonly usedAtMs: number;
  /** Whoever has this file locked may use it. */
  readonly lock?: string;
  /** False: it came to be used. */
  readonly remove: () => Promise<boolean>;
}

/** What processes that are gone have left on this machine: nobody else looks after it. */
export async function pruneMachine(
  dataDir: string,
  { kinds, ageOf, remove, steps }: Pruning,
): Promise<Looked> {
  const directory = realPathOf(dataDir);
  const all = [
    ...logsOf(directory),
    ...idleExecutorsOf(directory),
    ...asidesOf(directory),
    ...abandonedDirectories(),
  ];
  const old = all.filter(({ kind, usedAtMs }) => kinds.includes(kind) && Date.now() - usedAtMs > ageOf(kind));
  steps?.expect(old.length);
  const found = new Map<string, Found>();
  const unremoved: string[] = [];
  for (const leftover of old) {
    const { kind, where, paths } = leftover;
    const bytes = await sizeOf(paths);
    const isOurs = await (remove ? leftover.remove() : isFree(leftover)).catch((error: Error) => {
      unremoved.push(`${paths.join(', ')}: ${error.message}`);
      return false;
    });
    steps?.done();
    if (!isOurs) continue;
    const key = `${kind} ${where}`;
    const before = found.get(key);
    found.set(key, { kind, where, count: (before?.count ?? 0) + 1, bytes: (before?.bytes ?? 0) + bytes });
  }
  return { found: [...found.values()], unseen: [], ...(unremoved.length > 0 ? { unremoved } : {}) };
}

/** As the kernel names open files: without symbolic links. */
function realPathOf(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}

/** Logs that no process writes any more: of executors that a later stack did not have, of a stack that is down. */
function logsOf(dataDir: string): Leftover[] {
  const directory = realPathOf(join(dataDir, 'logs'));
  return namesIn(directory)
    .filter((name) => name.endsWith('.log') || name.startsWith(ASIDE))
    .map((name) => join(directory, name))
    .map((path) => ({
      kind: 'logs',
      where: directory,
      paths: [path],
      usedAtMs: changedAt(path),
      remove: async () => removeUnlessOpen(path),
    }));
}

/** Taken aside first: who opens it by its name from then on opens another. Put back where somebody was quicker. */
function removeUnlessOpen(path: string): boolean {
  if (openFiles().has(path)) return false;
  const aside = join(path, '..', `${ASIDE}${randomUUID()}`);
  renameSync(path, aside);
  if (openFiles().has(aside)) {
    if (!existsSync(path)) renameSync(aside, path);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

/** Caches of executors that are not running, where nothing is left that a next start would take up. */
function idleExecutorsOf(dataDir: string): Leftover[] {
  return executorsOf(dataDir)
    .filter((directory) => existsSync(join(directory, 'lock')) && holdsNoWork(directory))
    .flatMap((directory) => [
      cacheOf('images', directory, ['runtime/images']),
      cacheOf('volumes', directory, ['blobs', 'runtime/inputs']),
    ])
    .filter(({ paths }) => paths.length > 0);
}

const executorsOf = (dataDir: string): string[] =>
  namesIn(dataDir)
    .filter((name) => /^executor(-\d+)?$/.test(name))
    .map((name) => join(dataDir, name));

const holdsNoWork = (directory: string): boolean =>
  namesIn(join(directory, 'runtime/runs')).length === 0 && namesIn(join(directory, 'reports')).length === 0;

function cacheOf(kind: Kind, directory: string, below: readonly string[]): Leftover {
  const paths = below.map((name) => join(directory, name)).filter((path) => namesIn(path).length > 0);
  const signs = ['lock', 'runtime', 'runtime/runs', 'runtime/runner.log', ...below];
  return {
    kind,
    where: `${directory}, where no executor runs`,
    paths,
    usedAtMs: Math.max(...signs.map((name) => changedAt(join(directory, name)))),
    lock: join(directory, 'lock'),
    remove: () => removeUnderLock(kind, directory, paths),
  };
}

/** The moves are made under the executor's own lock, in an instant; an executor that starts meanwhile waits for longer. */
async function removeUnderLock(kind: Kind, directory: string, paths: readonly string[]): Promise<boolean> {
  const asides = paths.map(() => join(directory, `${ASIDE}${kind}-${randomUUID()}`));
  const script =
    'for d in runtime/runs reports; do [ -z "$(ls -A "$0/$d" 2>/dev/null)" ] || exit 75; done; ' +
    'while [ $# -gt 1 ]; do mv -T "$1" "$2" || exit 1; shift 2; done';
  const moves = paths.flatMap((path, at) => [path, asides[at]]);
  const lock = ['-n', '-E', String(BUSY), join(directory, 'lock')];
  try {
    await run('flock', [...lock, 'sh', '-c', script, directory, ...moves]);
  } catch (error) {
    if ((error as { code?: number }).code === BUSY) return false;
    throw error;
  }
  for (const aside of asides) await removeTree(aside);
  return true;
}

/** Taken aside by a prune that did not end: no executor knows these. */
function asidesOf(dataDir: string): Leftover[] {
  return executorsOf(dataDir).flatMap((directory) =>
    namesIn(directory)
      .filter((name) => name.startsWith(ASIDE))
      .map((name) => ({
        kind: name.startsWith(`${ASIDE}volumes-`) ? 'volumes' : 'images',
        where: `${directory}, where an earlier prune did not end`,
        paths: [join(directory, name)],
        usedAtMs: changedAt(join(directory, name)),
        remove: () => removeWhole(join(directory, name)),
      })),
  );
}

async function removeWhole(path: string): Promise<boolean> {
  await removeTree(path);
  return true;
}

/** Of replays, demos and checks that were ended by force. */
function abandonedDirectories(): Leftover[] {
  return [...abandonedReplays(), ...abandonedStacks()].map((path) => ({
    kind: 'volumes',
    where: tmpdir(),
    paths: [path],
    usedAtMs: changedAt(path),
    remove: () => removeWhole(path),
  }));
}

function abandonedStacks(): string[] {
  return namesIn(tmpdir())
    .filter((name) => OWN_STACKS.some((prefix) => name.startsWith(prefix)))
    .map((name) => join(tmpdir(), name))
    .filter((directory) => {
      const stack = readStackFile(directory);
      if (!stack || isAlive(stack.supervisor) || orphansOf(directory).length > 0) return false;
      return statSync(directory).uid === process.getuid?.();
    });
}

/** Asked when nothing is taken away: whether it would go. */
async function isFree({ paths, lock }: Leftover): Promise<boolean> {
  const open = openFiles();
  if (paths.some((path) => open.has(path))) return false;
  if (lock === undefined) return true;
  return run('flock', ['-n', '-E', String(BUSY), lock, 'true']).then(
    () => true,
    () => false,
  );
}

/** Files that processes have open, as far as this user may see. */
function openFiles(): Set<string> {
  const files = new Set<string>();
  for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name)))
    for (const fd of namesIn(`/proc/${pid}/fd`)) {
      try {
        files.add(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        // Closed meanwhile.
      }
    }
  return files;
}

async function sizeOf(paths: readonly string[]): Promise<number> {
  const { stdout } = await run('du', ['-skc', ...paths]).catch(() => ({ stdout: '0' }));
  return Number.parseInt(stdout.trim().split('\n').pop() ?? '0', 10) * 1024;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
