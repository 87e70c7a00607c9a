/** Real: this machine's programs and files. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';
import { findStaticBusybox, isStatic } from './static-busybox';

describe('the busybox that containers are given', () => {
  const directory = tempDirectory();
  const cacheHome = process.env.XDG_CACHE_HOME;
  afterEach(() => {
    if (cacheHome === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cacheHome;
  });
  afterAll(() => directory.remove());

  it('is linked statically: others, texts and missing files are passed over', () => {
    const text = join(directory.path, 'text');
    writeFileSync(text, '#!/bin/sh\n'.repeat(100));
    for (const path of ['/bin/sh', text, join(directory.path, 'missing'), directory.path])
      expect(isStatic(path)).toBe(false);
  });

  it('is the configured one where that will do', () => {
    const found = findStaticBusybox();
    if (!found) throw new Error('this machine has no static busybox: scripts/setup.sh run');
    process.env.XDG_CACHE_HOME = directory.path;
    mkdirSync(join(directory.path, 'knockem', 'busybox', 'bin'), { recursive: true });
    const cached = join(directory.path, 'knockem', 'busybox', 'bin', 'busybox');
    copyFileSync(found, cached);
    expect(findStaticBusybox(cached)).toBe(cached);
    expect(findStaticBusybox('/bin/sh')).not.toBe('/bin/sh');
  });
});
