import { mkdir, readFile } from 'node:fs/promises';
import { type TestImage, writeImageArchive } from '#testing';
import { goArch } from './images/image-configuration';
import type { HostPlatform } from './images/platforms';

const FOREIGN = goArch() === 'amd64' ? 'arm64' : 'amd64';

/** This machine, as if it could run images of one other architecture, and of no third. */
export const CONFORMANCE_PLATFORM: HostPlatform = { arch: goArch(), emulated: [FOREIGN] };

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nrunner:x:1234:1235:runner:/home/runner:/bin/sh\n';

const APPLETS = 'sh cat echo sleep ls env id head dd yes wc true false pwd touch'.split(' ');

type Shell = Pick<TestImage, 'files' | 'links'>;

const shellOf = (busybox: Buffer): Shell => ({
  files: {
    'bin/busybox': { content: busybox, mode: 0o755 },
    'bin/busybox-suid': { content: busybox, mode: 0o4755 },
    'etc/passwd': { content: PASSWD },
    'etc/group': { content: 'root:x:0:\nrunner:x:1235:\n' },
    'srv/here/.keep': { content: '' },
    'tmp/.keep': { content: '' },
  },
  links: Object.fromEntries(APPLETS.map((applet) => [`bin/${applet}`, 'busybox'])),
});

/** Writes the suite's images, as `docker save` would, into `directory`: plain, with USER/ENV/WORKDIR, root, without a shell. */
export async function writeConformanceImages(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const busybox = await readFile('/bin/busybox');
  const shell = shellOf(busybox);
  await writeImageArchive(directory, { tag: 'knockem-test/plain:1', ...shell });
  await writeImageArchive(directory, {
    tag: 'knockem-test/configured:1',
    ...shell,
    config: {
      User: 'runner',
      Env: ['PATH=/bin:/extra', 'GREETING=hello from the image'],
      WorkingDir: '/srv/here',
    },
  });
  await writeImageArchive(directory, {
    tag: 'knockem-test/stranger:1',
    ...shell,
    config: { User: 'nobody-we-know' },
  });
  await writeImageArchive(directory, { tag: 'knockem-test/root:1', ...shell, config: { User: '0' } });
  await writeImagesWithoutShell(directory, busybox);
  await writeImageOfAnotherPlatform(directory, shell);
  await writeHostileImages(directory, shell);
}

async function writeImagesWithoutShell(directory: string, busybox: Buffer): Promise<void> {
  await writeImageArchive(directory, {
    tag: 'knockem-test/no-shell:1',
    files: { echo: { content: busybox, mode: 0o755 }, garbage: { content: 'not a program', mode: 0o755 } },
    links: { true: 'echo' },
  });
  // Says of itself that it is of another architecture (and runs all the same): no busybox of ours may be used.
  await writeImageArchive(directory, {
    tag: 'knockem-test/foreign:1',
    architecture: FOREIGN,
    files: { echo: { content: busybox, mode: 0o755 }, sleep: { content: busybox, mode: 0o755 } },
  });
}

const writeImageOfAnotherPlatform = (directory: string, shell: Shell): Promise<string> =>
  writeImageArchive(directory, { tag: 'knockem-test/mainframe:1', ...shell, architecture: 's390x' });

/** Images that would lead our mounts elsewhere, or change what our programs load, find and read. */
async function writeHostileImages(directory: string, shell: Shell): Promise<void> {
  const { 'tmp/.keep': _, ...files } = shell.files;
  const linked = (tag: string, links: Record<string, string>): Promise<string> =>
    writeImageArchive(directory, { tag, files, links: { ...shell.links, ...links } });
  await linked('knockem-test/linked-tmp:1', { tmp: '/etc' });
  await linked('knockem-test/linked-knockem:1', { knockem: '../../../../../../etc' });
  const evil = { content: '#!/bin/sh\necho evil >&2\nexit 66\n', mode: 0o755 };
  const names = ['sh', 'busybox', 'stat', 'base64', 'timeout'];
  await writeImageArchive(directory, {
    tag: 'knockem-test/hostile-env:1',
    files: { ...shell.files, ...Object.fromEntries(names.map((name) => [`evil/${name}`, evil])) },
    links: shell.links,
    config: {
      Env: [
        'PATH=/evil:/bin',
        'LD_PRELOAD=/evil/sh',
        'ENV=/evil/sh',
        'IFS=/knoc',
        'HOME=/evil',
        'KNOCKEM_BUSYBOX=/evil/busybox',
        'KNOCKEM_SEED=666',
      ],
    },
  });
}
