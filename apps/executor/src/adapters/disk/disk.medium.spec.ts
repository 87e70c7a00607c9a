// Real: the file system, the kernel's file locks, child processes. Nothing is mocked; the blob store is a map.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '#contracts';
import { expectNoLeaks, tempDirectory, trackChild, waitFor } from '#testing';
import { InputMissing } from '../../application/ports';
import { BlobCache } from './blob-cache';
import { lockDirectory } from './directory-lock';
import { openIdentity } from './kept-identity';
import { openKeptReports } from './kept-reports';

let directory: ReturnType<typeof tempDirectory>;
beforeEach(() => {
  directory = tempDirectory();
});
afterEach(() => directory.remove());
afterAll(expectNoLeaks);

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');

describe('directory lock', () => {
  it('refuses a second executor in one line, and takes it when the first has let go', async () => {
    const first = await lockDirectory(directory.path);
    await expect(lockDirectory(directory.path)).rejects.toThrow(
      `another executor works in ${directory.path}`,
    );
    await first.release();
    const second = await lockDirectory(directory.path);
    await second.release();
  });

  it('is free again after the holder was ended by kill -9', async () => {
    const program = `
      const { spawn } = require('node:child_process');
      const lock = spawn('flock', ['-F', '-w', '2', process.argv[1], 'sh', '-c', 'echo held; exec cat >/dev/null'],
        { stdio: ['pipe', 'inherit', 'ignore'], detached: true });
      setInterval(() => lock.pid, 1000);`;
    const holder = trackChild(
      spawn(process.execPath, ['-e', program, join(directory.path, 'lock')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
      'lock holder',
    );
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    const lock = await lockDirectory(directory.path);
    await lock.release();
  });

  it('says what to do where it cannot lock', async () => {
    await expect(lockDirectory(join(directory.path, 'is', 'not', 'there'))).rejects.toThrow(
      /cannot be locked/,
    );
  });
});

describe('identity', () => {
  it('keeps the executor id and the stack, and is a new boot at each start', async () => {
    const settings = { directory: directory.path, slots: 2, version: '1' };
    const first = await openIdentity(settings);
    expect(first.stackId()).toBeUndefined();
    await first.learnStackId('6f0c3f0e-5b5d-5e57-9b39-2d5bb0a5f1c4');
    const second = await openIdentity(settings);
    expect(second.executorId).toBe(first.executorId);
    expect(second.bootId).not.toBe(first.bootId);
    expect(second.stackId()).toBe('6f0c3f0e-5b5d-5e57-9b39-2d5bb0a5f1c4');
  });
});

describe('kept reports', () => {
  const report = (attemptId: string): Report => ({ attemptId, outcome: 'succeeded' }) as Report;

  it('come back until they are forgotten', async () => {
    const reports = await openKeptReports(join(directory.path, 'reports'), () => undefined);
    await reports.keep(report('a'));
    await reports.keep(report('b'));
    await reports.forget('a');
    await reports.forget('never kept');
    const again = await openKeptReports(join(directory.path, 'reports'), () => undefined);
    expect(await again.list()).toEqual([report('b')]);
  });

  it('forget the report last: a reason is not left alone by a crash in between', async () => {
    const crashed = join(directory.path, 'crashed');
    mkdirSync(join(crashed, 'a.json'), { recursive: true });
    const reports = await openKeptReports(crashed, () => undefined);
    await reports.keepStop('a', 'cancelled');
    await expect(reports.forget('a')).rejects.toThrow();
    expect(await reports.stopOf('a')).toBeUndefined();
  });

  it('survive drafts and broken files of a crash', async () => {
    const broken: string[] = [];
    const reports = await openKeptReports(join(directory.path, 'reports'), (file) => broken.push(file));
    await reports.keep(report('a'));
    writeFileSync(join(directory.path, 'reports', 'b.json'), '{"half');
    writeFileSync(join(directory.path, 'reports', 'c.json.1.draft'), '{');
    expect(await reports.list()).toEqual([report('a')]);
    expect(broken).toEqual([join(directory.path, 'reports', 'b.json')]);
    expect(readdirSync(join(directory.path, 'reports')).sort()).toEqual(['a.json', 'b.json']);
  });
});

describe('blob cache', () => {
  const store = new Map<string, Buffer>();
  let fetched: string[];
  const put = (content: string): string => {
    store.set(digestOf(content), Buffer.from(content));
    return digestOf(content);
  };
  const open = (maxBytes = 1000): Promise<BlobCache> =>
    BlobCache.open({
      directory: join(directory.path, 'blobs'),
      maxBytes,
      fetch: async (digest) => {
        fetched.push(digest);
        return store.get(digest);
      },
    });
  beforeEach(() => {
    store.clear();
    fetched = [];
  });

  it('fetches once for many at a time, and not again at the next start', async () => {
    const cache = await open();
    const digest = put('hello');
    const held = await Promise.all(Array.from({ length: 8 }, () => cache.hold([digest, digest])));
    expect(fetched).toEqual([digest]);
    expect(readFileSync(held[0].hostFile(digest), 'utf8')).toBe('hello');
    expect(statSync(held[0].hostFile(digest)).mode & 0o777).toBe(0o555);
    held.forEach((files) => files.release());
    await (await open()).hold([digest]);
    expect(fetched).toEqual([digest]);
  });

  it('lets the least recently used go, but nothing that is held', async () => {
    const cache = await open(25);
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => put(letter.repeat(10)));
    const first = await cache.hold([a]);
    (await cache.hold([b])).release();
    await cache.hold([c]);
    expect(readdirSync(join(directory.path, 'blobs')).sort()).toEqual([a, c].sort());
    first.release();
    (await cache.hold([put('d'.repeat(10))])).release();
    expect(cache.bytes()).toBeLessThanOrEqual(25);
    expect(readdirSync(join(directory.path, 'blobs'))).not.toContain(a);
  });

  it('fetches content again that is not what its name says', async () => {
    const digest = put('right');
    (await (await open()).hold([digest])).release();
    const file = join(directory.path, 'blobs', digest);
    chmodSync(file, 0o755);
    writeFileSync(file, 'wrong');
    const held = await (await open()).hold([digest]);
    expect(readFileSync(held.hostFile(digest), 'utf8')).toBe('right');
    expect(fetched).toEqual([digest, digest]);
  });

  it('says which content is nowhere, and holds nothing then', async () => {
    const cache = await open(10);
    const there = put('x'.repeat(10));
    await expect(cache.hold([there, digestOf('nowhere')])).rejects.toThrow(InputMissing);
    (await cache.hold([put('y'.repeat(10))])).release();
    await waitFor(() => !readdirSync(join(directory.path, 'blobs')).includes(there));
  });
});
