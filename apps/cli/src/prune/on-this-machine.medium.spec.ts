/** Real: files, symbolic links, flock, /proc. What goes of this machine's leftovers, and what stays. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TempDirectory, tempDirectory } from '#testing';
import type { Kind } from './kinds';
import { pruneMachine } from './on-this-machine';

const DAY_MS = 86_400_000;

let directory: TempDirectory;
beforeEach(() => (directory = tempDirectory()));
afterEach(() => directory.remove());

const prune = (dataDir: string, kind: Kind, remove = true) =>
  pruneMachine(dataDir, { kinds: [kind], ageOf: () => DAY_MS, remove });

function old(path: string): string {
  const then = (Date.now() - 3 * DAY_MS) / 1000;
  utimesSync(path, then, then);
  return path;
}

function logIn(dataDir: string, name: string): string {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  writeFileSync(join(dataDir, 'logs', name), 'a line\n');
  return old(join(dataDir, 'logs', name));
}

it('leaves the log of a service that is quiet, where the data directory is a symbolic link', async () => {
  const dataDir = join(directory.path, 'real');
  const quiet = logIn(dataDir, 'scheduler.log');
  logIn(dataDir, 'executor-9.log');
  symlinkSync(dataDir, join(directory.path, 'link'));
  const open = openSync(quiet, 'a');
  try {
    for (const remove of [false, true])
      expect((await prune(join(directory.path, 'link'), 'logs', remove)).found).toMatchObject([{ count: 1 }]);
  } finally {
    closeSync(open);
  }
  expect(readdirSync(join(dataDir, 'logs'))).toEqual(['scheduler.log']);
});

it('asks for no lock beside a log, also below a directory of the name of an executor', async () => {
  const place = join(directory.path, 'executor');
  logIn(join(place, 'study'), 'gateway.log');
  expect((await prune(join(place, 'study'), 'logs', false)).found).toMatchObject([{ count: 1 }]);
  expect(readdirSync(place)).toEqual(['study']);
});

it('finds what a prune that did not end has taken aside, also of an executor that runs', async () => {
  const executor = join(directory.path, 'executor');
  const images = join(executor, '.pruned-images-one');
  const volumes = join(executor, '.pruned-volumes-two');
  for (const aside of [images, volumes]) {
    mkdirSync(join(aside, 'inside'), { recursive: true });
    old(aside);
  }
  expect((await prune(directory.path, 'images', false)).found).toMatchObject([{ kind: 'images', count: 1 }]);
  expect((await prune(directory.path, 'images')).found).toMatchObject([{ kind: 'images', count: 1 }]);
  expect([existsSync(images), existsSync(volumes)]).toEqual([false, true]);
});

it('goes on where one cannot be removed, and says which and why', async () => {
  // A socket where the lock should be: nobody can open it.
  const socket = createServer().unref();
  for (const name of ['executor-1', 'executor-2']) {
    const executor = join(directory.path, name);
    mkdirSync(join(executor, 'runtime/images/one'), { recursive: true });
    if (name === 'executor-2') writeFileSync(join(executor, 'lock'), '');
    else await new Promise<void>((resolve) => socket.listen(join(executor, 'lock'), resolve));
    for (const place of ['lock', 'runtime/images', 'runtime']) old(join(executor, place));
  }
  const { found, unremoved } = await prune(directory.path, 'images');
  await new Promise((resolve) => socket.close(resolve));
  expect(found).toMatchObject([{ where: expect.stringContaining('executor-2') as string, count: 1 }]);
  expect(unremoved).toEqual([expect.stringMatching(/executor-1\/runtime\/images: .*flock/)]);
  expect(existsSync(join(directory.path, 'executor-2/runtime/images'))).toBe(false);
});
