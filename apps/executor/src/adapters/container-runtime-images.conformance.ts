import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { goArch } from './images/image-configuration';

interface TestImage {
  readonly tag: string;
  readonly files: Readonly<Record<string, { content: Buffer | string; mode?: number }>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly architecture?: string;
  readonly config?: { User?: string; Env?: string[]; WorkingDir?: string };
}

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nrunner:x:1234:1235:runner:/home/runner:/bin/sh\n';

/** Writes the suite's images, as `docker save` would, into `directory`: plain, with USER/ENV/WORKDIR, root, without a shell. */
export async function writeConformanceImages(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const busybox = await readFile('/bin/busybox');
  const applets = [
    'sh',
    'cat',
    'echo',
    'sleep',
    'ls',
    'env',
    'id',
    'head',
    'dd',
    'yes',
    'wc',
    'true',
    'false',
    'pwd',
    'touch',
  ];
  const shell = {
    files: {
      'bin/busybox': { content: busybox, mode: 0o755 },
      'etc/passwd': { content: PASSWD },
      'etc/group': { content: 'root:x:0:\nrunner:x:1235:\n' },
      'srv/here/.keep': { content: '' },
      'tmp/.keep': { content: '' },
    },
    links: Object.fromEntries(applets.map((applet) => [`bin/${applet}`, 'busybox'])),
  };
  await writeImage(directory, { tag: 'knockem-test/plain:1', ...shell });
  await writeImage(directory, {
    tag: 'knockem-test/configured:1',
    ...shell,
    config: {
      User: 'runner',
      Env: ['PATH=/bin:/extra', 'GREETING=hello from the image'],
      WorkingDir: '/srv/here',
    },
  });
  await writeImage(directory, {
    tag: 'knockem-test/stranger:1',
    ...shell,
    config: { User: 'nobody-we-know' },
  });
  await writeImage(directory, { tag: 'knockem-test/root:1', ...shell, config: { User: '0' } });
  await writeImage(directory, {
    tag: 'knockem-test/no-shell:1',
    files: { echo: { content: busybox, mode: 0o755 }, garbage: { content: 'not a program', mode: 0o755 } },
    links: { true: 'echo' },
  });
  // Says of itself that it is of another architecture (and runs all the same): no busybox of ours may be used.
  await writeImage(directory, {
    tag: 'knockem-test/foreign:1',
    architecture: goArch() === 'amd64' ? 'arm64' : 'amd64',
    files: { echo: { content: busybox, mode: 0o755 }, sleep: { content: busybox, mode: 0o755 } },
  });
}

/** One `docker save` style archive with one layer. */
async function writeImage(directory: string, image: TestImage): Promise<void> {
  const layer = await layerOf(image);
  const layerDigest = sha256(layer);
  const config = JSON.stringify({
    architecture: image.architecture ?? goArch(),
    os: 'linux',
    config: image.config ?? {},
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
    history: [{ created_by: 'conformance suite' }],
  });
  const configName = `${sha256(Buffer.from(config))}.json`;
  const manifest = [{ Config: configName, RepoTags: [image.tag], Layers: [`${layerDigest}/layer.tar`] }];
  const archive = pack();
  archive.entry({ name: configName }, config);
  archive.entry({ name: `${layerDigest}/`, type: 'directory' });
  archive.entry({ name: `${layerDigest}/layer.tar` }, layer);
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.finalize();
  const file = join(directory, `${image.tag.replaceAll(/[/:]/g, '-')}.tar`);
  await pipeline(archive, createWriteStream(file));
}

async function layerOf(image: TestImage): Promise<Buffer> {
  const layer = pack();
  const made = new Set<string>();
  for (const [name, { content, mode }] of Object.entries(image.files)) {
    addParents(layer, name, made);
    layer.entry({ name, mode: mode ?? 0o644, mtime: new Date(0) }, content);
  }
  for (const [name, linkname] of Object.entries(image.links ?? {})) {
    layer.entry({ name, type: 'symlink', linkname, mtime: new Date(0) });
  }
  layer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of layer as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function addParents(layer: Pack, name: string, made: Set<string>): void {
  const parts = name.split('/').slice(0, -1);
  parts.forEach((_, depth) => {
    const directory = parts.slice(0, depth + 1).join('/');
    if (made.has(directory)) return;
    made.add(directory);
    layer.entry({ name: `${directory}/`, type: 'directory', mode: 0o755, mtime: new Date(0) });
  });
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
