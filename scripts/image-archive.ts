/** Images written as `docker save` would, without Docker and without pulling anything. Same content, same bytes. */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack, type Header, type Pack } from 'tar-stream';

const EPOCH = new Date(0);
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm' };

/** A file, or a link to a neighbour, of the image's only layer; directories above must come before. */
export type Entry = Partial<Header> & { name: string; content?: Buffer };

export interface ImageOf {
  readonly tag: string;
  /** Directories on PATH. */
  readonly path: string;
  readonly entries: readonly Entry[];
  /** The program that wrote it, for the image's history. */
  readonly by: string;
}

/** By rename: a reader never sees half of one. */
export async function writeImageArchive(archive: string, image: ImageOf): Promise<void> {
  const content = await archiveOf(image, await tarOf(image.entries));
  mkdirSync(dirname(archive), { recursive: true });
  writeFileSync(`${archive}.new`, content);
  renameSync(`${archive}.new`, archive);
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) add(tar, header, content);
  tar.finalize();
  return buffer(tar);
}

/** The layout of `docker save`: manifest.json names a configuration and its layers. */
function archiveOf({ tag, path, by }: ImageOf, layer: Buffer): Promise<Buffer> {
  const configuration = Buffer.from(
    JSON.stringify({
      architecture: ARCHITECTURES[process.arch] ?? process.arch,
      os: 'linux',
      created: EPOCH.toISOString(),
      config: { Env: [`PATH=${path}`], User: '65534:65534', WorkingDir: '/' },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created: EPOCH.toISOString(), created_by: by }],
    }),
  );
  const manifest = [
    {
      Config: `${sha256(configuration)}.json`,
      RepoTags: [tag],
      Layers: [`${sha256(layer)}/layer.tar`],
    },
  ];
  const tar = pack();
  add(tar, { name: manifest[0].Config, mode: 0o644 }, configuration);
  add(tar, { name: sha256(layer), type: 'directory', mode: 0o755 });
  add(tar, { name: manifest[0].Layers[0], mode: 0o644 }, layer);
  add(tar, { name: 'manifest.json', mode: 0o644 }, Buffer.from(JSON.stringify(manifest)));
  tar.finalize();
  return buffer(tar);
}

function add(tar: Pack, header: Partial<Header> & { name: string }, content?: Buffer): void {
  tar.entry({ mtime: EPOCH, uid: 0, gid: 0, ...header }, content ?? '');
}
