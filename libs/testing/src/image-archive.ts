import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Pack } from 'tar-stream';

export interface TestImage {
  readonly tag: string;
  readonly files: Readonly<Record<string, { readonly content: Buffer | string; readonly mode?: number }>>;
  readonly links?: Readonly<Record<string, string>>;
  /** As the image says of itself, in Go's words; this machine's by default. */
  readonly architecture?: string;
  readonly config?: {
    readonly User?: string;
    readonly Env?: readonly string[];
    readonly WorkingDir?: string;
  };
}

export interface ImageParts {
  /** An uncompressed tar. */
  readonly layer: Buffer;
  /** As the image spec has it, JSON. */
  readonly config: string;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' };
const LONG_AGO = new Date(0);

/** An image of one layer, made without any container engine. */
export async function partsOf(image: TestImage): Promise<ImageParts> {
  const layer = await layerOf(image);
  const config = JSON.stringify({
    architecture: image.architecture ?? ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    config: image.config ?? {},
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    history: [{ created_by: 'test' }],
  });
  return { layer, config };
}

/** Writes an image of one layer as `docker save` would; returns the archive's path. */
export async function writeImageArchive(directory: string, image: TestImage): Promise<string> {
  const { layer, config } = await partsOf(image);
  const configName = `${sha256(Buffer.from(config))}.json`;
  const layerName = `${sha256(layer)}/layer.tar`;
  const archive = pack();
  archive.entry({ name: configName }, config);
  archive.entry({ name: layerName }, layer);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: configName, RepoTags: [image.tag], Layers: [layerName] }]),
  );
  archive.finalize();
  await mkdir(directory, { recursive: true });
  const file = join(directory, `${image.tag.replaceAll(/[/:]/g, '-')}.tar`);
  await writeFile(file, await buffer(archive));
  return file;
}

const APPLETS =
  'sh awk cat echo sleep ls env id head tail sed dd yes wc true false pwd touch tr seq cut sort mkdir'.split(
    ' ',
  );

/** An image with a shell (static busybox), `scripts` as executables on its PATH, and nothing else. */
export async function shellImage(
  tag: string,
  scripts: Readonly<Record<string, string>>,
  config: TestImage['config'] = {},
): Promise<TestImage> {
  const busybox = await readFile('/bin/busybox');
  const programs = Object.entries(scripts).map(
    ([name, body]) => [`usr/bin/${name}`, { content: `#!/bin/sh\n${body}\n`, mode: 0o755 }] as const,
  );
  return {
    tag,
    files: {
      'bin/busybox': { content: busybox, mode: 0o755 },
      'etc/passwd': { content: 'root:x:0:0:root:/root:/bin/sh\n' },
      'tmp/.keep': { content: '' },
      ...Object.fromEntries(programs),
    },
    links: Object.fromEntries(APPLETS.map((applet) => [`bin/${applet}`, 'busybox'])),
    config: { Env: ['PATH=/usr/bin:/bin'], ...config },
  };
}

async function layerOf(image: TestImage): Promise<Buffer> {
  const layer = pack();
  const made = new Set<string>();
  for (const [name, { content, mode }] of Object.entries(image.files)) {
    addParents(layer, name, made);
    layer.entry({ name, mode: mode ?? 0o644, mtime: LONG_AGO }, content);
  }
  for (const [name, linkname] of Object.entries(image.links ?? {})) {
    addParents(layer, name, made);
    layer.entry({ name, type: 'symlink', linkname, mtime: LONG_AGO });
  }
  layer.finalize();
  return buffer(layer);
}

function addParents(layer: Pack, name: string, made: Set<string>): void {
  const parts = name.split('/').slice(0, -1);
  parts.forEach((_, depth) => {
    const directory = parts.slice(0, depth + 1).join('/');
    if (made.has(directory)) return;
    made.add(directory);
    layer.entry({ name: `${directory}/`, type: 'directory', mode: 0o755, mtime: LONG_AGO });
  });
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
