/** Real: directories on disk. What of unpacked images goes, and what is used meanwhile. */
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TempDirectory, tempDirectory } from '#testing';
import { ImageUse } from './image-use';

const DAY_MS = 86_400_000;
const NAMES = ['a', 'b'].map((letter) => letter.repeat(64));
const [FIRST, SECOND] = NAMES;

let directory: TempDirectory;
let use: ImageUse;
beforeEach(() => {
  directory = tempDirectory();
  use = new ImageUse(directory.path);
  for (const name of NAMES) {
    mkdirSync(join(directory.path, name, 'rootfs'), { recursive: true });
    writeFileSync(join(directory.path, name, 'rootfs', 'file'), Buffer.alloc(100_000));
    age(name, 3 * DAY_MS);
  }
});
afterEach(() => directory.remove());

const isHere = (name: string): boolean => existsSync(join(directory.path, name));
function age(name: string, ms: number): void {
  const then = (Date.now() - ms) / 1000;
  utimesSync(join(directory.path, name), then, then);
}
const prune = (more: object = {}) =>
  use.prune(NAMES, {
    ...{ ...ALL, olderThanMs: DAY_MS, asOfMs: Date.now() },
    ...more,
  });

it('tells how much is free, and takes it when told to', async () => {
  const free = await prune({ remove: false });
  expect([free.count, free.bytes > 200_000, isHere(FIRST)]).toEqual([2, true, true]);
  expect(await prune()).toEqual(free);
  expect(readdirSync(directory.path)).toEqual([]);
});

it('leaves what is kept for others, was used lately here, or before this start', async () => {
  expect((await prune({ keepChainIds: new Set([`sha256:${FIRST}`]) })).count).toBe(1);
  expect([isHere(FIRST), isHere(SECOND)]).toEqual([true, false]);
  await use.begin(`sha256:${FIRST}`);
  expect((await prune()).count).toBe(0);
  const later = new ImageUse(directory.path);
  expect((await later.prune([FIRST], { ...ALL, olderThanMs: DAY_MS, asOfMs: Date.now() })).count).toBe(0);
  expect(isHere(FIRST)).toBe(true);
});

const ALL = { keepChainIds: new Set<string>(), remove: true, forget: () => undefined };

it('never takes what was used minutes ago, whatever is asked', async () => {
  age(FIRST, 60_000);
  expect((await prune({ olderThanMs: 0 })).count).toBe(1);
  expect(isHere(FIRST)).toBe(true);
});

it('leaves what came to be used after it was looked what is in use, however long it takes', async () => {
  await use.begin(`sha256:${FIRST}`);
  const real = Date.now();
  const asOfMs = real - 1;
  jest.spyOn(Date, 'now').mockReturnValue(real + 2 * DAY_MS);
  expect((await prune({ asOfMs })).count).toBe(1);
  jest.restoreAllMocks();
  expect([isHere(FIRST), isHere(SECOND)]).toEqual([true, false]);
});

it('lets whoever comes while one goes wait until it has gone', async () => {
  const seen: boolean[] = [];
  let came: Promise<void> | undefined;
  const forget = (chainId: string): void => {
    if (chainId === `sha256:${FIRST}`)
      // The next to ask, in the step after the decision.
      queueMicrotask(() => {
        came = use.begin(chainId).then(() => void seen.push(isHere(FIRST)));
      });
  };
  await prune({ forget });
  await came;
  expect(seen).toEqual([false]);
});
