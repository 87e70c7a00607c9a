/**
 * Packs programs that need nothing but a busybox into an image, without Docker and without pulling anything: a shell
 * script or a static program for each verb (docs/write-an-image.md).
 *
 *   node dist/scripts/build-image.js ARCHIVE NAME:TAG PROGRAM…
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Entry, writeImageArchive } from './image-archive';

/** Where scripts/setup.sh puts one, and the executor looks. */
const PLACES = [
  process.env.KNOCKEM_BUSYBOX,
  '/bin/busybox',
  '/usr/bin/busybox',
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knockem/busybox/bin/busybox'),
];

export async function buildImage(archive: string, tag: string, programs: readonly string[]): Promise<void> {
  const entries = [...directories(), ...shell(staticBusybox()), ...programs.map(programEntry)];
  await writeImageArchive(archive, {
    tag,
    path: '/usr/local/bin:/bin',
    entries,
    by: 'scripts/build-image.ts',
  });
}

function directories(): Entry[] {
  const names = ['bin', 'usr', 'usr/local', 'usr/local/bin'];
  const entries: Entry[] = names.map((name) => ({ name, type: 'directory', mode: 0o755 }));
  return [...entries, { name: 'tmp', type: 'directory', mode: 0o1777 }];
}

const programEntry = (file: string): Entry => ({
  name: `usr/local/bin/${basename(file)}`,
  mode: 0o755,
  content: readFileSync(file),
});

function shell(busybox: string): Entry[] {
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean);
  const links = applets.filter((applet) => applet !== 'busybox' && !applet.includes('/'));
  return [
    { name: 'bin/busybox', mode: 0o755, content: readFileSync(busybox) },
    ...links.map((applet): Entry => ({
      name: `bin/${applet}`,
      type: 'symlink',
      linkname: 'busybox',
      mode: 0o777,
    })),
  ];
}

function staticBusybox(): string {
  const found = PLACES.find((file) => file && isExecutable(file) && !readFileSync(file).includes('/ld-'));
  if (!found)
    throw new Error(
      'there is no static busybox here; install one (`make setup`), or name it by KNOCKEM_BUSYBOX',
    );
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function main([archive, tag, ...programs]: readonly string[]): Promise<void> {
  if (!archive || !tag || programs.length === 0)
    throw new Error('usage: build-image.js ARCHIVE NAME:TAG PROGRAM…');
  await buildImage(resolve(archive), tag.includes(':') ? tag : `${tag}:latest`, programs);
  console.log(`${tag} -> ${resolve(archive)}`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(`cannot build the image: ${error.message}`);
    process.exitCode = 1;
  });
}
